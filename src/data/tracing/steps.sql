-- grain: one row per record: what it adds to a path, and what the path goes on with. Kinds of hop: 0 a record, 1 named
-- by the record below, 2 silent between two records, 3 the same with others perhaps between it and the hop before.
create or replace temp table steps as
select
    d.leg,
    l.up,
    case
        when l.up is null and d.ingress is not null then [d.provider, d.ingress]
        when l.class = 5 then [d.provider, d.ingress]
        when l.class in (6, 7) then [d.provider] || list_filter([d.ingress, u.egress], lambda x: x is not null)
        else [d.provider]
    end::smallint[] as hops,
    case
        when l.up is null and d.ingress is not null then [0, 1]
        when l.class = 5 then [0, 2]
        -- How many stand between two silent ones that are named, nobody says: the farther one is named, not placed.
        when l.class in (6, 7) then case when d.ingress is null or u.egress is null then [0, 2] else [0, 2, 3] end
        else [0]
    end::utinyint[] as kinds,
    case
        when l.up is not null then null
        when d.from_abroad then 'foreign_upstream'
        when a.down is not null then 'ambiguous'
        when d.ingress is null then case
            when d.customer_id is not null then 'originator'
            when d.has_ingress_trace then 'hand_over_not_named'
            when d.blank_ingress_is_missing then 'hand_over_not_named'
            else 'originator' end
        when d.ingress_exports then 'no_such_call'
        else 'no_export'
    end as stop_reason,
    case l.class when 1 then 1.0 when 2 then 0.98 when 3 then 0.98 when 4 then 0.95 when 5 then 0.98 when 6 then 0.9
        when 7 then 0.8 when 8 then 0.9 else 1.0 end as confidence
from legs as d
left join links as l on l.down = d.leg
left join legs as u on u.leg = l.up
left join (select distinct down from unsure) as a on a.down = d.leg
