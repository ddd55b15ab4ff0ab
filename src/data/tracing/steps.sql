-- grain: one row per record: the record above it, and as one number what it adds to a path: the providers named between
-- the two, how the two were joined (class, see candidates.sql; 0: by nothing) and, at the top, why the path stops.
create or replace temp table steps as
with raw as (
    select
        d.leg,
        l.up,
        d.provider,
        case when l.up is null or l.class in (5, 6, 9) then d.ingress when l.class = 7 then coalesce(d.ingress, b.egress) end as next_up,
        case when l.class = 6 then b.egress end as next_but_one,
        coalesce(l.class, 0) as class,
        case
            when l.up is not null then 0
            when d.from_abroad then 2
            when a.down is not null then 6
            when d.ingress is null then case
                when not d.has_customer and (d.has_ingress_trace or d.blank_ingress_is_missing) then 5 else 1 end
            when d.ingress_exports then 4
            else 3
        end as stop
    from legs as d
    left join links as l on l.down = d.leg
    left join (
        select b.down, u.egress from links as b join legs as u on u.leg = b.up where b.class in (6, 7)
    ) as b on b.down = d.leg
    left join (select distinct down from unsure) as a on a.down = d.leg
)
select leg, up,
    (((provider::bigint * 32768 + coalesce(next_up, 0)) * 32768 + coalesce(next_but_one, 0)) * 16 + class) * 8 + stop as step
from raw;
