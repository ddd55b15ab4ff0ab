-- grain: one row per event in the life of a campaign of calls: its first and last call seen, silences and returns, and moves
-- from one US provider to another, by the days of its cells
with days as (
    select campaign_id, day, date_diff('day', lag(day) over (partition by campaign_id order by day), day) as since,
        lag(day) over (partition by campaign_id order by day) as day_before
    from new_days
),
parts as (
    select campaign_id, provider_id, min(first_at)::date as first_day, max(last_at)::date as last_day, sum(calls) as calls
    from new_cells where provider_id is not null and not is_attached
    group by campaign_id, provider_id having sum(calls) >= $least_part_calls
),
moves as (
    select p.campaign_id, p.first_day as day, q.provider_id as from_provider_id, p.provider_id as to_provider_id
    from parts as p
    join parts as q on q.campaign_id = p.campaign_id and q.provider_id <> p.provider_id and q.first_day < p.first_day
        and abs(date_diff('day', q.last_day, p.first_day)) <= $move_days
    -- Of several that end then, the one with most calls.
    qualify row_number() over (partition by p.campaign_id, p.provider_id order by q.calls desc, q.provider_id) = 1
)
select campaign_id, min(day) as day, 'first_call' as event, null::varchar as from_provider_id, null::varchar as to_provider_id
from days group by campaign_id
union all
select campaign_id, max(day), 'last_call', null, null from days group by campaign_id
union all
select campaign_id, day_before, 'fell_silent', null, null from days where since > $dormant_days
union all
select campaign_id, day, 'returned', null, null from days where since > $dormant_days
union all
select campaign_id, day, 'moved', from_provider_id, to_provider_id from moves
order by campaign_id, day, event
