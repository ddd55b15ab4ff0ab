create table published.record_findings (
    finding varchar,
    provider_id varchar,
    other_provider_id varchar,
    load_id varchar,
    records bigint
);
comment on table published.record_findings is 'One row per oddity of a provider’s records. Nothing is merged, changed or dropped for it.';
comment on column published.record_findings.finding is 'code: `exports_records_of_another`, `replaced_records_of_another`, `in_no_directory`, `second_id`, `directory_contradicts_records`, `clock_off`, `wrong_zone`, `no_record_of_named_calls`';
comment on column published.record_findings.provider_id is 'provider, or id';
comment on column published.record_findings.other_provider_id is 'the other one, where there is one';
comment on column published.record_findings.load_id is 'load, where the finding is about a file';
comment on column published.record_findings.records is 'records (or calls compared, for a clock) behind it';
