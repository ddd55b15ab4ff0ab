-- grain: one row per record, with its path; records of one real call share call_no. Routes tried one after the other
-- within three seconds are one call.
insert into leg_paths
with tops as (
    select l.leg, l.provider, l.called_key, l.calling_number, l.t, l.is_given_up
    from legs as l where l.leg in (select top from paths)
),
runs as (
    select leg,
        sum(case when t - before <= 3 and was_given_up then 0 else 1 end)
            over (order by provider, called_key, calling_number nulls first, t, leg rows unbounded preceding) as call
    from (
        select *, lag(t) over same as before, lag(is_given_up) over same as was_given_up
        from tops window same as (partition by provider, called_key, calling_number order by t, leg)
    )
)
select l.provider_id, l.call_id, $first_call + r.call, l.started_at,
    l.leg not in (select up from links), q.route_no, p.confidence,
    t.customer_id, t.signer_id, t.provider_id, t.call_id
from paths as p
join legs as l on l.leg = p.leg
join trace_routes as q on q.hops = p.hops and q.hop_kinds = p.kinds and q.stop_reason = p.stop_reason
join runs as r on r.leg = p.top
join legs as t on t.leg = p.top
