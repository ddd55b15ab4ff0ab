create table published.campaign_states (
    campaign_id varchar,
    month varchar,
    state varchar,
    calls bigint,
    calls_low bigint,
    calls_high bigint
);
comment on table published.campaign_states is 'One row per campaign, month and called jurisdiction with calls seen.';
comment on column published.campaign_states.campaign_id is 'campaign';
comment on column published.campaign_states.month is 'YYYY-MM';
comment on column published.campaign_states.state is 'called jurisdiction; US is the whole country';
comment on column published.campaign_states.calls is 'calls seen';
comment on column published.campaign_states.calls_low is 'lower end of the 90 % interval of all calls';
comment on column published.campaign_states.calls_high is 'upper end; null where fewer than three providers that terminate calls there export';
