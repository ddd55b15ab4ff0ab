-- grain: one row per month, agency and day with complaints about calls. A day is cut where it has under
-- $cut_day_share of the median of its weekday in the month, and that median is at least $least_day_median: a file that
-- ends early, or a page of a feed. A cut day does not count as covered.
with days as (
    select month, agency, reported_at::date as day, count(*) as complaints
    from month_complaints
    where call_type in ('robocall', 'live', 'unknown')
    group by all
),
medians as (
    select *, median(complaints) over (partition by month, agency, isodow(day)) as weekday_median from days
)
select month, agency, day, complaints,
    weekday_median >= $least_day_median and complaints < $cut_day_share * weekday_median as is_cut
from medians
