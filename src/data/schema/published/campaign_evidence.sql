create table published.campaign_evidence (
    campaign_id varchar,
    source varchar,
    code varchar,
    k bigint,
    n bigint,
    bits double,
    probability_without double
);
comment on table published.campaign_evidence is 'One row per campaign of calls and reason: what speaks for and against bulk calling that matches patterns of calls labeled illegal.';
comment on column published.campaign_evidence.campaign_id is 'campaign';
comment on column published.campaign_evidence.source is '`records`, `app:ID`, `line:ID` (recordings)';
comment on column published.campaign_evidence.code is 'what was found: see docs/campaigns.md';
comment on column published.campaign_evidence.k is 'how often';
comment on column published.campaign_evidence.n is 'of how many';
comment on column published.campaign_evidence.bits is 'weight of evidence, log2 of a likelihood ratio, before the cap of its source';
comment on column published.campaign_evidence.probability_without is 'probability of the campaign without this source';
