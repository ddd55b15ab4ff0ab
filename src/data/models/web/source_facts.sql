-- grain: one row per provider from whose customers, or across whose border, calls of claimed campaigns come: what its campaign calls look
-- like, in the facts that complaints in court plead
with cells as (
    select distinct k.month, k.cell_id, k.campaign_id, k.provider_id
    from campaign_cells as k join campaigns as c on c.campaign_id = k.campaign_id and c.probability >= $claim
    where k.provider_id is not null and not k.is_attached
)
select k.provider_id, count(distinct k.campaign_id) as campaigns, sum(t.calls)::bigint as calls, sum(t.answered)::bigint as answered,
    sum(t.measured)::bigint as measured, sum(t.durations[1] + t.durations[2])::bigint as under_15s,
    sum(t.durations[1] + t.durations[2] + t.durations[3] + t.durations[4])::bigint as under_60s,
    sum(t.callers)::bigint as displayed_numbers, coalesce(sum(t.calls) filter (t.pattern = 'impossible'), 0)::bigint as impossible,
    coalesce(sum(t.calls) filter (t.pattern = 'listed'), 0)::bigint as listed,
    sum(t.neighbor)::bigint as neighbor, sum(t.off_hours)::bigint as off_hours, min(t.first_at) as first_at, max(t.last_at) as last_at
from cells as k join traffic_cells as t on t.month = k.month and t.cell_id = k.cell_id
group by k.provider_id
order by k.provider_id
