create table published.provider_aliases (
    provider_id varchar,
    month varchar,
    alias_of varchar,
    basis varchar,
    handoffs bigint,
    handoffs_same bigint
);
comment on table published.provider_aliases is 'One row per provider id that is another provider’s second id, and why that is believed.';
comment on column published.provider_aliases.provider_id is 'the second id';
comment on column published.provider_aliases.month is 'YYYY-MM of the records that show it';
comment on column published.provider_aliases.alias_of is 'the id that represents both in `call_paths`, `provider_links` and the others';
comment on column published.provider_aliases.basis is '`frn`: one FRN in the directory; `handoffs`: records of the two sides of one handoff use both; `contradicted`: the records do, and the directory gives two FRNs: shown, not merged';
comment on column published.provider_aliases.handoffs is 'handoffs named by this id that its own records do not match, in the sample of records looked at';
comment on column published.provider_aliases.handoffs_same is 'of these, those that the other provider’s records match';
