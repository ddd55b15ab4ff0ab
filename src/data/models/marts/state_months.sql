-- grain: one row per jurisdiction and month of which any complaint about a call, call record, recording or traceback is
-- loaded. In a month without complaints the complaint columns are null, not 0.
with months as (
    select month from month_coverage
    union
    select month from state_month_paths
    union
    select strftime(received_at, '%Y-%m') from recordings where received_at is not null
    union
    select strftime(coalesce(opened_at, call_time), '%Y-%m') from tracebacks where coalesce(opened_at, call_time) is not null
),
calls as (
    select state, month, sum(calls)::bigint as calls from state_month_paths group by all
),
simulated as (
    select month, bool_or(is_simulated) as is_simulated from state_call_records group by month
)
select
    j.state, m.month, p.population, p.vintage as population_vintage,
    coalesce(c.days_covered, 0) as days_covered,
    day(last_day(strptime(m.month || '-01', '%Y-%m-%d')))::integer as days_in_month,
    c.complaints, c.filing_sessions, c.complaints_ftc, c.complaints_fcc, c.robocalls, c.live_calls, c.type_unknown,
    r.per_100k, r.per_100k_low, r.per_100k_high, r.dispersion, r.rank, r.rank_low, r.rank_high,
    coalesce(a.calls, 0) as calls,
    coalesce(n.call_records, 0) as call_records,
    coalesce(s.is_simulated, false) as calls_are_simulated
from months as m
cross join jurisdictions as j
join stg_month_populations as p on p.state = j.state and p.month = m.month
left join state_month_counts as c on c.state = j.state and c.month = m.month
left join state_rates as r on r.state = j.state and r.month = m.month
left join calls as a on a.state = j.state and a.month = m.month
left join state_call_records as n on n.state = j.state and n.month = m.month
left join simulated as s on s.month = m.month
order by m.month, j.state
