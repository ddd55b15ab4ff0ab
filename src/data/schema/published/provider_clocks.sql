create table published.provider_clocks (
    provider_id varchar,
    month varchar,
    offset_s double,
    drift_s_per_day double,
    pairs bigint,
    is_finding boolean
);
comment on table published.provider_clocks is 'One row per exporting provider and month in which its clock could be compared.';
comment on column published.provider_clocks.provider_id is 'provider';
comment on column published.provider_clocks.month is 'YYYY-MM: clocks are estimated by month';
comment on column published.provider_clocks.offset_s is 'seconds that its clock is ahead of the middle of all, at the month''s start';
comment on column published.provider_clocks.drift_s_per_day is 'seconds that it gains in a day';
comment on column published.provider_clocks.pairs is 'calls that the estimate rests on';
comment on column published.provider_clocks.is_finding is 'true where it is off by more than a minute';
