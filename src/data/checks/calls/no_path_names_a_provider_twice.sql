select month, route_id, hops from path_routes where len(list_distinct(hops)) <> len(hops)
