-- grain: one row per provider, part that it plays in calls, and month: each call once, by its longest path. A provider is the
-- source of calls that it originates or lets in from abroad; `first_known` where the path is cut at it.
with routed as (select route_id, count(*) as calls from leg_paths where month = $month and is_call group by route_id),
foreign_ids as (select distinct entity_id from trace_entities where month = $month and is_foreign),
hops as (
    select route_id, stop_reason, unnest(hops) as provider_id, generate_subscripts(hops, 1) - 1 as hop_no, len(hops) - 1 as last_no
    from path_routes where month = $month
),
parts as (
    select h.route_id, h.provider_id,
        route_role(f.entity_id is not null, h.hop_no, h.last_no, h.stop_reason) as role
    from hops as h left join foreign_ids as f on f.entity_id = h.provider_id
    -- A loop passes a provider twice: the part farther up counts.
    qualify row_number() over (partition by h.route_id, h.provider_id order by h.hop_no desc) = 1
)
select p.provider_id, p.role, sum(r.calls)::bigint as calls
from parts as p join routed as r on r.route_id = p.route_id
group by p.provider_id, p.role
