-- grain: one row per record of the bucket: its call, path and topmost record. Routes tried one after the other within
-- three seconds are one call.
insert into routed
with tops as (
    select leg, provider, called_key, calling_number, t, is_given_up from legs where leg in (select top from paths)
),
runs as (
    select leg,
        sum(case when t - before <= 3 and was_given_up then 0 else 1 end)
            over (order by provider, called_key, calling_number nulls first, t, leg rows unbounded preceding) as call
    from (
        select *, lag(t) over same as before, lag(is_given_up) over same as was_given_up
        from tops
        where called_key is not null
        window same as (partition by provider, called_key, calling_number order by t, leg)
    )
    union all
    select leg, (select count(*) from tops) + row_number() over (order by leg) from tops where called_key is null
)
select p.leg, $first_call + r.call, u.up is null, p.route, p.top
from paths as p
join runs as r on r.leg = p.top
left join (select distinct up from links) as u on u.up = p.leg
