-- grain: one row per unit that is watched and report about a call of it
with cells as (select distinct unit_key, cell_key from watched_calls)
select c.unit_key, r.source_table, r.source_row_id, coalesce(a.observed_at, d.received_at) as seen_at
from cell_reports as r
join cells as c on c.cell_key = r.cell_key
left join app_reports as a on r.source_table = 'app_reports' and a.report_id = r.source_row_id
left join recordings as d on r.source_table = 'recordings' and d.recording_id = r.source_row_id
