-- grain: one row per displayed or call-back number that complaints of the month name. Its unit is a distinct area code and
-- day: several complaints of one area code on one day may be one person's.
with named as (
    select calling_number as number, calling_kind as kind, reported_at::date as day, coalesce(consumer_npa, state, '') as area, state, topic,
        complaint_id
    from complaints where month = $month and calling_number is not null
    union all
    select callback_number, callback_kind, reported_at::date, coalesce(consumer_npa, state, ''), state, topic, complaint_id
    from complaints where month = $month and callback_number is not null and callback_number is distinct from calling_number
)
select number, min(kind) as kind, count(distinct complaint_id) as complaints, count(distinct (area, day)) as units,
    count(distinct area) as areas, count(distinct day) as days, min(day) as first_day, max(day) as last_day,
    count(distinct state) as states, mode(topic) as topic
from named group by number
