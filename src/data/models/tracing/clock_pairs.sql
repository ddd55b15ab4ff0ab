-- grain: one row per pair of providers: how much later the receiver's clock shows a call than the sender's, from calls
-- that can be paired in one way only within a quarter of an hour: handed over directly, or (hops 2) over one provider
-- that both name and that has no record. Its change is taken from the medians of days, which strays do not move.
with pairs as (
    select u.provider as sender, d.provider as receiver, 1 as hops, d.t - u.t as dt, (u.t - $origin) / 86400 as day,
        count(*) over (partition by u.leg) as of_sender, count(*) over (partition by d.leg) as of_receiver
    from legs as u
    join legs as d on d.called_key = u.called_key and d.ingress = u.provider and d.provider = u.egress
        and d.calling_number = u.calling_number
    where abs(d.t - u.t) <= $pairing_window_s
    union all
    select u.provider, d.provider, 2, d.t - u.t, (u.t - $origin) / 86400,
        count(*) over (partition by u.leg), count(*) over (partition by d.leg)
    from legs as u
    join legs as d on d.called_key = u.called_key and d.ingress = u.egress and d.calling_number = u.calling_number
        and d.is_answered = u.is_answered
    where not u.egress_exports and u.provider <> d.provider and u.ingress is distinct from d.ingress
        and abs(d.t - u.t) <= $pairing_window_s
),
alone as (select * from pairs where of_sender = 1 and of_receiver = 1),
days as (
    select sender, receiver, hops, floor(day) as day, median(dt) as dt from alone
    group by all having count(*) >= $clock_day_pairs
),
slopes as (
    -- Rounded: the order in which a thread adds up must not show.
    select sender, receiver, hops, round(regr_slope(dt, day), 9) as slope from days
    group by all having count(*) >= $clock_days
)
select a.sender, a.receiver, a.hops, count(*) as n, median(a.dt) as dt, median(a.day) as day, any_value(s.slope) as slope
from alone as a
left join slopes as s on s.sender = a.sender and s.receiver = a.receiver and s.hops = a.hops
group by a.sender, a.receiver, a.hops
having count(*) >= $clock_pairs
order by all
