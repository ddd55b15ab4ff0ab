-- grain: one row per month, agency and day with complaints about calls. A day is cut where it has under $cut_day_share of
-- what is expected: a file that ends early, or a page of a feed. Expected is the median of its weekday in the month, or
-- less where the days around it are low too: that is how a holiday week looks. On and next to a federal holiday a day is
-- cut only under $cut_holiday_share. Weekdays with a median under $least_day_median are too small to tell. A cut day does
-- not count as covered; counted_share is what it had of the expected.
with days as (
    select month, agency, reported_at::date as day, count(*) as complaints
    from month_complaints
    where call_type in ('robocall', 'live', 'unknown')
    group by all
),
usual as (
    select *, median(complaints) over (partition by month, agency, isodow(day)) as weekday_median,
        exists (from federal_holidays as h where abs(h.day - days.day) <= 1) as is_near_holiday
    from days
),
around as (
    select u.month, u.agency, u.day, median(o.complaints / o.weekday_median) as level
    from usual as u
    join usual as o on o.agency = u.agency and o.day <> u.day and abs(o.day - u.day) <= 3
    group by all
),
expected as (
    select u.*, u.weekday_median * least(1, coalesce(a.level, 1)) as expected
    from usual as u left join around as a using (month, agency, day)
),
judged as (
    select *, weekday_median >= $least_day_median
        and complaints < expected * case when is_near_holiday then $cut_holiday_share else $cut_day_share end as is_cut
    from expected
)
select month, agency, day, complaints, is_cut, case when is_cut then least(1, complaints / expected) else 1 end as counted_share
from judged
