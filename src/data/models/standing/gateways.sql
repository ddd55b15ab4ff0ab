-- grain: one row per US point of entry within the window, by call records and by answers to tracebacks
with months as (
    select distinct month from provider_calls where month >= left($window_from, 7) order by month desc limit 2
),
entered as (
    select e.provider_id, count(distinct foreign_provider_id) as foreign_upstreams,
        list_sort(list(distinct coalesce(d.country, e.country)) filter (coalesce(d.country, e.country) is not null)) as countries, sum(calls) as calls,
        sum(us_number_calls) / sum(calls) as us_number_share, sum(attested_a) as attested_a, sum(attested_b) as attested_b,
        sum(attested_c) as attested_c, list(distinct month) as months,
        sum(calls) filter (month = (select max(month) from months)) as calls_last_month,
        sum(calls) filter (month = (select min(month) from months having count(*) = 2)) as calls_month_before
    from entries as e
    left join provider_directory as d on d.provider_id = e.foreign_provider_id
    where month >= left($window_from, 7)
    group by e.provider_id
),
named as (
    select r.provider_id, count(distinct r.upstream_provider_id) as foreign_upstreams,
        list_sort(list(distinct d.country) filter (d.country is not null)) as countries, list(distinct strftime(r.call_time, '%Y-%m')) as months
    from standing_requests as r
    left join provider_directory as d on d.provider_id = r.upstream_provider_id
    where r.upstream_is_foreign and not r.is_foreign and not r.is_astray and r.outcome = 'answered' and r.request_sent_at >= $window_from::timestamp
    group by r.provider_id
)
select coalesce(e.provider_id, n.provider_id) as provider_id, greatest(e.foreign_upstreams, n.foreign_upstreams) as foreign_upstreams,
    list_sort(list_distinct(list_concat(coalesce(e.countries, []), coalesce(n.countries, [])))) as countries, coalesce(e.calls, 0) as calls,
    coalesce(s.k, 0) as campaigns, coalesce(s.campaign_calls, 0) as campaign_calls,
    len(list_filter(list_distinct(list_concat(coalesce(e.months, []), coalesce(n.months, []))), lambda m: m is not null)) as months_active,
    e.us_number_share, coalesce(e.attested_a, 0) as attested_a, coalesce(e.attested_b, 0) as attested_b,
    coalesce(e.attested_c, 0) as attested_c, p.is_gateway as says_gateway, coalesce(e.calls_last_month, 0) as calls_last_month,
    e.calls_month_before, coalesce(s.score, 0) as score, coalesce(s.tier, 'not_listed') as tier, null::integer as rank_low, null::integer as rank_high
from entered as e
full join named as n on n.provider_id = e.provider_id
left join new_provider_standing as s on s.class = 'c' and s.provider_id = coalesce(e.provider_id, n.provider_id)
left join providers as p on p.provider_id = coalesce(e.provider_id, n.provider_id)
order by score desc, provider_id
