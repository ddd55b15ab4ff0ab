with by_state as (select month, sum(calls) as calls from state_month_paths group by month),
by_path as (select month, count(*) as calls from leg_paths where is_call group by month)
select coalesce(s.month, p.month) as month, s.calls as by_state, p.calls as by_path
from by_state as s full join by_path as p on p.month = s.month
where s.calls is distinct from p.calls
