select r.month, r.hop from (select distinct month, unnest(hops) as hop from path_routes) as r
anti join trace_entities as e on e.entity_id = r.hop and e.month = r.month
