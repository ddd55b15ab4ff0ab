-- grain: one row per number of providers on the route of a call that export: the call's path from its last record
select
    exporters_on_route,
    count(*) as calls,
    count(*) filter (where path = truth) as whole_right,
    count(*) filter (where list_contains(path, first_provider_id)) as first_named,
    sum(len(path) - 1)::bigint as hops_claimed,
    sum(len(list_filter(path, lambda hop: not list_contains(truth, hop))))::bigint as hops_wrong
from scored_paths
where is_last
group by all
order by all
