-- grain: one row per campaign: what its dated and placed reports say
with reports as (
    select r.campaign_id, r.source_table, s.received_at as seen_at, s.called_state as state, s.calling_number
    from campaign_reports as r
    join recordings as s on r.source_table = 'recordings' and s.recording_id = r.source_row_id
    union all
    select r.campaign_id, r.source_table, c.reported_at, c.state, c.calling_number
    from campaign_reports as r
    join complaints as c on r.source_table = 'complaints' and c.complaint_id = r.source_row_id
)
select
    campaign_id,
    min(seen_at)::varchar as first_seen,
    max(seen_at)::varchar as last_seen,
    count(*) filter (where source_table = 'complaints') as complaints,
    count(distinct calling_number) as callers,
    coalesce(list(distinct state order by state) filter (where state is not null), []) as states
from reports
group by campaign_id
