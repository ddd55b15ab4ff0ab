-- grain: one row per cell of the month: what its calls have in common, counted over them
with zones as (
    -- Hours from UTC in winter; a call outside hours both in winter and summer time is outside for certain.
    select npa::integer as npa, case time_zone[1] when 'E' then -5 when 'C' then -6 when 'M' then -7 when 'P' then -8
        when 'A' then case when time_zone = 'AK' then -9 else -4 end when 'H' then -10 end as hours
    from stg_area_codes
),
timed as (
    select c.*, (hour(c.started_at) + z.hours + 24) % 24 as winter_hour
    from cell_calls as c left join zones as z on z.npa = c.called_npa_nxx // 1000
)
select cell_key, any_value(origin_key) as origin_key, any_value(origin_kind) as origin_kind,
    -- Of calls from abroad: the point of entry, and who handed them to it.
    min(case origin_kind when 'entry' then below_top when 'signer' then signer_id else top_hop end) as provider_id,
    min(case when origin_kind = 'entry' then top_hop end) as foreign_provider_id,
    min(customer_id) as customer_id, min(ingress_trunk) as trunk, min(signer_id) as signer_id,
    min(pattern) as pattern, case when bool_or(is_repeated) then min(caller) end as caller,
    count(*) as calls, sum(count(*)) over (partition by any_value(origin_key))::bigint as origin_calls, approx_count_distinct(caller) as callers, approx_count_distinct(called_key) as called,
    count(*) filter (where is_answered) as answered, count(measured_s) as measured,
    [count(*) filter (where measured_s <= 6), count(*) filter (where measured_s > 6 and measured_s <= 15),
        count(*) filter (where measured_s > 15 and measured_s <= 30), count(*) filter (where measured_s > 30 and measured_s <= 60),
        count(*) filter (where measured_s > 60 and measured_s <= 120), count(*) filter (where measured_s > 120)] as durations,
    [count(*) filter (where attestation = 'A'), count(*) filter (where attestation = 'B'),
        count(*) filter (where attestation = 'C'), count(*) filter (where attestation is null)] as attested,
    approx_count_distinct(case when pattern = 'impossible' then coalesce(caller, 0) end) as impossible, count(*) filter (where pattern = 'withheld') as withheld,
    count(*) filter (where pattern = 'neighbor') as neighbor, approx_count_distinct(case when is_listed then caller end) as listed,
    count(*) filter (where winter_hour not between 8 and 20 and (winter_hour + 1) % 24 not between 8 and 20) as off_hours,
    min(started_at) as first_at, max(started_at) as last_at
from timed
group by cell_key
