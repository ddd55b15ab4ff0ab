-- grain: one row per record, with its path and the true one
create or replace temp table scored_paths as
with ids as (
    select provider_id as id, provider_id as canonical from truth_providers
    union all select second_id, provider_id from truth_providers where second_id is not null
),
true_legs as (
    select l.provider_id, l.call_id, l.call_no, l.attempt_no, l.position, c.kind, c.foreign_provider_id,
        c.first_provider_id,
        string_split(string_split(c.routes, '|')[l.attempt_no % 2 + 1], '>') as route
    from truth_legs as l join truth_calls as c on c.call_no = l.call_no
),
recorded as (
    select l.provider_id, l.call_id, p.*, r.hops, r.hop_kinds, r.stop_reason
    from leg_paths as p
    join lake_legs as l on l.leg_id = p.leg_id
    join path_routes as r on r.route_id = p.route_id and r.month = p.month
),
scored as (
    select t.*, p.hops, p.hop_kinds, p.stop_reason, p.is_last, top.call_no as top_call_no,
        -- the route upstream from this record, with the foreign provider at its end
        list_reverse(case when t.foreign_provider_id is null then t.route[:t.position + 1]
            else [t.foreign_provider_id] || t.route[:t.position + 1] end) as truth
    from true_legs as t
    join recorded as p on p.provider_id = t.provider_id and p.call_id = t.call_id
    left join lake_legs as o on o.leg_id = p.top_leg_id
    left join truth_legs as top on top.provider_id = o.provider_id and top.call_id = o.call_id
),
exporting as (select list(provider_id) as ids from truth_providers where exports),
canonical as (select map_from_entries(list(row(id, canonical))) as names from ids),
named as (
    select s.*, list_transform(s.hops, lambda h: coalesce(n.names[h], h)) as path,
        list_contains(x.ids, s.truth[2]) as upstream_exports,
        list_contains(x.ids, s.route[1]) or list_contains(x.ids, s.route[2]) as first_is_recorded,
        len(list_filter(s.route, lambda provider: list_contains(x.ids, provider))) as exporters_on_route
    from scored as s
    cross join exporting as x
    cross join canonical as n
)
select * from named;
