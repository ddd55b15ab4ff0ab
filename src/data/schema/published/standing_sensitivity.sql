create table published.standing_sensitivity (
    provider_id varchar,
    class varchar,
    choice varchar,
    value varchar,
    listed bigint,
    of bigint
);
comment on table published.standing_sensitivity is 'One row per provider, class and choice of method held fast: under how many of the other choices it is listed. A provider that is listed under none has no row.';
comment on column published.standing_sensitivity.provider_id is 'provider';
comment on column published.standing_sensitivity.class is '`a` to `d`';
comment on column published.standing_sensitivity.choice is '`rate`, `probability`, `least_requests`, `prior_size`, `window_months`, `left_out`; of b and c `evidence` (`both`, `call records`, `answers`), `least` (campaigns, months), `probability`';
comment on column published.standing_sensitivity.value is 'what is held';
comment on column published.standing_sensitivity.listed is 'choices under which it is listed';
comment on column published.standing_sensitivity.of is 'choices';
