-- One row per recording in the scope of a demand. A recording without a time cannot be placed in the window: withheld.
select
    r.*, coalesce(l.is_simulated, false) as is_simulated,
    case when r.received_at is null then 'no_time' end as withheld
from recordings as r
left join loads as l on l.load_id = r.load_id
where (
        r.received_at is null
        or (r.received_at >= getvariable('window_from') and r.received_at < getvariable('window_to'))
    )
    and (getvariable('any_state') or r.called_state in (select unnest(states) from demand_scope))
    and (getvariable('any_number') or r.calling_number in (select unnest(numbers) from demand_scope))
    -- A recording names no provider and no called number: a scope that is limited by these holds none.
    and getvariable('any_provider') and getvariable('any_called')
    and (
        getvariable('any_campaign')
        or r.callback_number in (select unnest(callback_numbers) from demand_scope)
        or r.recording_id in (
            select k.source_row_id from campaign_reports as k
            where k.source_table = 'recordings' and k.campaign_id in (select campaign_id from demand_campaigns)
        )
    )
order by r.recording_id, r.load_id
