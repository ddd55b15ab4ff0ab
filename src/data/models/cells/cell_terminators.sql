-- grain: one row per cell that may be bulk calling, called state and provider where calls ended ('' elsewhere): calls. A
-- second attempt within a minute, and a second record of one call that could not be joined to the first, are no other call.
with attempts as (
    select cell_key, coalesce(called_state, '') as state, case when is_terminated then last_provider else '' end as provider_id,
        epoch(started_at) - lag(epoch(started_at)) over (
            partition by origin_key, called_key, caller order by started_at, call_leg_id) as since_s
    from cell_calls where cell_key in (select cell_key from bulk_cells)
)
select cell_key, state, provider_id, count(*) as calls
from attempts where since_s is null or since_s > $attempt_gap_s
group by all
