-- grain: one row per jurisdiction
select
    source_row,
    trim(s.state) as state,
    trim(s.name) as name,
    try_cast(population_2020 as bigint) as population,
    2020 as vintage,
    case
        when j.state is null then 'unknown_state'
        when not coalesce(try_cast(population_2020 as bigint) between 1 and 10000000000, false) then 'bad_population'
    end as reject_reason,
    timestamp '2020-04-01' as event_at
from source_rows as s
left join jurisdictions as j on j.state = trim(s.state)
