-- grain: one row per real call, however many providers recorded it: its path from the last provider with a record
select
    p.call_leg_id as call_no,
    p.leg_id,
    l.provider_id,
    l.call_id,
    l.started_at,
    p.month,
    '+' || l.calling_number as calling_number,
    l.called_npa_nxx::varchar as called_npa_nxx,
    l.called_state,
    l.duration_ms / 1000 as duration_s,
    l.disposition,
    r.hops as path,
    r.stop_reason,
    r.confidence,
    t.customer_id,
    t.signer_id
from leg_paths as p
join path_routes as r on r.route_id = p.route_id and r.month = p.month
join lake_legs as l on l.leg_id = p.leg_id
left join lake_legs as t on t.leg_id = p.top_leg_id
where p.is_call
