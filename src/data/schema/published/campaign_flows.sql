create table published.campaign_flows (
    campaign_id varchar,
    month varchar,
    from_provider_id varchar,
    to_provider_id varchar,
    calls bigint
);
comment on table published.campaign_flows is 'One row per claimed campaign, month, provider and provider that it handed the campaign''s calls to. The list of those who accept a provider''s campaign calls is made of it.';
comment on column published.campaign_flows.campaign_id is 'campaign';
comment on column published.campaign_flows.month is 'YYYY-MM, UTC';
comment on column published.campaign_flows.from_provider_id is 'hands over';
comment on column published.campaign_flows.to_provider_id is 'accepts';
comment on column published.campaign_flows.calls is 'calls of the campaign whose route has this link, each once';
