-- One row per call record in the scope of a demand: the newest version of each, by the provider's own clock.
with called as (
    select called_number, called_key from demand_called_numbers
)
select
    c.*, called.called_number,
    case when l.is_simulated then true else false end as is_simulated,
    case when c.started_at is null then 'no_time' end as withheld
from call_legs as c
left join called on called.called_key = c.called_key
left join loads as l on l.load_id = c.load_id
where (c.started_at is null or (c.started_at >= getvariable('window_from') and c.started_at < getvariable('window_to')))
    and (getvariable('any_state') or c.called_state in (select unnest(states) from demand_scope))
    and (getvariable('any_number') or c.calling_number in (select unnest(numbers) from demand_scope))
    and (getvariable('any_called') or c.called_key in (select called_key from called))
    and (
        getvariable('any_provider')
        or c.provider_id in (select unnest(provider_ids) from demand_scope)
        or c.ingress_provider_id in (select unnest(provider_ids) from demand_scope)
        or c.egress_provider_id in (select unnest(provider_ids) from demand_scope)
        or c.signer_id in (select unnest(provider_ids) from demand_scope)
    )
    and (
        getvariable('any_campaign')
        or (c.provider_id, c.call_id) in (
            select (k.provider_id, k.call_id) from campaign_calls as k
            where k.campaign_id in (select campaign_id from demand_campaigns)
        )
    )
order by c.started_at, c.leg_id
