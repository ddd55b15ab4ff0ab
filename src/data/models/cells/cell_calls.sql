-- grain: one row per call of the month with its cell: the finest behavior that its records show. A caller that its origin
-- shows repeatedly is a cell of its own; the other calls of an origin are told apart by how their callers were made up
-- and by what was attested to them.
with callers as (
    select origin_key, caller, count(*) as calls from month_calls where caller is not null
    group by origin_key, caller having count(*) >= $repeated_caller
),
listed as (
    select distinct l.caller, true as is_listed from (select distinct caller from month_calls where caller > 0) as l
    join do_not_originate as d on starts_with('+' || l.caller::varchar, d.number_or_prefix)
),
zones as (
    -- Hours from UTC in winter; a call outside hours both in winter and summer time is outside for certain.
    select npa::integer as npa, case time_zone[1] when 'E' then -5 when 'C' then -6 when 'M' then -7 when 'P' then -8
        when 'A' then case when time_zone = 'AK' then -9 else -4 end when 'H' then -10 end as hours
    from stg_area_codes
),
patterned as (
    select c.*, (hour(c.started_at) + z.hours + 24) % 24 as winter_hour, coalesce(d.is_listed, false) as is_listed, r.calls is not null as is_repeated,
        case when cannot_be_genuine(c.calling_kind) then 'impossible'
            when c.caller is null then 'withheld'
            when d.is_listed then 'listed'
            when c.caller // 10000 = 1000000 + c.called_npa_nxx then 'neighbor'
            when c.calling_kind = 'toll_free' then 'toll_free'
            when c.calling_kind = 'international' then 'foreign_number'
            else 'ordinary' end as pattern
    from month_calls as c
    left join callers as r on r.origin_key = c.origin_key and r.caller = c.caller
    left join listed as d on d.caller = c.caller
    left join zones as z on z.npa = c.called_npa_nxx // 1000
)
select * exclude (winter_hour),
    winter_hour not between 8 and 20 and (winter_hour + 1) % 24 not between 8 and 20 as is_outside_hours,
    -- Of calls from abroad: the point of entry, and who handed them to it.
    case origin_kind when 'entry' then below_top when 'signer' then signer_id else top_hop end as provider_id,
    case when measured_s <= 6 then 1 when measured_s <= 15 then 2 when measured_s <= 30 then 3 when measured_s <= 60 then 4
        when measured_s <= 120 then 5 when measured_s > 120 then 6 end as duration_class,
    case when is_repeated then hash(origin_key, caller) else hash(origin_key, pattern, attestation) end as cell_key
from patterned
