create table published.superseded_legs (
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
    superseded_by varchar,
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
comment on table published.superseded_legs is 'One row per call record that a newer load replaced: kept as it was, and no part of `call_legs`.';
comment on column published.superseded_legs.leg_id is 'identity of the record, the same in every workspace: load_no * 2^32 + its number in the exporter''s file, from 1';
comment on column published.superseded_legs.provider_id is 'who recorded it';
comment on column published.superseded_legs.call_id is 'the provider''s own id; keyed where it spells the called number';
comment on column published.superseded_legs.started_at is 'set-up time by the provider''s clock, UTC';
comment on column published.superseded_legs.calling_number is 'E.164; null where unusable, or where it is the called number (spoofed)';
comment on column published.superseded_legs.calling_kind is 'what it is by the numbering tables in force at the load (`us`, `toll_free`, `international`, `unassigned_exchange`, …), `called_party`, or why it is unusable';
comment on column published.superseded_legs.called_key is '64 bits of a keyed SHA-256 of the called number; equal keys mean one number, within lakes of one secret';
comment on column published.superseded_legs.called_npa_nxx is 'area code and exchange of the called number';
comment on column published.superseded_legs.called_state is 'jurisdiction of that exchange';
comment on column published.superseded_legs.duration_s is 'seconds connected';
comment on column published.superseded_legs.disposition is '`answered`, `no_answer`, `busy`, `failed`, `blocked`';
comment on column published.superseded_legs.ingress_provider_id is 'who handed it over; null: a customer, or unknown';
comment on column published.superseded_legs.ingress_trunk is 'as exported';
comment on column published.superseded_legs.ingress_country is 'country of that upstream, ISO 3166';
comment on column published.superseded_legs.customer_id is 'the provider''s own customer';
comment on column published.superseded_legs.egress_provider_id is 'whom it was handed to; null: terminated here, or unknown';
comment on column published.superseded_legs.attestation is 'SHAKEN `A`, `B`, `C`';
comment on column published.superseded_legs.origid is 'of the PASSporT';
comment on column published.superseded_legs.signer_id is 'provider that signed: as exported, or by the certificate''s address; `ocn:…` where no directory has its OCN';
comment on column published.superseded_legs.load_id is 'load';
comment on column published.superseded_legs.called_kind is 'as `calling_kind`, of the called number';
comment on column published.superseded_legs.sip_code is 'final SIP status';
comment on column published.superseded_legs.utc_offset_min is 'offset that the export wrote';
comment on column published.superseded_legs.time_flag is '`dst_gap`, `dst_overlap`: local time that daylight saving skipped or showed twice';
comment on column published.superseded_legs.calling_raw is 'as seen';
comment on column published.superseded_legs.passport_flag is 'why the Identity header is not believed: `too_long`, `unparsable`, `not_shaken`, `bad_attest`, `bad_iat`, `orig_differs`, `dest_differs`, `iat_far_from_call`';
comment on column published.superseded_legs.signer_x5u is 'address of the signer''s certificate; never fetched';
comment on column published.superseded_legs.superseded_by is 'load that brought the newer version';
comment on column published.superseded_legs.passport_findings is 'what is to be said of the Identity header, as codes: see docs/loading.md';
comment on column published.superseded_legs.duration_kind is '`measured`, or `billed` where the durations of the file stand in a step of 6, 30 or 60 seconds or the export says so; billed ones are kept out of short-call shares';
comment on column published.superseded_legs.answered_at is 'UTC, where the export has it';
comment on column published.superseded_legs.ended_at is 'UTC, where the export has it';
comment on column published.superseded_legs.linked_id is 'what the attempts and legs of a call share at this provider';
comment on column published.superseded_legs.attempt_no is 'which attempt of the call, where the switch counts them';
comment on column published.superseded_legs.is_final_attempt is 'whether the switch says that it is the last attempt';
comment on column published.superseded_legs.record_role is 'why the record is no call of its own, such as `recording_leg`';
comment on column published.superseded_legs.ingress_call_ref is 'keyed SIP Call-ID received: equal to the `egress_call_ref` of the provider before';
comment on column published.superseded_legs.egress_call_ref is 'keyed SIP Call-ID sent';
comment on column published.superseded_legs.ingress_signal_ip is 'signalling address that the call came from';
comment on column published.superseded_legs.egress_signal_ip is 'signalling address that it was sent to';
comment on column published.superseded_legs.egress_trunk is 'as exported';
comment on column published.superseded_legs.q850_cause is 'release cause, ITU-T Q.850';
comment on column published.superseded_legs.asserted_number is 'P-Asserted-Identity, E.164';
comment on column published.superseded_legs.charge_number is 'P-Charge-Info, E.164';
comment on column published.superseded_legs.calling_number_out is 'calling number as sent on, E.164';
comment on column published.superseded_legs.lrn is 'location routing number, E.164';
comment on column published.superseded_legs.diversion_ref is 'key of the diverting number: a called partys';
comment on column published.superseded_legs.called_number_out_ref is 'key of the called number as sent on';
