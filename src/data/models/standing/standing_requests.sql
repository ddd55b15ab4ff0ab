-- grain: one row per provider, traced call and week in which it was asked: what became of the request. Several tracebacks of
-- one call are one; of several requests of a week the one that speaks best for the provider counts.
with traced as (
    select traceback_id, coalesce(called_key::varchar || ' ' || coalesce(calling_number, '') || ' ' || (epoch(call_time) // 60)::varchar, traceback_id)
            as traced_call,
        nullif(trim(campaign_label), '') as campaign_label, requested_by, call_time
    from tracebacks
),
-- An answer that the records contradict sends the next request to somebody whom the call did not pass.
astray as (
    select traceback_id, min(hop_no) as from_hop
    from (
        select traceback_id, hop_no from traceback_findings where finding = 'records_lead_elsewhere'
        union all
        select traceback_id, hop_no + 1 from traceback_findings where finding = 'names_other_upstream_than_own_export'
    )
    group by traceback_id
),
-- The path that loaded records lead of the traced call passes the provider.
on_record as (
    select distinct traceback_id, hop_no from traceback_paths where records_name = hop_provider_id
),
contradicted as (
    select distinct traceback_id, hop_no from traceback_findings where finding like 'no_record_but_%'
),
naming_loads as (select distinct load_id from traceback_hops where customer_name is not null),
asked as (
    select coalesce(k.entity_id, r.provider_id) as provider_id, coalesce(t.traced_call, r.traceback_id) as traced_call, r.traceback_id, r.hop_no,
        r.request_sent_at, r.response_status, r.requester, r.rule_applies, r.deemed_received_at, r.responded_at, r.as_of, r.clock_hours, h.role, h.response,
        h.upstream_provider_id, u.is_foreign as upstream_is_foreign, h.load_id, t.campaign_label, t.call_time, t.requested_by,
        coalesce(k.is_foreign, not is_us(h.country), false) as is_foreign,
        r.hop_no >= a.from_hop is true as is_astray, c.traceback_id is not null as is_contradicted,
        c.traceback_id is not null or o.traceback_id is not null as is_on_record,
        -- A file in which nobody's customer is named has no such column: it says nothing of who would not name one.
        h.customer_name is not null or h.load_id not in (from naming_loads) as names_customer,
        -- Whose answer led to it.
        b.provider_id as named_by
    from traceback_responses as r
    join traceback_hops as h on h.traceback_id = r.traceback_id and h.hop_no = r.hop_no and h.provider_id = r.provider_id
    left join traced as t on t.traceback_id = r.traceback_id
    left join known_providers as k on k.provider_id = r.provider_id
    left join known_providers as u on u.provider_id = h.upstream_provider_id
    left join astray as a on a.traceback_id = r.traceback_id
    left join on_record as o on o.traceback_id = r.traceback_id and o.hop_no = r.hop_no
    left join contradicted as c on c.traceback_id = r.traceback_id and c.hop_no = r.hop_no
    left join traceback_hops as b on b.traceback_id = r.traceback_id and b.hop_no = r.hop_no - 1
),
judged as (
    select *, date_trunc('week', request_sent_at)::date as week,
        case when response_status in ('answered_in_time', 'answered_late', 'answered_time_unknown', 'impossible') then 'answered'
            else response_status end as outcome,
        case when response in ('no_record', 'incomplete_record') then response
            when response = 'upstream_identified' and upstream_provider_id is null then 'upstream_not_named'
            when response = 'originator_identified' and not names_customer then 'customer_not_named' end as lack
    from asked
)
select *,
    -- Class a asks whether a provider answers at all: what is not due, or barred by law, says nothing. Class d asks whether an
    -- answer has records; where the call never passed the provider, to have none is right.
    case when outcome in ('no_response', 'declined') then 1 when outcome = 'answered' then 0 end as says_a,
    case when outcome = 'answered' and not is_astray then (lack is not null)::integer end as says_d,
    -- What an answer makes of the provider: it names its own customer, or it is in the United States and names a foreign provider.
    case when is_foreign or outcome <> 'answered' or is_astray then null
        when response = 'originator_identified' then 'originating'
        when response = 'upstream_identified' and upstream_is_foreign then 'gateway' else 'intermediate' end as identified_as
from judged
qualify row_number() over (
    partition by provider_id, traced_call, week
    order by outcome = 'answered' desc, outcome in ('declined', 'legally_unable') desc, lack is null desc, request_sent_at, traceback_id, hop_no) = 1
order by provider_id, traced_call, week
