create table published.gateways (
    provider_id varchar,
    foreign_upstreams bigint,
    countries varchar[],
    calls bigint,
    campaigns bigint,
    campaign_calls bigint,
    months_active bigint,
    us_number_share double,
    attested_a bigint,
    attested_b bigint,
    attested_c bigint,
    says_gateway boolean,
    calls_last_month bigint,
    calls_month_before bigint,
    score double,
    tier varchar,
    rank_low integer,
    rank_high integer
);
comment on table published.gateways is 'One row per US point of entry: a provider to which foreign providers hand calls, within the window of provider_standing.';
comment on column published.gateways.provider_id is 'provider';
comment on column published.gateways.foreign_upstreams is 'foreign providers that hand it calls';
comment on column published.gateways.countries is 'their countries, ISO 3166';
comment on column published.gateways.calls is 'calls that it let in';
comment on column published.gateways.campaigns is 'campaigns that it let in, by calls or tracebacks';
comment on column published.gateways.campaign_calls is 'calls of them';
comment on column published.gateways.months_active is 'months with calls or traced calls from abroad';
comment on column published.gateways.us_number_share is 'share of calls from abroad that show a US number';
comment on column published.gateways.attested_a is 'of its calls from abroad with attestation A';
comment on column published.gateways.attested_b is 'with B';
comment on column published.gateways.attested_c is 'with C';
comment on column published.gateways.says_gateway is 'gateway box of its Robocall Mitigation Database filing; null: no filing is loaded';
comment on column published.gateways.calls_last_month is 'calls let in, newest month';
comment on column published.gateways.calls_month_before is 'the month before; null: no data';
comment on column published.gateways.score is 'as class c of provider_standing';
comment on column published.gateways.tier is 'as there';
comment on column published.gateways.rank_low is 'null: see provider_standing';
comment on column published.gateways.rank_high is 'null';
