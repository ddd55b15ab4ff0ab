-- grain: one row per unit that is watched and hour at whose end it is looked at: its calls have grown by a quarter since,
-- or something was reported of it. Counts are of everything from its first call of the month to the end of the hour.
with hourly as (
    select unit_key, hour, count(*) as calls, count(*) filter (is_answered) as answered,
        count(*) filter (duration_class = 1) as d1, count(*) filter (duration_class = 2) as d2, count(*) filter (duration_class = 3) as d3,
        count(*) filter (duration_class = 4) as d4, count(*) filter (duration_class = 5) as d5, count(*) filter (duration_class = 6) as d6,
        count(*) filter (attestation = 'A') as a, count(*) filter (attestation = 'B') as b, count(*) filter (attestation = 'C') as c,
        count(*) filter (attestation is null) as unsigned, count(*) filter (pattern = 'withheld') as withheld,
        count(*) filter (pattern = 'neighbor') as neighbor, count(*) filter (pattern = 'impossible') as impossible_calls,
        count(*) filter (pattern = 'foreign_number') as foreign_numbers, count(*) filter (is_outside_hours) as off_hours,
        false as is_reported
    from watched_calls group by unit_key, hour
    union all by name
    select distinct unit_key, date_trunc('hour', seen_at) as hour, true as is_reported from watch_reports
),
-- A number or a provider counts from the hour in which it is first seen.
callers as (
    select unit_key, hour, count(*) as callers, count(*) filter (is_impossible) as impossible, count(*) filter (is_listed) as listed
    from (
        select unit_key, caller, min(hour) as hour, bool_or(pattern = 'impossible') as is_impossible, bool_or(is_listed) as is_listed
        from watched_calls where caller is not null group by unit_key, caller
    ) group by unit_key, hour
),
called as (
    select unit_key, hour, count(*) as called
    from (select unit_key, called_key, min(hour) as hour from watched_calls group by unit_key, called_key) group by unit_key, hour
),
witnesses as (
    select unit_key, hour, count(*) as witnesses
    from (select unit_key, last_provider, min(hour) as hour from watched_calls group by unit_key, last_provider) group by unit_key, hour
),
sums as (
    select unit_key, hour, bool_or(is_reported) as is_reported, sum(columns(h.* exclude (unit_key, hour, is_reported)))
    from hourly as h group by unit_key, hour
),
running as (
    select unit_key, hour, is_reported,
        coalesce(sum(columns(* exclude (unit_key, hour, is_reported))) over (partition by unit_key order by hour), 0)::bigint
    from sums left join callers using (unit_key, hour) left join called using (unit_key, hour) left join witnesses using (unit_key, hour)
),
sized as (
    select *, floor(log2(greatest(calls, 1)) * 3) as size, lag(size) over (partition by unit_key order by hour) as size_before
    from running
),
units as (
    select unit_key, any_value(is_origin) as is_origin, any_value(origin_id) as origin_id, any_value(origin_kind) as origin_kind,
        min(provider_id) as provider_id, min(customer_id) as customer_id, min(started_at) as first_at,
        case when not any_value(is_origin) then min(caller) end as caller
    from watched_calls group by unit_key
)
select u.*, s.* exclude (unit_key, size, size_before, d1, d2, d3, d4, d5, d6, a, b, c, unsigned, is_reported),
    [d1, d2, d3, d4, d5, d6] as durations, [a, b, c, unsigned] as attested
from sized as s join units as u using (unit_key)
where calls >= $least_watched and (is_reported or size is distinct from size_before)
