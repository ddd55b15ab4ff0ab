-- grain: one row per month with complaints about calls. Coverage is that of the agency that covers fewest days: a
-- month is whole only where every agency in it is. days_counted has a cut day as the share that it had of what was
-- expected. complaints_with_city tells whether filing sessions can be told at all.
with agency_months as (
    select month, agency, sum(complaints) as complaints, count(*) filter (where not is_cut) as days,
        sum(counted_share) as days_counted
    from new_complaint_days
    group by month, agency
)
select
    month,
    sum(complaints)::bigint as complaints,
    list(agency order by agency) as agencies,
    min(days)::integer as days_covered,
    round(min(days_counted), 1) as days_counted,
    (select count(*) from month_complaints where consumer_city is not null and call_type in ('robocall', 'live', 'unknown'))
        as complaints_with_city,
    day(last_day(strptime(month || '-01', '%Y-%m-%d')))::integer as days_in_month
from agency_months
group by month
order by month
