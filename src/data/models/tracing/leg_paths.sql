-- grain: one row per record of the month: its call, path and topmost record. Routes that a provider tried one after the
-- other within seconds of an abandoned one are one call; a call is known by the topmost record of its first attempt.
with tops as (
    select l.leg, l.provider, l.called_key, l.calling_number, l.t, l.is_given_up
    from legs as l where l.leg in (select leg from leg_routes where leg = top)
),
-- Where nothing was given up, every top is a call of its own.
retried as (select distinct called_key from tops where is_given_up),
attempts as (
    select *, lag(t) over attempt as t_before, lag(is_given_up) over attempt as was_given_up
    from tops
    where called_key in (select called_key from retried)
    window attempt as (partition by provider, called_key, calling_number order by t, leg)
),
runs as (
    select leg, provider, called_key, calling_number, t,
        sum(case when round(t - t_before, 3) <= $retry_gap_s and was_given_up then 0 else 1 end)
            over (partition by provider, called_key, calling_number order by t, leg rows unbounded preceding) as run
    from attempts
),
calls as (
    select leg, first_value(leg) over (partition by provider, called_key, calling_number, run order by t, leg) as call_leg_id
    from runs
    union all
    select leg, leg from tops where called_key is null or called_key not in (select called_key from retried)
),
records as (
    select p.leg, c.call_leg_id, u.up is null as is_last, r.route_id, len(r.hops) as hops, p.top, l.called_state, l.t, l.in_month
    from leg_routes as p
    join calls as c on c.leg = p.top
    join legs as l on l.leg = p.leg
    join path_routes as r on r.route_no = p.route_no
    left join (select distinct up from accepted_links) as u on u.up = p.leg
)
select leg as leg_id, call_leg_id, is_last,
    -- The record that stands for the call: the one whose path reaches farthest.
    is_last and row_number() over (partition by call_leg_id order by is_last desc, hops desc, t desc, leg desc) = 1 as is_call,
    route_id, top as top_leg_id, called_state
from records
qualify in_month
