create table published.provider_campaigns (
    provider_id varchar,
    campaign_id varchar,
    probability double,
    originated_calls bigint,
    entered_calls bigint,
    carried_calls bigint,
    share double,
    traced_originating bigint,
    traced_gateway bigint,
    traced bigint,
    is_again_traced boolean,
    is_originating_by_calls boolean,
    is_gateway_by_calls boolean,
    months varchar[],
    is_originating boolean,
    is_gateway boolean
);
comment on table published.provider_campaigns is 'One row per provider and campaign that it carried within the window, by call records and by answers to tracebacks.';
comment on column published.provider_campaigns.provider_id is 'provider';
comment on column published.provider_campaigns.campaign_id is 'campaign; `label: …`, or `unlabeled`, where only tracebacks know it';
comment on column published.provider_campaigns.probability is 'of the campaign; null where only tracebacks know it';
comment on column published.provider_campaigns.originated_calls is 'calls that it originated';
comment on column published.provider_campaigns.entered_calls is 'calls that it let in from abroad';
comment on column published.provider_campaigns.carried_calls is 'calls that it handled in any part';
comment on column published.provider_campaigns.share is 'share of the campaign''s calls with a known source of which it is the source';
comment on column published.provider_campaigns.traced_originating is 'traced calls of which it named its own customer';
comment on column published.provider_campaigns.traced_gateway is 'traced calls of which it named a foreign upstream';
comment on column published.provider_campaigns.traced is 'traced calls that it answered';
comment on column published.provider_campaigns.is_again_traced is 'a call of it was traced to this provider again, made 48 hours or more after the first request';
comment on column published.provider_campaigns.is_originating_by_calls is 'call records make it a source: five calls and 5 % of the campaign or more';
comment on column published.provider_campaigns.is_gateway_by_calls is 'the same, from abroad';
comment on column published.provider_campaigns.months is 'months in which it was the source';
comment on column published.provider_campaigns.is_originating is 'its customers are a source of the campaign, by calls or by answers: counts in k of class b';
comment on column published.provider_campaigns.is_gateway is 'it lets the campaign in from abroad, by calls or by answers: counts in k of classes b and c';
