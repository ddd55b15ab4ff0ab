-- grain: one row per jurisdiction and year
select
    source_row,
    trim(s.state) || '-' || trim(s.year) as estimate_id,
    trim(s.state) as state,
    try_cast(s.year as integer) as year,
    try_cast(s.population as bigint) as population,
    try_cast(s.vintage as integer) as vintage,
    case
        when j.state is null then 'unknown_state'
        when coalesce(try_cast(s.year as integer), 0) not between 1900 and 2100 then 'bad_year'
        when not coalesce(try_cast(s.population as bigint) between 1 and 10000000000, false) then 'bad_population'
        when try_cast(s.vintage as integer) is null then 'bad_vintage'
    end as reject_reason,
    make_timestamp(try_cast(s.year as integer), 7, 1, 0, 0, 0) as event_at
from source_rows as s
left join jurisdictions as j on j.state = trim(s.state)
