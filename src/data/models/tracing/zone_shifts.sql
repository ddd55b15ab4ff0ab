-- grain: one row per exporting provider and whole quarters of an hour by which its times are off those of its neighbors: no
-- clock drifts so, but a zone or summer time taken wrongly moves it so. From calls that two providers name to each other and
-- that can be paired in one way only, however far apart they are. Where it cannot be told which of two providers is off,
-- there is a row for each, with the other one.
with pairs as (
    select u.provider as sender, d.provider as receiver, d.t - u.t as dt, date '1970-01-01' + floor(u.t / 86400)::integer as day,
        count(*) over (partition by u.leg) as of_sender, count(*) over (partition by d.leg) as of_receiver
    from legs as u
    join legs as d on d.called_key = u.called_key and d.calling_number = u.calling_number and d.ingress = u.provider
        and d.provider = u.egress and d.is_answered = u.is_answered
    where abs(d.t - u.t) <= $widest_zone_s
),
alone as (
    select sender, receiver, day, (round(dt / $zone_step_s) * $zone_step_s)::integer as shift_s,
        abs(dt - round(dt / $zone_step_s) * $zone_step_s) <= $clock_finding_s as is_whole
    from pairs
    where of_sender = 1 and of_receiver = 1
),
shifts as (
    select sender, receiver, shift_s, count(*) as calls, min(day) as first_day, max(day) as last_day
    from alone
    where is_whole
    group by sender, receiver, shift_s
    having count(*) >= $zone_pairs
),
-- Summer time begins and ends within a month: the other calls of the same days are what a shift is compared with.
shifted as (
    select s.*
    from shifts as s
    where s.shift_s <> 0 and s.calls >= $zone_share * (select count(*) from alone as a
        where a.sender = s.sender and a.receiver = s.receiver and a.day between s.first_day and s.last_day)
),
sides as (
    select receiver as provider, sender as other, shift_s, calls, first_day, last_day from shifted
    union all
    select sender, receiver, -shift_s, calls, first_day, last_day from shifted
),
agreeing as (
    select provider, count(distinct other) as neighbors
    from (select sender as provider, receiver as other from shifts where shift_s = 0
        union all select receiver, sender from shifts where shift_s = 0)
    group by provider
),
standing as (
    select s.*, count(*) over (partition by s.provider, s.shift_s) as shifted_neighbors, coalesce(a.neighbors, 0) as agreeing_neighbors
    from sides as s
    left join agreeing as a on a.provider = s.provider
),
-- Of two, the one that more neighbors find off is, else the one that fewer find right.
judged as (
    select s.*, o.shifted_neighbors = s.shifted_neighbors and o.agreeing_neighbors = s.agreeing_neighbors as is_either
    from standing as s
    join standing as o on o.provider = s.other and o.other = s.provider and o.shift_s = -s.shift_s
    where s.shifted_neighbors > o.shifted_neighbors
        or (s.shifted_neighbors = o.shifted_neighbors and s.agreeing_neighbors <= o.agreeing_neighbors)
),
entities as (select distinct entity, entity_id from trace_entities)
select e.entity_id as provider_id, j.shift_s, x.entity_id as other_provider_id, sum(j.calls)::bigint as calls,
    min(j.first_day) as first_day, max(j.last_day) as last_day
from judged as j
join entities as e on e.entity = j.provider
left join entities as x on x.entity = j.other and j.is_either
group by all
order by all
