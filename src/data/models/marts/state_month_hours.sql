-- grain: one row per jurisdiction (or 'US'), month, weekday and hour of the call, by the consumer's own clock.
-- Only calls whose stated time is usable: not exactly midnight (a form's default), not after the report,
-- not over a year before it.
with calls as (
    select state, month, isodow(occurred_at) as weekday, hour(occurred_at) as hour
    from stale_complaints
    where call_type in ('robocall', 'live', 'unknown') and occurred_at is not null and occurred_flag is null
),
both_levels as (
    select state, month, weekday, hour from calls where state is not null
    union all
    select 'US', month, weekday, hour from calls
)
select state, month, weekday::integer as weekday, hour::integer as hour, count(*) as complaints
from both_levels
group by all
order by state, month, weekday, hour
