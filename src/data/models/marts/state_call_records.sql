-- grain: one row per jurisdiction ('' is not known) of the month: call records, and whether any load of the month's
-- calls is simulated
with simulated as (
    select coalesce(bool_or(l.is_simulated), false) as is_simulated
    from (select distinct load_no from month_leg_counts) as c
    join loads as l on l.load_no = c.load_no
)
select coalesce(c.called_state, '') as state, sum(c.records)::bigint as call_records,
    any_value(s.is_simulated) as is_simulated
from month_leg_counts as c cross join simulated as s
group by 1
order by all
