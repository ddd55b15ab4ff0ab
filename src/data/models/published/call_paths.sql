-- grain: one row per hop of the path upstream from a call record; hop 0 is the provider that recorded it
with hops as (
    select p.leg_id, p.call_leg_id, p.month, p.is_last, r.stop_reason, r.confidence,
        unnest(r.hops) as hop_provider_id, unnest(r.hop_kinds) as kind,
        generate_subscripts(r.hops, 1) - 1 as hop_no, len(r.hops) - 1 as last_no,
        list_position(r.hop_kinds, 'bridged_with_gap') - 1 as gap_at
    from leg_paths as p
    join path_routes as r on r.route_id = p.route_id and r.month = p.month
),
entities as (
    select entity_id, month, any_value(is_foreign) as is_foreign, any_value(role) as role
    from trace_entities group by entity_id, month
)
select
    l.provider_id,
    l.call_id,
    h.hop_no,
    coalesce(h.gap_at >= 0 and h.hop_no >= h.gap_at, false) as hop_is_minimum,
    h.hop_provider_id,
    case
        when e.is_foreign then 'foreign'
        when h.hop_no = h.last_no and h.stop_reason = 'originator' then 'originating'
        when h.stop_reason = 'foreign_upstream' and h.hop_no = h.last_no - 1 then 'gateway'
        -- Of a provider that only others' records name, and that may be the first, only the directory says what it is.
        when h.hop_no = h.last_no and h.kind = 'named' then coalesce(e.role, 'intermediate')
        when h.hop_no = 0 and h.is_last and e.role is distinct from 'intermediate' then 'terminating'
        else 'intermediate'
    end as role,
    case when h.hop_no = h.last_no then h.stop_reason end as stop_reason,
    h.kind as evidence,
    h.confidence,
    h.call_leg_id as call_no,
    h.leg_id,
    h.month
from hops as h
join lake_legs as l on l.leg_id = h.leg_id
left join entities as e on e.entity_id = h.hop_provider_id and e.month = h.month
