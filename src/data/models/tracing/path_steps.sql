-- grain: one row per record: the record above it, and what it adds to a path: the providers named between the two, how the
-- two were joined (null: by nothing) and, at the top, why the path stops.
create or replace temp table path_steps as
select
    d.leg,
    l.up,
    d.provider,
    case when l.up is null or l.class in ('bridge', 'long_bridge', 'abandoned_bridge') then d.ingress
        when l.class = 'blank_bridge' then coalesce(d.ingress, b.egress) end as next_up,
    case when l.class = 'long_bridge' then b.egress end as next_but_one,
    l.class,
    case
        when l.up is not null then null
        when d.from_abroad then 'foreign_upstream'
        when a.down is not null then 'ambiguous'
        when d.ingress is null then case when d.is_origin then 'originator' else 'hand_over_not_named' end
        when d.ingress_exports then 'no_such_call'
        else 'no_export'
    end::stop_reason as stop_reason
from legs as d
left join accepted_links as l on l.down = d.leg
left join (
    select b.down, u.egress from accepted_links as b join legs as u on u.leg = b.up
    where b.class in ('long_bridge', 'blank_bridge')
) as b on b.down = d.leg
left join (select distinct down from ambiguous_legs) as a on a.down = d.leg;
