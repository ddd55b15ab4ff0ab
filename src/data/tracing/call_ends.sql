-- grain: one row per real call: the record whose path reaches farthest, and why that path stops
create or replace temp table call_ends as
select p.call_no, (max(len(r.hops) * 1e12::bigint + p.leg) % 1e12::bigint)::bigint as leg
from leg_paths as p
join trace_routes as r on r.route_no = p.route_no
where p.is_last
group by p.call_no
