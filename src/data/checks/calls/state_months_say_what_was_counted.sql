select s.state, s.month, s.calls, s.call_records, c.calls as counted, r.call_records as records_counted
from state_months as s
left join (select state, month, sum(calls) as calls from state_month_paths group by all) as c
    on c.state = s.state and c.month = s.month
left join state_call_records as r on r.state = s.state and r.month = s.month
where s.calls <> coalesce(c.calls, 0) or s.call_records <> coalesce(r.call_records, 0)
