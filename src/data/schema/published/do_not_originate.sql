create table published.do_not_originate (
    number_or_prefix varchar,
    reason varchar,
    listed_since date,
    load_id varchar
);
comment on table published.do_not_originate is 'One row per number, or prefix of numbers, that never places calls. Lists add up.';
comment on column published.do_not_originate.number_or_prefix is 'E.164';
comment on column published.do_not_originate.reason is 'as listed';
comment on column published.do_not_originate.listed_since is 'date';
comment on column published.do_not_originate.load_id is 'load';
