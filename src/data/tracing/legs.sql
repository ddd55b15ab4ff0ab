-- grain: one row per call record of one bucket of called numbers: all records of a call are in one bucket, so that
-- memory is bounded whatever the size of the lake. Times by the middle clock, in seconds. No text: ids are numbers here.
create or replace temp table legs as
select
    f.first_leg + l.file_row_number as leg,
    p.entity as provider,
    i.entity as ingress,
    e.entity as egress,
    case when i.has_country or l.ingress_country is null then coalesce(i.is_foreign, false)
        else not is_us(l.ingress_country) end as from_abroad,
    coalesce(i.exports, false) as ingress_exports,
    coalesce(e.exports, false) as egress_exports,
    l.called_key,
    l.calling_number,
    epoch(l.started_at) - coalesce(c.offset_s + c.drift_s_per_day * (epoch(l.started_at) - $origin) / 86400, 0) as t,
    l.disposition in ('blocked', 'failed') as is_given_up,
    l.disposition = 'answered' as is_answered,
    (l.duration_ms / 1000)::float as duration_s,
    l.customer_id is not null as has_customer,
    hash(l.origid) as origid,
    s.entity as signer,
    coalesce(i.is_listed, true) as ingress_is_listed,
    h.blank_ingress_is_missing,
    h.blank_egress_is_missing,
    l.ingress_trunk is not null or l.ingress_country is not null as has_ingress_trace
from lake_legs as l
join lake_places as f on f.file_path = l.file_path
join trace_entities as p on p.provider_id = l.provider_id
left join trace_entities as i on i.provider_id = l.ingress_provider_id
left join trace_entities as e on e.provider_id = l.egress_provider_id
left join trace_entities as s on s.provider_id = l.signer_id
join habits as h on h.provider = p.entity
left join provider_clocks as c on c.provider_id = p.entity_id
-- A record without a called number joins no other, and has a path of its own.
where coalesce(l.called_key % $buckets::ubigint, 0) = $bucket::ubigint;
