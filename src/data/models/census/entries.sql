-- grain: one row per US point of entry, foreign provider that hands calls to it, and month. Attestation and calling number are
-- those of the topmost record of the call.
select r.hops[-2] as provider_id, r.hops[-1] as foreign_provider_id, min(t.ingress_country) as country,
    count(*) as calls, count(distinct t.called_key) as called,
    count(*) filter (t.calling_kind in ('us', 'toll_free')) as us_number_calls,
    count(*) filter (t.attestation = 'A') as attested_a, count(*) filter (t.attestation = 'B') as attested_b,
    count(*) filter (t.attestation = 'C') as attested_c
from leg_paths as p
join path_routes as r on r.route_id = p.route_id and r.month = p.month and r.stop_reason = 'foreign_upstream' and len(r.hops) >= 2
join window_legs as t on t.leg_id = p.top_leg_id
where p.month = $month and p.is_call
group by 1, 2
