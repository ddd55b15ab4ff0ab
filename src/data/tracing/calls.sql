-- grain: one row per record of the bucket: its call, path and topmost record. Routes tried one after the other within
-- three seconds are one call.
insert into routed
with tops as (
    select l.leg, l.provider, l.called_key, l.calling_number, l.t, l.is_given_up
    from legs as l where l.leg in (select leg from paths where leg = top)
),
-- Where nothing was given up, every top is a call of its own.
tried as (select distinct called_key from tops where is_given_up),
runs as (
    select leg,
        sum(case when t - before <= 3 and was_given_up then 0 else 1 end)
            over (order by provider, called_key, calling_number nulls first, t, leg rows unbounded preceding) as call
    from (
        select *, lag(t) over same as before, lag(is_given_up) over same as was_given_up
        from tops
        where called_key in (select called_key from tried)
        window same as (partition by provider, called_key, calling_number order by t, leg)
    )
    union all
    select leg, (select count(*) from tops where called_key in (select called_key from tried)) + row_number() over (order by leg)
    from tops where called_key is null or called_key not in (select called_key from tried)
)
select p.leg, $first_call + r.call, u.up is null, p.route, p.top
from paths as p
join runs as r on r.leg = p.top
left join (select distinct up from links) as u on u.up = p.leg
