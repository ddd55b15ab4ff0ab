-- grain: one row per hop of the path upstream from a call record; hop 0 is the provider that recorded it
create or replace view call_paths as
with hops as (
    select p.provider_id, p.call_id, p.call_no, p.is_last, r.stop_reason, r.confidence, unnest(r.hops) as entity,
        unnest(r.hop_kinds) as kind, generate_subscripts(r.hops, 1) - 1 as hop_no, len(r.hops) - 1 as last_no
    from leg_paths as p join trace_routes as r on r.route_no = p.route_no
),
entities as (select distinct entity, entity_id, is_foreign, role from trace_entities)
select
    h.provider_id,
    h.call_id,
    h.hop_no,
    e.entity_id as hop_provider_id,
    case
        when e.is_foreign then 'foreign'
        when h.hop_no = h.last_no and h.stop_reason = 'originator' then 'originating'
        when h.stop_reason = 'foreign_upstream' and h.hop_no = h.last_no - 1 then 'gateway'
        -- Of a provider that shows in others' records alone, and may be the first, only the directory says what it is.
        when h.hop_no = h.last_no and h.kind = 1 then coalesce(e.role, 'intermediate')
        when h.hop_no = 0 and h.is_last and e.role is distinct from 'intermediate' then 'terminating'
        else 'intermediate'
    end as role,
    case when h.hop_no = h.last_no then h.stop_reason end as stop_reason,
    case h.kind when 0 then 'record' when 1 then 'named' when 2 then 'bridged' else 'bridged_with_gap' end as evidence,
    h.confidence,
    h.call_no
from hops as h
join entities as e on e.entity = h.entity;
-- grain: one row per real call, however many providers recorded it: its path from the last provider with a record
create or replace view calls as
select
    p.call_no,
    p.provider_id,
    p.call_id,
    p.started_at,
    list_transform(r.hops, lambda hop: n.ids[hop]) as path,
    r.stop_reason,
    r.confidence,
    t.customer_id,
    t.signer_id
from leg_paths as p
left join leg_paths as t on t.leg = p.top_leg
join trace_routes as r on r.route_no = p.route_no
cross join (
    select list(entity_id order by entity) as ids from (select distinct entity, entity_id from trace_entities)
) as n
where p.is_last
qualify row_number() over (partition by p.call_no order by len(r.hops) desc, p.started_at desc, p.provider_id, p.call_id) = 1;
