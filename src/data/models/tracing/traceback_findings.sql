-- grain: one row per answer of a manual traceback that the records speak to: confirmed, or contradicted. A record of a
-- call is one of its called number within minutes of its time (the clocks, and the example's own rounding).
create or replace temp table new_traceback_findings as
with records as (
    select t.traceback_id, l.provider_id, e.entity_id, l.call_id, l.ingress_provider_id, i.entity_id as ingress_id,
        l.egress_provider_id, o.entity_id as egress_id
    from tracebacks as t
    join call_legs as l on l.called_key = t.called_key
        and abs(epoch(l.started_at) - epoch(t.call_time)) <= $call_window_s
        and (l.calling_number = t.calling_number or t.calling_number is null or l.calling_number is null)
    join latest_entities as e on e.provider_id = l.provider_id
    left join latest_entities as i on i.provider_id = l.ingress_provider_id
    left join latest_entities as o on o.provider_id = l.egress_provider_id
),
answers as (
    select h.*, e.entity_id, u.entity_id as upstream_id
    from traceback_hops as h
    join known_providers as e on e.provider_id = h.provider_id
    left join known_providers as u on u.provider_id = h.upstream_provider_id
),
findings as (
    select a.traceback_id, a.hop_no, a.provider_id,
        -- Where one of its records bears it out, another one of the same numbers says nothing against it.
        coalesce(bool_or(r.entity_id = a.entity_id and r.ingress_id = a.upstream_id) over (partition by a.traceback_id, a.hop_no), false)
            as is_borne_out,
        case
            when a.response in ('no_record', 'incomplete_record') and r.ingress_id = a.entity_id
                then 'no_record_but_downstream_has_it'
            when a.response in ('no_record', 'incomplete_record') and r.egress_id = a.entity_id
                then 'no_record_but_upstream_has_it'
            when a.response in ('no_record', 'incomplete_record') and r.entity_id = a.entity_id
                then 'no_record_but_own_export_has_it'
            when a.response = 'upstream_identified' and r.entity_id = a.entity_id and r.ingress_id is not null
                and r.ingress_id <> a.upstream_id then 'names_other_upstream_than_own_export'
            when a.response = 'upstream_identified' and r.entity_id = a.entity_id and r.ingress_id = a.upstream_id
                then 'confirmed_by_own_export'
        end as finding,
        null::varchar as other_provider_id, r.provider_id as evidence_provider_id, r.call_id as evidence_call_id
    from answers as a
    left join records as r on r.traceback_id = a.traceback_id
        and (r.entity_id = a.entity_id or r.ingress_id = a.entity_id or r.egress_id = a.entity_id)
)
select * exclude (is_borne_out) from findings
where finding is not null and not (is_borne_out and finding = 'names_other_upstream_than_own_export')
qualify row_number() over (partition by traceback_id, hop_no, finding order by evidence_provider_id, evidence_call_id) = 1
union all
select t.traceback_id, 0, coalesce(min(h.provider_id), ''), 'call_in_no_export', null, null, null
from tracebacks as t
left join traceback_hops as h on h.traceback_id = t.traceback_id and h.hop_no = 0
where t.called_key is not null and t.traceback_id not in (select traceback_id from records)
group by t.traceback_id
union all
-- The path that the answers make and the one that the records lead, from the record up: the first hop at which they part.
select traceback_id, hop_no, hop_provider_id, 'records_lead_elsewhere', records_name, provider_id, call_id
from new_traceback_paths
where records_name <> hop_provider_id
qualify row_number() over (partition by traceback_id order by hop_no) = 1
union all
select traceback_id, hop_no, coalesce(provider_id, ''), 'answered_before_asked', null, null, null
from traceback_hops where responded_at < request_sent_at
union all
-- An answer that names somebody else than who was asked next.
select a.traceback_id, a.hop_no, a.provider_id, 'names_other_than_asked_next', n.provider_id, null, null
from answers as a
join answers as n on n.traceback_id = a.traceback_id and n.hop_no = a.hop_no + 1
where a.upstream_id <> n.entity_id
union all
select a.traceback_id, a.hop_no, a.provider_id, 'hops_go_in_a_cycle', null, null, null
from answers as a
where exists (
    select 1 from answers as b
    where b.traceback_id = a.traceback_id and b.hop_no < a.hop_no and b.entity_id in (a.entity_id, a.upstream_id)
)
union all
select h.traceback_id, h.hop_no, coalesce(h.provider_id, ''), 'answer_without_request', null, null, null
from traceback_hops as h
where h.traceback_id not in (select traceback_id from tracebacks)
order by 1, 2, 4
