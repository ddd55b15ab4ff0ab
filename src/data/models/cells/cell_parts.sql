-- grain: one row per cell that may be bulk calling, split and part of it: calls by hour (UTC), day, called state, and
-- provider of the last record
select cell_key,
    case when day is not null then 'day' when hour is not null then 'hour' when exporter is not null then 'exporter'
        else 'state' end as split,
    coalesce(day::varchar, hour::varchar, exporter, state) as part, count(*) as calls
from (
    select cell_key, started_at::date as day, hour(started_at) as hour, coalesce(called_state, '') as state,
        last_provider as exporter
    from cell_calls where cell_key in (select cell_key from bulk_cells)
)
group by grouping sets ((cell_key, day), (cell_key, hour), (cell_key, state), (cell_key, exporter))
