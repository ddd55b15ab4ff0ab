create table published.campaign_links (
    campaign_id varchar,
    kind varchar,
    level varchar,
    from_key varchar,
    to_key varchar,
    weight double,
    first_seen timestamp,
    last_seen timestamp
);
comment on table published.campaign_links is 'One row per pair of parts (strands) of a campaign and comparison: the weights that make them one. The sum over a pair is its match weight.';
comment on column published.campaign_links.campaign_id is 'campaign';
comment on column published.campaign_links.kind is 'comparison: `origin`, `callers`, `callback`, `script`, `topic`, `states`, `schedule`, `days`, `outcome`, `attestation`, `reports`';
comment on column published.campaign_links.level is 'what it found';
comment on column published.campaign_links.from_key is 'one part: the number of the strand in `campaign_cells`';
comment on column published.campaign_links.to_key is 'the other';
comment on column published.campaign_links.weight is 'bits for one operation, or against';
comment on column published.campaign_links.first_seen is 'first call of the later part, UTC';
comment on column published.campaign_links.last_seen is 'last call of the earlier part, UTC';
