-- grain: one row per call and unit that is watched: an origin with one cause (a customer, an entry, an origid), or a
-- displayed number that one origin shows again and again. Only what a unit has done by an hour counts at that hour, so a
-- unit must be known without what comes later: by its origin, or by its origin and number.
with units as (
    select origin_key as unit_key, true as is_origin, * from cell_calls where origin_kind in ('customer', 'entry', 'origid')
    union all
    select cell_key, false, * from cell_calls where is_repeated
),
large as (select unit_key from units group by unit_key having count(*) >= $least_watched)
select u.unit_key, u.is_origin, to_hex(u.origin_key) as origin_id, u.origin_kind, u.cell_key,
    u.provider_id,
    u.customer_id, u.caller, u.called_key, u.last_provider, u.pattern, u.is_listed, u.is_answered, u.duration_class, u.attestation,
    u.is_outside_hours, date_trunc('hour', u.started_at) as hour, u.started_at
from units as u semi join large using (unit_key)
