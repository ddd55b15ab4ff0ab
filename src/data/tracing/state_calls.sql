-- Calls, each counted once, and records of them in state_months; simulated where any load of the month's calls is
update state_months as s
set calls = coalesce(c.calls, 0), call_records = coalesce(r.call_records, 0),
    calls_are_simulated = coalesce(m.is_simulated, false)
from state_months as t
left join (select state, month, sum(calls) as calls from state_month_paths group by all) as c
    on c.state = t.state and c.month = t.month
left join (
    select called_state as state, strftime(started_at, '%Y-%m') as month, count(*) as call_records
    from lake_legs where called_state is not null group by all
) as r on r.state = t.state and r.month = t.month
left join (
    select strftime(started_at, '%Y-%m') as month, bool_or(load_id in (select load_id from loads where is_simulated)) as is_simulated
    from lake_legs group by all
) as m on m.month = t.month
where s.state = t.state and s.month = t.month
