create table published.campaign_calls (
    provider_id varchar,
    call_id varchar,
    campaign_id varchar,
    confidence double,
    cell_id varchar,
    month varchar
);
comment on table published.campaign_calls is 'One row per call record in a campaign. Of calls that several providers recorded, each record is listed.';
comment on column published.campaign_calls.provider_id is 'provider';
comment on column published.campaign_calls.call_id is 'the provider''s id of the call';
comment on column published.campaign_calls.campaign_id is 'campaign';
comment on column published.campaign_calls.confidence is 'probability of the campaign';
comment on column published.campaign_calls.cell_id is 'cell of the call: the finest behavior that its records show';
comment on column published.campaign_calls.month is 'YYYY-MM of the call';
