-- grain: one row per pair of providers: how much later the receiver's clock shows a call than the sender's, from calls
-- that can be paired in one way only within a quarter of an hour
with pairs as (
    select u.provider as sender, d.provider as receiver, d.t - u.t as dt, (u.t - $origin) / 86400 as day,
        count(*) over (partition by u.leg) as of_sender, count(*) over (partition by d.leg) as of_receiver
    from legs as u
    join legs as d on d.called_key = u.called_key and d.ingress = u.provider and d.provider = u.egress
        and d.calling_number = u.calling_number
    where abs(d.t - u.t) <= 900
)
select sender, receiver, count(*) as n, median(dt) as dt, coalesce(regr_slope(dt, day), 0) as slope,
    mad(dt) as spread
from pairs
where of_sender = 1 and of_receiver = 1
group by all
having count(*) >= 10
order by all
