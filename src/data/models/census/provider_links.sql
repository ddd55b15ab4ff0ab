-- grain: one row per provider, provider that it hands calls to, and month. Suspicious: the calling number cannot be
-- genuine (invalid, unassigned, a sentinel, the called party's own) or is on a do-not-originate list.
select coalesce(f.entity_id, l.ingress_provider_id) as from_provider_id, p.entity_id as to_provider_id,
    count(*) as calls,
    count(*) filter (where cannot_be_genuine(l.calling_kind) or d.number is not null) as suspicious_calls
from month_legs as l
join trace_entities as p on p.provider_id = l.provider_id
left join trace_entities as f on f.provider_id = l.ingress_provider_id
left join (
    select distinct number_or_prefix[2:]::bigint as number from do_not_originate where length(number_or_prefix) = 12
) as d on d.number = l.calling_number
where l.ingress_provider_id is not null
group by all
union all
-- What receivers that do not export cannot report themselves.
select p.entity_id, t.entity_id, count(*),
    count(*) filter (where cannot_be_genuine(l.calling_kind) or d.number is not null)
from month_legs as l
join trace_entities as p on p.provider_id = l.provider_id
join trace_entities as t on t.provider_id = l.egress_provider_id
left join (
    select distinct number_or_prefix[2:]::bigint as number from do_not_originate where length(number_or_prefix) = 12
) as d on d.number = l.calling_number
where not t.exports
group by all
order by all
