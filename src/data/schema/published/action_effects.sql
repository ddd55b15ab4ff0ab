create table published.action_effects (
    action_id varchar,
    provider_id varchar,
    kind varchar,
    before bigint,
    after bigint,
    after_days bigint,
    expected double,
    ratio double,
    ratio_low double,
    ratio_high double,
    has_left boolean,
    moved_campaigns bigint
);
comment on table published.action_effects is 'One row per action about a provider: traced calls of which it was the source before and after, and how many were to be expected with nothing done (Hauer''s empirical Bayes).';
comment on column published.action_effects.action_id is 'action';
comment on column published.action_effects.provider_id is 'the id that stands for the provider';
comment on column published.action_effects.kind is 'as in `actions`';
comment on column published.action_effects.before is 'traced calls in the half-year before; null where too few days came after';
comment on column published.action_effects.after is 'in `after_days` after';
comment on column published.action_effects.after_days is 'days after, half a year at most, to the last traced call loaded';
comment on column published.action_effects.expected is 'in these days, had nothing changed';
comment on column published.action_effects.ratio is '`after` by `expected`; null where under 5 are expected, or the provider is gone';
comment on column published.action_effects.ratio_low is 'lower end of the 90 % interval';
comment on column published.action_effects.ratio_high is 'upper end';
comment on column published.action_effects.has_left is 'call records show it up to the month of the action, and none after: it is gone, not better';
comment on column published.action_effects.moved_campaigns is 'campaigns that moved from it to another provider within 30 days';
