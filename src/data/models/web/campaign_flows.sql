-- grain: one row per claimed campaign, month, provider and provider that it handed the campaign's calls to: each call once on each link
-- of its route, from hop to hop as far as records lead
with claimed as (
    select r.* from campaign_routes as r join campaigns as k on k.campaign_id = r.campaign_id and k.probability >= $claim
),
links as (
    select distinct month, route_id, hops[i + 1] as from_provider_id, hops[i] as to_provider_id
    from (
        select month, route_id, hops, unnest(range(1, len(hops))) as i from path_routes
        where (route_id, month) in (select route_id, month from claimed)
    )
)
select c.campaign_id, c.month, l.from_provider_id, l.to_provider_id, sum(c.calls)::bigint as calls
from claimed as c
join links as l on l.route_id = c.route_id and l.month = c.month
where l.from_provider_id <> l.to_provider_id
group by all
order by all
