-- grain: one row per jurisdiction (or 'US'), month and topic as the consumer chose it; null topic = none chosen
with calls as (
    select state, month, topic, call_type from stale_complaints where call_type in ('robocall', 'live', 'unknown')
),
both_levels as (
    select state, month, topic, call_type from calls where state is not null
    union all
    select 'US', month, topic, call_type from calls
)
select
    state, month, topic,
    count(*) as complaints,
    count(*) filter (where call_type = 'robocall') as robocalls
from both_levels
group by state, month, topic
order by state, month, complaints desc, topic
