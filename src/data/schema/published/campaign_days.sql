create table published.campaign_days (
    campaign_id varchar,
    day date,
    calls bigint
);
comment on table published.campaign_days is 'One row per campaign and day with calls seen.';
comment on column published.campaign_days.campaign_id is 'campaign';
comment on column published.campaign_days.day is 'UTC';
comment on column published.campaign_days.calls is 'calls seen';
