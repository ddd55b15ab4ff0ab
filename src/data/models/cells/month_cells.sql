-- grain: one row per cell of the month: what its calls have in common, counted over them
select cell_key, any_value(origin_key) as origin_key, any_value(origin_kind) as origin_kind,
    min(provider_id) as provider_id,
    min(case when origin_kind = 'entry' then top_hop end) as foreign_provider_id,
    min(customer_id) as customer_id, min(ingress_trunk) as trunk, min(signer_id) as signer_id,
    min(pattern) as pattern, case when bool_or(is_repeated) then min(caller) end as caller,
    count(*) as calls, sum(count(*)) over (partition by any_value(origin_key))::bigint as origin_calls, approx_count_distinct(caller) as callers, approx_count_distinct(called_key) as called,
    count(*) filter (where is_answered) as answered, count(measured_s) as measured,
    [count(*) filter (duration_class = 1), count(*) filter (duration_class = 2), count(*) filter (duration_class = 3),
        count(*) filter (duration_class = 4), count(*) filter (duration_class = 5), count(*) filter (duration_class = 6)] as durations,
    [count(*) filter (where attestation = 'A'), count(*) filter (where attestation = 'B'),
        count(*) filter (where attestation = 'C'), count(*) filter (where attestation is null)] as attested,
    approx_count_distinct(case when pattern = 'impossible' then coalesce(caller, 0) end) as impossible, count(*) filter (where pattern = 'withheld') as withheld,
    count(*) filter (where pattern = 'neighbor') as neighbor, approx_count_distinct(case when is_listed then caller end) as listed,
    count(*) filter (where is_outside_hours) as off_hours,
    min(started_at) as first_at, max(started_at) as last_at
from cell_calls
group by cell_key
