-- grain: one row per provider and class: what was judged (new_standing), with the counts that stand beside it
with kept_out as (
    select provider_id, count(*) filter (outcome = 'pending') as pending, count(*) filter (outcome = 'legally_unable') as barred,
        count(*) filter (outcome = 'answered' and is_astray) as astray
    from standing_requests where request_sent_at >= $window_from::timestamp group by provider_id
),
traffic as (
    select provider_id, sum(calls) filter (role in ('originating', 'gateway')) as b, sum(calls) filter (role = 'gateway') as c, sum(calls) as d
    from provider_calls where month >= left($window_from, 7) group by provider_id
),
-- Calls that both neighbors' records show at an exporting provider and its own export lacks.
gaps as (select provider_id, count(*) as calls from record_gap_legs where month >= left($window_from, 7) group by provider_id),
campaign_traffic as (
    select provider_id, sum(originated_calls + entered_calls) as b, sum(entered_calls) as c from source_campaigns group by provider_id
)
select s.*, $window_from::date as window_from, $window_to::date as window_to, s.k / s.n as rate,
    case s.class when 'b' then t.b when 'c' then t.c when 'd' then t.d end::bigint as calls,
    case s.class when 'b' then coalesce(m.b, 0) when 'c' then coalesce(m.c, 0) end::bigint as campaign_calls,
    case when s.class = 'a' then coalesce(o.pending, 0) end as pending, case when s.class = 'a' then coalesce(o.barred, 0) end as barred,
    case when s.class = 'd' then coalesce(o.astray, 0) end as astray,
    case when s.class = 'd' then coalesce(g.calls, 0) end as gap_calls
from new_standing as s
left join kept_out as o on o.provider_id = s.provider_id
left join gaps as g on g.provider_id = s.provider_id
left join traffic as t on t.provider_id = s.provider_id
left join campaign_traffic as m on m.provider_id = s.provider_id
order by s.class, s.score desc nulls last, s.provider_id
