-- grain: one row per month with complaints about calls. Coverage is that of the agency that covers fewest days: a
-- month is whole only where every agency in it is.
with agency_months as (
    select month, agency, sum(complaints) as complaints, count(*) filter (where not is_cut) as days
    from new_complaint_days
    group by month, agency
)
select
    month,
    sum(complaints)::bigint as complaints,
    list(agency order by agency) as agencies,
    min(days)::integer as days_covered,
    day(last_day(strptime(month || '-01', '%Y-%m-%d')))::integer as days_in_month
from agency_months
group by month
order by month
