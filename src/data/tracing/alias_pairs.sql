-- grain: one row per provider id and provider that may be the same one. A neighbour's record says that it handed a call to
-- the id (or received it from the id), and the record of another provider says that it had that very call from (or handed
-- it to) that neighbour, which has no record of the two of them: one hand-over, told under two names. Route advance is
-- told apart by its end: what was given up does not count. `hand_overs` are those that the id's own records do not match.
with near as (
    -- Both ways as one: the neighbour, the id that it names, and the direction of the call.
    select leg, provider as neighbour, egress as other, true as is_down, called_key, calling_number, t from legs
    where egress is not null and called_key is not null and calling_number is not null and not is_given_up
    union all
    select leg, provider, ingress, false, called_key, calling_number, t from legs
    where ingress is not null and called_key is not null and calling_number is not null and not is_given_up
),
told as (
    -- What a provider says of its own of the same hand-over, the other way round.
    select n.leg, n.neighbour, n.other, n.is_down, o.provider as teller
    from near as n
    join legs as o on o.called_key = n.called_key and o.calling_number = n.calling_number
        and not o.is_given_up and abs(o.t - n.t) <= 900
        and case when n.is_down then o.ingress else o.egress end = n.neighbour
),
judged as (
    select leg, neighbour, other, is_down, bool_or(teller = other) as is_matched, count(distinct teller) as tellers,
        min(teller) as teller
    from told group by all
),
open_ as (
    select n.leg, n.other, j.teller, coalesce(j.tellers, 0) as tellers, n.is_down, n.neighbour, n.called_key, n.calling_number, n.t
    from near as n
    left join judged as j on j.leg = n.leg and j.is_down = n.is_down
    where not coalesce(j.is_matched, false)
),
-- Where the neighbour has a record that names the teller, at that time, it tried two.
tried as (
    select distinct o.leg, o.is_down
    from open_ as o
    join near as x on x.called_key = o.called_key and x.calling_number = o.calling_number
        and x.neighbour = o.neighbour and x.other = o.teller and x.is_down = o.is_down
    where abs(x.t - o.t) <= 900
),
sole as (
    select o.other, o.teller from open_ as o anti join tried as x on x.leg = o.leg and x.is_down = o.is_down
    where o.tellers = 1
),
totals as (select other, count(*) as hand_overs from open_ group by other)
select s.other, s.teller, count(*) as same, any_value(t.hand_overs) as hand_overs
from sole as s join totals as t on t.other = s.other
where s.other <> s.teller
group by s.other, s.teller
having count(*) >= $least and count(*) >= $share * any_value(t.hand_overs)
