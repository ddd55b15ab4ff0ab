-- grain: one row per call record of a month and its margins, with provider ids as numbers and no other text: all
-- records of a called number are in one bucket. Times by the middle clock, in seconds, and by one zone: of two
-- of which it cannot be told whose is wrong, the first is moved, since joins ask for the difference alone.
with zone_days as (
    select provider_id, unnest(generate_series(first_day, last_day, interval 1 day))::date as day, shift_s, calls
    from zone_shifts where other_provider_id is null or provider_id < other_provider_id
),
wrong_zones as (select provider_id, day, arg_max(shift_s, (calls, shift_s)) as shift_s from zone_days group by all)
select
    l.leg_id as leg,
    p.entity as provider,
    i.entity as ingress,
    e.entity as egress,
    case when i.has_country or l.ingress_country is null then coalesce(i.is_foreign, false)
        else not is_us(l.ingress_country) end as from_abroad,
    coalesce(i.exports, false) as ingress_exports,
    coalesce(e.exports, false) as egress_exports,
    coalesce(i.is_listed, true) as ingress_is_listed,
    l.called_key,
    l.calling_number,
    l.called_state,
    epoch(l.started_at) - coalesce(z.shift_s, 0) - coalesce(c.offset_s + c.drift_s_per_day * (epoch(l.started_at) - $origin) / 86400, 0) as t,
    strftime(l.started_at, '%Y-%m') = $month as in_month,
    l.disposition in ('blocked', 'failed') as is_given_up,
    l.disposition = 'answered' as is_answered,
    (l.duration_ms / 1000)::float as duration_s,
    l.customer_id is not null as has_customer,
    hash(l.origid) as origid,
    l.ingress_call_ref as ingress_ref,
    l.egress_call_ref as egress_ref,
    s.entity as signer,
    -- A customer of the provider's own placed the call, by its own record.
    l.ingress_provider_id is null and (l.customer_id is not null
        or (l.ingress_trunk is null and l.ingress_country is null and b.blank_is_own_customer)) as is_origin,
    -- Some provider handed the call over, and the record does not name it.
    l.ingress_provider_id is null and l.customer_id is null
        and (b.blank_ingress_is_missing or l.ingress_trunk is not null or l.ingress_country is not null
            or not b.blank_is_own_customer) as lacks_ingress,
    b.blank_egress_is_missing,
    coalesce(l.called_key % $buckets::ubigint, 0)::integer as bucket
from window_legs as l
join trace_entities as p on p.provider_id = l.provider_id
left join trace_entities as i on i.provider_id = l.ingress_provider_id
left join trace_entities as e on e.provider_id = l.egress_provider_id
left join trace_entities as s on s.provider_id = l.signer_id
join blank_meaning as b on b.provider = p.entity
left join provider_clocks as c on c.provider_id = p.entity_id
left join wrong_zones as z on z.provider_id = p.entity_id and z.day = l.started_at::date
