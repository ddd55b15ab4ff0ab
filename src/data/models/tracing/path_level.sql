-- Follows paths one level down: gives the records of path_level their routes (a step on top of the route above it; 0 is
-- none), adds routes that are new, and makes the next level of the records that hang on these.
insert into routes
select (select coalesce(max(route_no), 0) from routes) + row_number() over (order by n.step_no, n.up_route),
    n.step_no, n.up_route, k.hops || coalesce(r.hops, []), k.kinds || coalesce(r.kinds, []),
    coalesce(k.stop_reason, r.stop_reason), k.confidence * coalesce(r.confidence, 1)
from (select step_no, up_route from path_level except select step_no, up_route from routes) as n
join step_kinds as k on k.step_no = n.step_no
left join routes as r on r.route_no = n.up_route;
insert into leg_routes
select l.leg, l.top, r.route_no, $level
from path_level as l join routes as r on r.step_no = l.step_no and r.up_route = l.up_route;
create or replace temp table path_level as
select s.leg, p.top, s.step_no, p.route_no as up_route
from numbered_steps as s
join (select * from leg_routes where level = $level) as p on p.leg = s.up;
