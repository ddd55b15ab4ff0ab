create table published.number_groups (
    month varchar,
    group_id varchar,
    shape varchar,
    kind varchar,
    numbers varchar[],
    number_count bigint,
    complaints bigint,
    units bigint,
    areas bigint,
    days bigint,
    first_day date,
    last_day date,
    states bigint,
    topic varchar,
    least_units bigint
);
comment on table published.number_groups is 'One row per month and group of numbers that surprisingly many people name in complaints: leads, no campaigns. A number may be spoofed, and a lawful business may be complained about.';
comment on column published.number_groups.month is 'YYYY-MM';
comment on column published.number_groups.group_id is 'the number, or its block of a thousand';
comment on column published.number_groups.shape is '`number` or `block`';
comment on column published.number_groups.kind is 'what the number is by the numbering tables';
comment on column published.number_groups.numbers is 'displayed and call-back numbers, E.164, those named most first; fifty at most';
comment on column published.number_groups.number_count is 'how many there are';
comment on column published.number_groups.complaints is 'complaints that name one';
comment on column published.number_groups.units is 'distinct area codes and days of them, summed over its numbers';
comment on column published.number_groups.areas is 'area codes that name its number of most';
comment on column published.number_groups.days is 'days on which that is named';
comment on column published.number_groups.first_day is 'first day';
comment on column published.number_groups.last_day is 'last day';
comment on column published.number_groups.states is 'jurisdictions that name its number of most';
comment on column published.number_groups.topic is 'topic named most';
comment on column published.number_groups.least_units is 'units from which a number of this kind is surprising in this month';
