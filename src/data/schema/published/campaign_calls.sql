create table published.campaign_calls (
    provider_id varchar,
    call_id varchar,
    campaign_id varchar,
    confidence double
);
comment on table published.campaign_calls is 'One row per call leg in a campaign. Empty until call records are loaded.';
comment on column published.campaign_calls.provider_id is 'provider';
comment on column published.campaign_calls.call_id is 'the provider''s id of the call';
comment on column published.campaign_calls.campaign_id is 'campaign';
comment on column published.campaign_calls.confidence is '0 to 1';
