-- Adds to trace_routes the paths of one level that it does not have yet: a step on top of the path above it (0: none).
insert into trace_routes
select (select coalesce(max(route_no), 0) from trace_routes) + row_number() over (order by n.step, n.up_route),
    n.step, n.up_route, h.hops || coalesce(r.hops, []), h.kinds || coalesce(r.hop_kinds, []),
    coalesce(h.stop_reason, r.stop_reason), (h.confidence * coalesce(r.confidence, 1))::float
from (
    select step, up_route from level
    except select step, up_route from trace_routes
) as n
join step_hops as h on h.step = n.step
left join trace_routes as r on r.route_no = n.up_route
