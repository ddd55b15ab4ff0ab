create table published.calls (
    call_no bigint,
    leg_id bigint,
    provider_id varchar,
    call_id varchar,
    started_at timestamp,
    month varchar,
    calling_number varchar,
    called_npa_nxx varchar,
    called_state varchar,
    duration_s double,
    disposition varchar,
    path varchar[],
    stop_reason varchar,
    confidence double,
    customer_id varchar,
    signer_id varchar
);
comment on table published.calls is 'One row per real call, however many providers recorded it: its path from the last provider that has a record. Attempts of one provider within three seconds of an abandoned one are one call.';
comment on column published.calls.call_no is 'as in `call_paths`';
comment on column published.calls.leg_id is 'the record that the path starts from';
comment on column published.calls.provider_id is 'provider of the record that the path starts from';
comment on column published.calls.call_id is 'its record';
comment on column published.calls.started_at is 'by that provider''s clock, UTC';
comment on column published.calls.month is 'YYYY-MM of `started_at`';
comment on column published.calls.calling_number is 'displayed number, E.164; null where unusable';
comment on column published.calls.called_npa_nxx is 'area code and exchange called';
comment on column published.calls.called_state is 'jurisdiction of that exchange';
comment on column published.calls.duration_s is 'seconds connected';
comment on column published.calls.disposition is '`answered`, `no_answer`, `busy`, `failed`, `blocked`';
comment on column published.calls.path is 'providers from there upstream';
comment on column published.calls.stop_reason is 'as in `call_paths`';
comment on column published.calls.confidence is 'as in `call_paths`';
comment on column published.calls.customer_id is 'customer of the originator, where the path reaches it';
comment on column published.calls.signer_id is 'who signed, by the topmost record: a witness, no proof';
