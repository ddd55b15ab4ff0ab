create table published.provider_months (
    provider_id varchar,
    month varchar,
    role varchar,
    calls bigint,
    campaign_calls bigint
);
comment on table published.provider_months is 'One row per provider, part that it plays in calls, and month: each real call once, by its longest path.';
comment on column published.provider_months.provider_id is 'provider';
comment on column published.provider_months.month is 'YYYY-MM';
comment on column published.provider_months.role is '`originating`, `gateway` (lets it in from abroad), `intermediate`, `terminating`, `foreign`, `first_known` (the path is cut at it)';
comment on column published.provider_months.calls is 'calls';
comment on column published.provider_months.campaign_calls is 'of these, in campaigns';
