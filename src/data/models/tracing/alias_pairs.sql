-- grain: one row per provider id and provider that may be the same one. A neighbor's record says that it handed a call
-- to the id (or received it from the id), and another provider's record says that it had that very call from (or handed
-- it to) that neighbor, which has no record of the two of them: two records of one handoff that name the provider
-- differently. Abandoned attempts are excluded, so that route advance is not mistaken for an alias. `handoffs` are those
-- that the id's own records do not match.
create or replace temp table alias_pairs as
with sides as (
    -- Both ways as one: the neighbor, the id that it names, and the direction of the call.
    select leg, provider as neighbor, egress as other, true as is_down, called_key, calling_number, t from legs
    where egress is not null and called_key is not null and calling_number is not null and not is_given_up
    union all
    select leg, provider, ingress, false, called_key, calling_number, t from legs
    where ingress is not null and called_key is not null and calling_number is not null and not is_given_up
),
reported as (
    -- What a provider says of its own of the same handoff, the other way round.
    select n.leg, n.neighbor, n.other, n.is_down, o.provider as reporter
    from sides as n
    join legs as o on o.called_key = n.called_key and o.calling_number = n.calling_number
        and not o.is_given_up and abs(o.t - n.t) <= $pairing_window_s
        and case when n.is_down then o.ingress else o.egress end = n.neighbor
),
judged as (
    select leg, neighbor, other, is_down, bool_or(reporter = other) as is_matched, count(distinct reporter) as reporters,
        min(reporter) as reporter
    from reported group by all
),
unmatched as (
    select n.leg, n.other, j.reporter, coalesce(j.reporters, 0) as reporters, n.is_down, n.neighbor, n.called_key,
        n.calling_number, n.t
    from sides as n
    left join judged as j on j.leg = n.leg and j.is_down = n.is_down
    where not coalesce(j.is_matched, false)
),
-- Where the neighbor has a record that names the reporter, at that time, it tried two.
tried_two as (
    select distinct o.leg, o.is_down
    from unmatched as o
    join sides as x on x.called_key = o.called_key and x.calling_number = o.calling_number
        and x.neighbor = o.neighbor and x.other = o.reporter and x.is_down = o.is_down
    where abs(x.t - o.t) <= $pairing_window_s
),
sole as (
    select o.other, o.reporter from unmatched as o anti join tried_two as x on x.leg = o.leg and x.is_down = o.is_down
    where o.reporters = 1
),
totals as (select other, count(*) as handoffs from unmatched group by other)
select s.other, s.reporter, count(*) as same, any_value(t.handoffs) as handoffs
from sole as s join totals as t on t.other = s.other
where s.other <> s.reporter
group by s.other, s.reporter
having count(*) >= $alias_handoffs and count(*) >= $alias_share * any_value(t.handoffs);
