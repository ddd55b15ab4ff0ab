select month, route_id, stop_reason from path_routes
where stop_reason not in ('originator', 'foreign_upstream', 'no_export', 'no_such_call', 'hand_over_not_named', 'ambiguous', 'loop')
    or stop_reason is null
