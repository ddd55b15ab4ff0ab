create table published.action_effect_groups (
    kind varchar,
    actions bigint,
    left_out bigint,
    exits bigint,
    before bigint,
    after bigint,
    expected double,
    ratio double,
    ratio_low double,
    ratio_high double,
    placebo_groups bigint,
    placebo_held bigint
);
comment on table published.action_effect_groups is 'One row per kind of action: all of that kind together, with a control of letters that nobody sent.';
comment on column published.action_effect_groups.kind is 'as in `actions`';
comment on column published.action_effect_groups.actions is 'actions';
comment on column published.action_effect_groups.left_out is 'of these, those with too few days after';
comment on column published.action_effect_groups.exits is 'of these, those about providers that are gone since: in no sum';
comment on column published.action_effect_groups.before is 'traced calls before';
comment on column published.action_effect_groups.after is 'after';
comment on column published.action_effect_groups.expected is 'expected after, had nothing changed';
comment on column published.action_effect_groups.ratio is '`after` by `expected`';
comment on column published.action_effect_groups.ratio_low is 'lower end of the 90 % interval';
comment on column published.action_effect_groups.ratio_high is 'upper end';
comment on column published.action_effect_groups.placebo_groups is 'groups of as many pseudo-letters to providers that got none and were traced about as often';
comment on column published.action_effect_groups.placebo_held is 'of these, those whose interval holds 1; about 90 % should';
