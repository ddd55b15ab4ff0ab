-- grain: one row per call of the month, however many providers recorded it, with the key of where it comes from: its
-- customer at the originator, else the foreign upstream and trunk at the point of entry, else who signed it or handed it
-- over first. Caller, origin and attestation are those of the topmost record: others on the way may have rewritten them.
-- A caller below zero stands for digits that are no number.
with paths as (
    select p.leg_id, p.top_leg_id, p.call_leg_id, p.route_id
    from leg_paths as p where p.month = $month and p.is_call
),
routes as (
    select route_id, stop_reason, hops[-1] as top_hop, hops[-2] as below_top, hops[1] as last_provider
    from path_routes where month = $month
),
tops as (
    select t.leg_id, t.provider_id, t.customer_id, t.ingress_provider_id, t.ingress_trunk, t.signer_id, t.attestation,
        shown_number(t.calling_number, t.calling_kind, t.calling_raw) as calling_number, t.calling_kind, t.origid
    from window_legs as t where t.leg_id in (select top_leg_id from paths)
),
-- A provider that gives each call an origid of its own says nothing with it.
origids as (
    select hash(signer_id, origid) as origid_key from tops where origid is not null
    group by 1 having count(*) >= $repeated_origid
),
keyed as (
    select p.call_leg_id, p.leg_id, r.stop_reason, coalesce(t.calling_number, shown_number(l.calling_number, l.calling_kind, l.calling_raw)) as caller,
        case when t.calling_number is null and l.calling_number is not null then l.calling_kind else t.calling_kind end
            as calling_kind,
        t.attestation, t.signer_id, l.started_at, l.called_npa_nxx, l.called_state, l.called_key,
        l.disposition = 'answered' as is_answered,
        case when l.duration_kind is distinct from 'billed' and l.disposition = 'answered'
            then l.duration_ms / 1000 end as measured_s,
        r.top_hop, r.below_top, r.last_provider, l.egress_provider_id is null as is_terminated, t.customer_id, t.ingress_trunk,
        case when r.stop_reason = 'originator' and t.customer_id is not null then 'customer'
            when r.stop_reason = 'foreign_upstream' then 'entry'
            when o.origid_key is not null then 'origid'
            when r.stop_reason = 'originator' then 'originator'
            when t.signer_id is not null then 'signer'
            else 'trunk' end as origin_kind,
        o.origid_key
    from paths as p
    join routes as r on r.route_id = p.route_id
    join tops as t on t.leg_id = p.top_leg_id
    join window_legs as l on l.leg_id = p.leg_id
    left join origids as o on o.origid_key = hash(t.signer_id, t.origid)
)
select *,
    case origin_kind
        when 'customer' then hash(1, top_hop, customer_id)
        when 'entry' then hash(2, below_top, top_hop, ingress_trunk)
        when 'origid' then hash(3, origid_key)
        when 'originator' then hash(4, top_hop)
        when 'signer' then hash(5, signer_id)
        else hash(6, top_hop, below_top, ingress_trunk) end as origin_key
from keyed
