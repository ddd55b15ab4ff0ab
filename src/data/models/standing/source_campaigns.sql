-- grain: one row per provider and campaign that it carried in the window: as the source of its calls (it originated them, or
-- let them in from abroad) or in transit, by call records (`census`) and by answers to tracebacks (`traceback`). A campaign
-- of tracebacks is the one that the traced call's record belongs to, else the label that the requester gave; those without are one
-- together, since nobody says how many they are.
with traced_campaigns as (
    select p.traceback_id, min(c.campaign_id) as campaign_id
    from traceback_paths as p
    join campaign_calls as c on c.provider_id = p.provider_id and c.call_id = p.call_id
    group by p.traceback_id
),
-- One label, however it is written, is one campaign: where records lead some of its traced calls to a campaign, the others are
-- of that one, too.
label_campaigns as (
    select label, arg_max(campaign_id, (n, campaign_id)) as campaign_id
    from (
        select plain_words(b.campaign_label) as label, c.campaign_id, count(*) as n
        from traced_campaigns as c join tracebacks as b on b.traceback_id = c.traceback_id group by all
    )
    where label <> '' group by label
),
identified as (
    select r.provider_id, coalesce(t.campaign_id, l.campaign_id, 'label: ' || nullif(plain_words(r.campaign_label), ''), 'unlabeled') as campaign_id, r.identified_as as role,
        r.traceback_id, r.call_time, r.request_sent_at
    from standing_requests as r
    left join traced_campaigns as t on t.traceback_id = r.traceback_id
    left join label_campaigns as l on l.label = plain_words(r.campaign_label)
    where r.identified_as is not null and r.request_sent_at >= $window_from::timestamp
),
notices as (select provider_id, campaign_id, min(request_sent_at) as noticed_at from identified group by all),
by_traceback as (
    select i.provider_id, i.campaign_id,
        count(*) filter (role = 'originating') as traced_originating, count(*) filter (role = 'gateway') as traced_gateway,
        count(*) as traced, list(distinct strftime(i.call_time, '%Y-%m')) filter (role <> 'intermediate') as traced_months,
        bool_or(role <> 'intermediate' and i.call_time > n.noticed_at + to_hours($notice_hours::bigint)) as is_again_traced
    from identified as i join notices as n using (provider_id, campaign_id)
    group by all
),
traced_totals as (
    select campaign_id, count(*) as traced from identified where role <> 'intermediate' group by campaign_id
),
totals as (
    select campaign_id, sum(calls) as calls from campaign_parts where role in ('originating', 'gateway') group by campaign_id
),
by_census as (
    select p.provider_id, p.campaign_id, any_value(k.probability) as probability,
        sum(p.calls) filter (p.role = 'originating') as originated_calls, sum(p.calls) filter (p.role = 'gateway') as entered_calls,
        sum(p.calls) as carried_calls, list(distinct p.month) filter (p.role in ('originating', 'gateway')) as call_months,
        coalesce(sum(p.calls) filter (p.role in ('originating', 'gateway')), 0) / any_value(t.calls) as share
    from campaign_parts as p
    join campaigns as k on k.campaign_id = p.campaign_id and k.probability >= $claim
    left join totals as t on t.campaign_id = p.campaign_id
    where p.role <> 'foreign' and p.month >= left($window_from, 7)
    group by p.provider_id, p.campaign_id
),
joined as (
    select coalesce(c.provider_id, t.provider_id) as provider_id, coalesce(c.campaign_id, t.campaign_id) as campaign_id, c.probability,
        coalesce(c.originated_calls, 0)::bigint as originated_calls, coalesce(c.entered_calls, 0)::bigint as entered_calls,
        coalesce(c.carried_calls, 0)::bigint as carried_calls, coalesce(c.share, 0) as share,
        -- As with call records: one that a few of many traced calls came from is no source.
        case when t.traced_originating >= $source_share * a.traced then t.traced_originating else 0 end::bigint as traced_originating,
        case when t.traced_gateway >= $source_share * a.traced then t.traced_gateway else 0 end::bigint as traced_gateway,
        coalesce(t.traced, 0)::bigint as traced, coalesce(t.is_again_traced, false) as is_again_traced,
        -- A few calls of a campaign that enters elsewhere are no source.
        coalesce(c.originated_calls >= $least_source_calls and c.share >= $source_share, false) as is_originating_by_calls,
        coalesce(c.entered_calls >= $least_source_calls and c.share >= $source_share, false) as is_gateway_by_calls,
        list_sort(list_distinct(list_concat(coalesce(c.call_months, []), coalesce(t.traced_months, [])))) as months
    from by_census as c
    full join by_traceback as t on t.provider_id = c.provider_id and t.campaign_id = c.campaign_id
    left join traced_totals as a on a.campaign_id = t.campaign_id
)
select *, is_originating_by_calls or traced_originating > 0 as is_originating,
    is_gateway_by_calls or traced_gateway > 0 as is_gateway
from joined
order by 1, 2
