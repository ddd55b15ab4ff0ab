-- One row per campaign in the scope of a demand: seen within the window, in a state, by a number or at a provider named.
select
    c.*, (select coalesce(bool_or(is_simulated), false) from loads where format = 'carrier-cdr') as is_simulated,
    case when coalesce(c.first_seen, c.last_seen) is null then 'no_time' end as withheld
from campaigns as c
where (
        coalesce(c.first_seen, c.last_seen) is null
        or (
            coalesce(c.first_seen, c.last_seen) < getvariable('window_to')
            and coalesce(c.last_seen, c.first_seen) >= getvariable('window_from')
        )
    )
    and (
        getvariable('any_state')
        or list_has_any(c.states, (select states from demand_scope))
        or c.campaign_id in (
            select k.campaign_id from campaign_calls as k
            join call_legs as g on g.provider_id = k.provider_id and g.call_id = k.call_id
            where g.called_state in (select unnest(states) from demand_scope)
                and g.started_at >= getvariable('window_from') and g.started_at < getvariable('window_to')
        )
    )
    and (
        getvariable('any_number')
        or c.campaign_id in (
            select k.campaign_id from campaign_calls as k
            join call_legs as g on g.provider_id = k.provider_id and g.call_id = k.call_id
            where g.calling_number in (select unnest(numbers) from demand_scope)
        )
    )
    and (
        getvariable('any_provider')
        or c.campaign_id in (
            select p.campaign_id from provider_campaigns as p
            where p.provider_id in (select unnest(provider_ids) from demand_scope)
        )
    )
    and getvariable('any_called')
    and (
        getvariable('any_campaign')
        or c.campaign_id in (select unnest(campaign_ids) from demand_scope)
        or list_has_any(c.callbacks, (select callback_numbers from demand_scope))
    )
order by c.campaign_id
