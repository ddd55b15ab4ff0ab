-- grain: one row per different step, as the part of a path that it stands for. Kinds of hop: 0 a record, 1 named by the
-- record below, 2 silent between two records, 3 the same with others perhaps between it and the hop before. How many
-- stand between two silent ones that are named, nobody says: the farther one is named, not placed.
create or replace temp table step_hops as
with fields as (
    select step, step % 8 as stop, step // 8 % 16 as class, step // 128 % 32768 as next_but_one,
        step // 4194304 % 32768 as next_up, step // 137438953472 as provider
    from (select distinct step from steps)
)
select step,
    list_filter([provider, next_up, next_but_one], lambda hop: hop > 0)::smallint[] as hops,
    case when next_up = 0 then [0] when class = 0 then [0, 1] when class = 6 then [0, 2, 3] else [0, 2] end::utinyint[] as kinds,
    ['originator', 'foreign_upstream', 'no_export', 'no_such_call', 'hand_over_not_named', 'ambiguous', 'loop'][stop]
        as stop_reason,
    case class when 2 then 0.98 when 3 then 0.98 when 4 then 0.95 when 5 then 0.98 when 6 then 0.9 when 7 then 0.8
        when 8 then 0.9 when 9 then 0.8 else 1 end::float as confidence
from fields;
