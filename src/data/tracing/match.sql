-- grain: one row per record whose upstream is believed. A pair is taken when each is the other's best and no other
-- comes near: where two do, it is kept as ambiguous, since a wrong hop accuses the wrong company.
create or replace temp table matched as
with open_ as (
    select c.* from candidates as c
    anti join links as taken on taken.down = c.down
    left join (select distinct up from links where class not in (4, 9)) as used on used.up = c.up
    where case when c.class = 5 then 2 when c.class in (6, 7, 9) then 3 else 1 end = $stage and (c.class in (4, 9) or used.up is null)
),
ranked as (
    select *,
        row_number() over (partition by down order by cost, up) as place_down,
        row_number() over (partition by up order by class in (4, 9), cost, down) as place_up,
        lead(cost) over (partition by down order by cost, up) as next_down,
        lead(cost) over (partition by up order by class in (4, 9), cost, down) as next_up
    from open_
)
select down, up, class, cost,
    coalesce(next_down - cost < $margin, false) or (class not in (4, 9) and coalesce(next_up - cost < $margin, false)) as is_ambiguous
from ranked
where place_down = 1 and (place_up = 1 or class in (4, 9))
