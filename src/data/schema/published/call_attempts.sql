create table published.call_attempts (
    leg_id bigint,
    provider_id varchar,
    call_id varchar,
    started_at timestamp,
    calling_number varchar,
    calling_kind varchar,
    called_key ubigint,
    called_npa_nxx varchar,
    called_state varchar,
    duration_s double,
    disposition varchar,
    ingress_provider_id varchar,
    ingress_trunk varchar,
    ingress_country varchar,
    customer_id varchar,
    egress_provider_id varchar,
    attestation varchar,
    origid varchar,
    signer_id varchar,
    load_id varchar,
    called_kind varchar,
    sip_code smallint,
    utc_offset_min smallint,
    time_flag varchar,
    calling_raw varchar,
    passport_flag varchar,
    signer_x5u varchar,
    fate varchar,
    passport_findings varchar[],
    duration_kind varchar,
    answered_at timestamp,
    ended_at timestamp,
    linked_id varchar,
    attempt_no smallint,
    is_final_attempt boolean,
    record_role varchar,
    ingress_call_ref ubigint,
    egress_call_ref ubigint,
    ingress_signal_ip varchar,
    egress_signal_ip varchar,
    egress_trunk varchar,
    q850_cause smallint,
    asserted_number varchar,
    charge_number varchar,
    calling_number_out varchar,
    lrn varchar,
    diversion_ref ubigint,
    called_number_out_ref ubigint
);
comment on table published.call_attempts is 'One row per record that stands for no call of its own: another attempt or leg of a call (they show who refused it), or a record of something else, such as the leg to a recorder. The record that stands for the call has the same `provider_id, linked_id` in `call_legs`.';
comment on column published.call_attempts.leg_id is 'identity of the record, the same in every workspace: load_no * 2^32 + its number in the exporter''s file, from 1';
comment on column published.call_attempts.provider_id is 'who recorded it';
comment on column published.call_attempts.call_id is 'the provider''s own id; keyed where it spells the called number';
comment on column published.call_attempts.started_at is 'set-up time by the provider''s clock, UTC';
comment on column published.call_attempts.calling_number is 'E.164; null where unusable, or where it is the called number (spoofed)';
comment on column published.call_attempts.calling_kind is 'what it is by the numbering tables in force at the load (`us`, `toll_free`, `international`, `unassigned_exchange`, …), `called_party`, or why it is unusable';
comment on column published.call_attempts.called_key is '64 bits of a keyed SHA-256 of the called number; equal keys mean one number, within lakes of one secret';
comment on column published.call_attempts.called_npa_nxx is 'area code and exchange of the called number';
comment on column published.call_attempts.called_state is 'jurisdiction of that exchange';
comment on column published.call_attempts.duration_s is 'seconds connected';
comment on column published.call_attempts.disposition is '`answered`, `no_answer`, `busy`, `failed`, `blocked`';
comment on column published.call_attempts.ingress_provider_id is 'who handed it over; null: a customer, or unknown';
comment on column published.call_attempts.ingress_trunk is 'as exported';
comment on column published.call_attempts.ingress_country is 'country of that upstream, ISO 3166';
comment on column published.call_attempts.customer_id is 'the provider''s own customer';
comment on column published.call_attempts.egress_provider_id is 'whom it was handed to; null: terminated here, or unknown';
comment on column published.call_attempts.attestation is 'SHAKEN `A`, `B`, `C`';
comment on column published.call_attempts.origid is 'of the PASSporT';
comment on column published.call_attempts.signer_id is 'provider that signed: as exported, or by the certificate''s address; `ocn:…` where no directory has its OCN';
comment on column published.call_attempts.load_id is 'load';
comment on column published.call_attempts.called_kind is 'as `calling_kind`, of the called number';
comment on column published.call_attempts.sip_code is 'final SIP status';
comment on column published.call_attempts.utc_offset_min is 'offset that the export wrote';
comment on column published.call_attempts.time_flag is '`dst_gap`, `dst_overlap`: local time that daylight saving skipped or showed twice';
comment on column published.call_attempts.calling_raw is 'as seen';
comment on column published.call_attempts.passport_flag is 'why the Identity header is not believed: `too_long`, `unparsable`, `not_shaken`, `bad_attest`, `bad_iat`, `orig_differs`, `dest_differs`, `iat_far_from_call`';
comment on column published.call_attempts.signer_x5u is 'address of the signer''s certificate; never fetched';
comment on column published.call_attempts.fate is '`attempt` or `no_call`';
comment on column published.call_attempts.passport_findings is 'what is to be said of the Identity header, as codes: see docs/loading.md';
comment on column published.call_attempts.duration_kind is '`measured`, or `billed` where the durations of the file stand in a step of 6, 30 or 60 seconds or the export says so; billed ones are kept out of short-call shares';
comment on column published.call_attempts.answered_at is 'UTC, where the export has it';
comment on column published.call_attempts.ended_at is 'UTC, where the export has it';
comment on column published.call_attempts.linked_id is 'what the attempts and legs of a call share at this provider';
comment on column published.call_attempts.attempt_no is 'which attempt of the call, where the switch counts them';
comment on column published.call_attempts.is_final_attempt is 'whether the switch says that it is the last attempt';
comment on column published.call_attempts.record_role is 'why the record is no call of its own, such as `recording_leg`';
comment on column published.call_attempts.ingress_call_ref is 'keyed SIP Call-ID received: equal to the `egress_call_ref` of the provider before';
comment on column published.call_attempts.egress_call_ref is 'keyed SIP Call-ID sent';
comment on column published.call_attempts.ingress_signal_ip is 'signalling address that the call came from';
comment on column published.call_attempts.egress_signal_ip is 'signalling address that it was sent to';
comment on column published.call_attempts.egress_trunk is 'as exported';
comment on column published.call_attempts.q850_cause is 'release cause, ITU-T Q.850';
comment on column published.call_attempts.asserted_number is 'P-Asserted-Identity, E.164';
comment on column published.call_attempts.charge_number is 'P-Charge-Info, E.164';
comment on column published.call_attempts.calling_number_out is 'calling number as sent on, E.164';
comment on column published.call_attempts.lrn is 'location routing number, E.164';
comment on column published.call_attempts.diversion_ref is 'key of the diverting number: a called partys';
comment on column published.call_attempts.called_number_out_ref is 'key of the called number as sent on';
