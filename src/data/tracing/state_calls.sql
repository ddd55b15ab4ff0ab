-- Calls and records of them to each state and month that state_months has; simulated where any load of calls is
update state_months as s
set calls = c.calls, call_records = c.call_records, calls_are_simulated = c.calls_are_simulated
from (
    select l.called_state as state, strftime(l.started_at, '%Y-%m') as month, count(distinct p.call_no) as calls,
        count(*) as call_records,
        bool_or(l.load_id in (select load_id from loads where is_simulated)) as calls_are_simulated
    from call_legs as l
    join leg_paths as p on p.provider_id = l.provider_id and p.call_id = l.call_id
    where l.called_state is not null and strftime(l.started_at, '%Y-%m') in (select month from state_months)
    group by all
) as c
where c.state = s.state and c.month = s.month
