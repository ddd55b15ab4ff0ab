-- grain: one row per jurisdiction and month in which any complaint was received; text messages are not calls
with counts as (
    select
        state, month,
        count(*) as complaints,
        count(distinct filing_session) as filing_sessions,
        count(*) filter (where agency = 'FTC') as complaints_ftc,
        count(*) filter (where agency = 'FCC') as complaints_fcc,
        count(*) filter (where call_type = 'robocall') as robocalls,
        count(*) filter (where call_type = 'live') as live_calls,
        count(*) filter (where call_type = 'unknown') as type_unknown
    from month_complaints
    where call_type in ('robocall', 'live', 'unknown') and state is not null
    group by state, month
)
select
    j.state, m.month, p.population, p.vintage as population_vintage,
    m.days_covered,
    m.days_in_month,
    coalesce(c.complaints, 0) as complaints,
    coalesce(c.filing_sessions, 0) as filing_sessions,
    coalesce(c.complaints_ftc, 0) as complaints_ftc,
    coalesce(c.complaints_fcc, 0) as complaints_fcc,
    coalesce(c.robocalls, 0) as robocalls,
    coalesce(c.live_calls, 0) as live_calls,
    coalesce(c.type_unknown, 0) as type_unknown
from jurisdictions as j
cross join new_month_coverage as m
join month_populations as p on p.state = j.state and p.month = m.month
left join counts as c on c.state = j.state and c.month = m.month
order by m.month, j.state
