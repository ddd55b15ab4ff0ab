create table published.early_warnings (
    warning_id varchar,
    month varchar,
    raised_at timestamp,
    first_at timestamp,
    origin_kind varchar,
    provider_id varchar,
    customer_id varchar,
    calling_number varchar,
    calls bigint,
    callers bigint,
    probability double,
    reasons varchar[],
    campaign_id varchar
);
comment on table published.early_warnings is 'One row per caller of whom a warning was raised, from what was known by then alone: a lead for a person to check.';
comment on column published.early_warnings.warning_id is 'origin, or origin and displayed number, that is warned of';
comment on column published.early_warnings.month is 'month of the calls, `YYYY-MM`';
comment on column published.early_warnings.raised_at is 'end of the hour at which the warning was raised (UTC)';
comment on column published.early_warnings.first_at is 'first call of the month (UTC)';
comment on column published.early_warnings.origin_kind is 'how its origin is known, as in `campaign_cells`';
comment on column published.early_warnings.provider_id is 'originator or US point of entry, or the first provider known';
comment on column published.early_warnings.customer_id is 'customer of the originator, where its records name one';
comment on column published.early_warnings.calling_number is 'displayed number, where the warning is of one';
comment on column published.early_warnings.calls is 'calls seen by then';
comment on column published.early_warnings.callers is 'displayed numbers seen by then';
comment on column published.early_warnings.probability is 'that it is bulk calling that matches patterns of calls labeled illegal, as known by then';
comment on column published.early_warnings.reasons is 'what spoke for it: codes as in `campaign_evidence`';
comment on column published.early_warnings.campaign_id is 'campaign that the whole month showed; NULL where none was found';
