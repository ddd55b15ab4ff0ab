-- grain: one row per provider whose record shows calls of claimed campaigns, and set of US providers that they passed before it: who
-- could have stopped them. The provider that the called person pays is left out: it ends every call that it carries.
with claimed as (
    select r.month, r.route_id, sum(r.calls) as calls
    from campaign_routes as r join campaigns as k on k.campaign_id = r.campaign_id and k.probability >= $claim
    group by all
),
foreign_ids as (select distinct entity_id, month from trace_entities where is_foreign),
hops as (
    select r.month, r.route_id, r.hops[1] as exporter, unnest(r.hops[2:]) as provider_id, c.calls
    from path_routes as r join claimed as c on c.route_id = r.route_id and c.month = r.month
),
sets as (
    select h.month, h.route_id, any_value(h.exporter) as exporter, any_value(h.calls) as calls,
        list_sort(list_distinct(list(h.provider_id) filter (f.entity_id is null))) as providers
    from hops as h left join foreign_ids as f on f.entity_id = h.provider_id and f.month = h.month
    group by h.month, h.route_id
)
select exporter, coalesce(providers, []) as providers, sum(calls)::bigint as calls from sets group by all
union all
-- Calls of which nobody above the record is known: nobody is seen who could stop them.
select r.hops[1], []::varchar[], sum(c.calls)::bigint
from path_routes as r join claimed as c on c.route_id = r.route_id and c.month = r.month
where len(r.hops) = 1
group by all
order by all
