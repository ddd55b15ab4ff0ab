-- grain: one row per record whose upstream is believed, of the open pairs of a stage. A pair is taken when each is the
-- other's best and no other comes near: where two do, it is kept as ambiguous, since a wrong hop accuses the wrong company.
create or replace temp table matched as
with ranked as (
    select *,
        row_number() over (partition by down order by cost, up, class) as place_down,
        row_number() over (partition by up order by class in (4, 9), cost, down) as place_up,
        lead(cost) over (partition by down order by cost, up, class) as next_down,
        lead(up) over (partition by down order by cost, up, class) as next_up_leg,
        lead(cost) over (partition by up order by class in (4, 9), cost, down) as next_up,
        lead(class) over (partition by up order by class in (4, 9), cost, down) as next_up_class
    from stage
)
select down, up, class, cost,
    coalesce(next_down - cost < $margin and next_up_leg <> up, false)
        or (class not in (4, 9) and next_up_class not in (4, 9) and coalesce(next_up - cost < $margin, false)) as is_ambiguous
from ranked
where place_down = 1 and (place_up = 1 or class in (4, 9));
