-- grain: one row per campaign, provider, part that it plays in the campaign's calls, and month: as census/provider_calls, of
-- calls in campaigns
with foreign_ids as (select distinct entity_id, month from trace_entities where is_foreign),
hops as (
    select route_id, month, stop_reason, unnest(hops) as provider_id, generate_subscripts(hops, 1) - 1 as hop_no, len(hops) - 1 as last_no
    from path_routes where (route_id, month) in (select route_id, month from campaign_routes)
),
parts as (
    select h.route_id, h.month, h.provider_id,
        route_role(f.entity_id is not null, h.hop_no, h.last_no, h.stop_reason) as role
    from hops as h left join foreign_ids as f on f.entity_id = h.provider_id and f.month = h.month
    qualify row_number() over (partition by h.route_id, h.month, h.provider_id order by h.hop_no desc) = 1
)
select r.campaign_id, r.month, p.provider_id, p.role, sum(r.calls)::bigint as calls
from campaign_routes as r join parts as p on p.route_id = r.route_id and p.month = r.month
group by all
