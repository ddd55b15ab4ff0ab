create table published.campaign_cells (
    campaign_id varchar,
    month varchar,
    cell_id varchar,
    strand_no bigint,
    origin_kind varchar,
    provider_id varchar,
    foreign_provider_id varchar,
    customer_id varchar,
    trunk varchar,
    signer_id varchar,
    calling_number varchar,
    pattern varchar,
    is_attached boolean,
    calls bigint,
    first_at timestamp,
    last_at timestamp
);
comment on table published.campaign_cells is 'One row per cell of calls in a campaign: calls of one origin with one displayed number, or with numbers made up in one way.';
comment on column published.campaign_cells.campaign_id is 'campaign';
comment on column published.campaign_cells.month is 'YYYY-MM';
comment on column published.campaign_cells.cell_id is 'cell';
comment on column published.campaign_cells.strand_no is 'part of the campaign: cells of one origin that belong together; null where attached';
comment on column published.campaign_cells.origin_kind is 'how its origin is known: `customer` of an originator, `entry` (foreign upstream and trunk at a point of entry), `origid`, `originator`, `signer`, `trunk`';
comment on column published.campaign_cells.provider_id is 'originator or US point of entry; where the path is cut, the signer or the first provider that is known';
comment on column published.campaign_cells.foreign_provider_id is 'foreign upstream';
comment on column published.campaign_cells.customer_id is 'the originator''s own customer';
comment on column published.campaign_cells.trunk is 'ingress trunk';
comment on column published.campaign_cells.signer_id is 'who signed, where all its calls have one signer';
comment on column published.campaign_cells.calling_number is 'the displayed number, E.164; null where the cell has many, or one that is no number';
comment on column published.campaign_cells.pattern is 'how displayed numbers are made up: `ordinary`, `neighbor`, `impossible`, `listed` (do not originate), `withheld`, `toll_free`, `foreign_number`';
comment on column published.campaign_cells.is_attached is 'only the displayed number is known of it: it is this campaign''s';
comment on column published.campaign_cells.calls is 'calls';
comment on column published.campaign_cells.first_at is 'first call, UTC';
comment on column published.campaign_cells.last_at is 'last call, UTC';
