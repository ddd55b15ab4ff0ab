create table published.record_gaps (
    provider_id varchar,
    from_provider_id varchar,
    from_call_id varchar,
    to_provider_id varchar,
    to_call_id varchar,
    started_at timestamp,
    from_leg_id bigint,
    to_leg_id bigint
);
comment on table published.record_gaps is 'One row per call that an exporting provider has no record of, though the record of the provider above says that it handed the call to it, and that of the provider below that it received the call from it.';
comment on column published.record_gaps.provider_id is 'provider without the record';
comment on column published.record_gaps.from_provider_id is 'provider above';
comment on column published.record_gaps.from_call_id is 'its record';
comment on column published.record_gaps.to_provider_id is 'provider below';
comment on column published.record_gaps.to_call_id is 'its record';
comment on column published.record_gaps.started_at is 'time of the record below, by its clock, UTC';
comment on column published.record_gaps.from_leg_id is 'its record above';
comment on column published.record_gaps.to_leg_id is 'its record below';
