-- grain: one row per record whose upstream is believed. A pair is taken when each is the other's best and no other
-- comes near: where two do, it is kept as ambiguous, since a wrong hop accuses the wrong company.
create or replace temp table matched as
with open_ as (
    select c.* from candidates as c
    where ($bridges and c.class >= 5 or not $bridges and c.class < 5)
        and c.down not in (select down from links)
        -- A bridge from a record's own downstream would be a circle.
        and (not $bridges or (c.up, c.down) not in (select (leg, top) from chains))
        -- Nor is a route that started at the silent provider itself its way to the record below.
        and (not $bridges or (c.up, c.down) not in (select (up, down) from rivals))
        and (c.class = 4 or c.up not in (select up from links where class <> 4))
),
ranked as (
    select *,
        row_number() over (partition by down order by cost, up) as place_down,
        row_number() over (partition by up order by class = 4, cost, down) as place_up,
        lead(cost) over (partition by down order by cost, up) as next_down,
        lead(cost) over (partition by up order by class = 4, cost, down) as next_up
    from open_
)
select down, up, class, cost,
    coalesce(next_down - cost < $margin, false) or (class <> 4 and coalesce(next_up - cost < $margin, false)) as is_ambiguous
from ranked
where place_down = 1 and (place_up = 1 or class = 4)
