-- grain: one row per cell that may be bulk calling, called state and provider where calls ended ('' elsewhere): calls
select cell_key, coalesce(called_state, '') as state, case when is_terminated then last_provider else '' end as provider_id,
    count(*) as calls
from cell_calls where cell_key in (select cell_key from bulk_cells)
group by all
