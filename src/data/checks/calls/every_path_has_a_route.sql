select p.month, p.route_id from (select distinct month, route_id from leg_paths) as p
anti join path_routes as r on r.route_id = p.route_id and r.month = p.month
