-- One row per traced call in the scope of a demand. Its time is that of the call, else that of the request.
select
    t.*, coalesce(l.is_simulated, false) as is_simulated,
    case when coalesce(t.call_time, t.opened_at) is null then 'no_time' end as withheld
from tracebacks as t
left join loads as l on l.load_id = t.load_id
where (
        coalesce(t.call_time, t.opened_at) is null
        or (
            coalesce(t.call_time, t.opened_at) >= getvariable('window_from')
            and coalesce(t.call_time, t.opened_at) < getvariable('window_to')
        )
    )
    and (getvariable('any_state') or t.called_state in (select unnest(states) from demand_scope))
    and (getvariable('any_number') or t.calling_number in (select unnest(numbers) from demand_scope))
    and (getvariable('any_called') or t.called_key in (select called_key from demand_called_numbers))
    and (
        getvariable('any_provider')
        or t.traceback_id in (
            select h.traceback_id from traceback_hops as h
            where h.provider_id in (select unnest(provider_ids) from demand_scope)
        )
    )
    and (
        getvariable('any_campaign')
        or t.callback_number in (select unnest(callback_numbers) from demand_scope)
        or t.traceback_id in (
            select p.traceback_id from traceback_paths as p
            join campaign_calls as k on k.provider_id = p.provider_id and k.call_id = p.call_id
            where k.campaign_id in (select campaign_id from demand_campaigns)
        )
    )
order by t.traceback_id
