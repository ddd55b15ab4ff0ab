create table published.campaign_events (
    campaign_id varchar,
    day date,
    event varchar,
    from_provider_id varchar,
    to_provider_id varchar
);
comment on table published.campaign_events is 'One row per event in the life of a campaign of calls, by the calls seen.';
comment on column published.campaign_events.campaign_id is 'campaign';
comment on column published.campaign_events.day is 'UTC';
comment on column published.campaign_events.event is '`first_call`, `last_call`, `fell_silent` and `returned` (over 14 days without a call), `moved` (its calls end at one US provider and begin at another within days)';
comment on column published.campaign_events.from_provider_id is 'of a move: the provider before';
comment on column published.campaign_events.to_provider_id is 'of a move: the provider after';
