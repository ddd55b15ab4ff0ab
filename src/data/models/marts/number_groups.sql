-- grain: one row per group of numbers that more people name than the numbers of their kind by chance: those of one block
-- of a thousand together, others alone. `surprising_units` holds the least units that are surprising, by kind.
with surprising as (
    select n.*, s.least_units, n.number[:9] as block
    from reported_numbers as n join surprising_units as s on s.kind = n.kind
    where n.units >= s.least_units and n.areas >= $least_areas and n.days >= $least_days
),
blocks as (select block, count(*) as numbers from surprising where number like '+1%' group by block having count(*) >= 2)
select case when b.block is not null then b.block || 'xxx' else s.number end as group_id,
    case when b.block is not null then 'block' else 'number' end as shape, min(s.kind) as kind,
    list(s.number order by s.units desc, s.number)[:50] as numbers, count(*) as number_count,
    sum(s.complaints)::bigint as complaints, sum(s.units)::bigint as units, max(s.areas) as areas, max(s.days) as days,
    min(s.first_day) as first_day, max(s.last_day) as last_day, max(s.states) as states, mode(s.topic) as topic,
    min(s.least_units) as least_units
from surprising as s left join blocks as b on b.block = s.block
group by 1, 2
order by units desc, group_id
