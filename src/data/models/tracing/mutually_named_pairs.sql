-- grain: one row per pair of records of one called number that name each other as sender and receiver, within seconds.
-- Joined by slots of 32 seconds, so that a number which thousands call costs no more than others.
create or replace temp table mutually_named_pairs as
with receivers as (
    select leg, provider, ingress, called_key, calling_number, t, floor((t - $max_lag_s) / 32)::integer as slot from legs
    where ingress_exports
    union all
    select leg, provider, ingress, called_key, calling_number, t, floor((t - $max_lag_s) / 32)::integer + 1 from legs
    where ingress_exports and floor((t + $max_lead_s) / 32) > floor((t - $max_lag_s) / 32)
)
select d.leg as down, u.leg as up, d.calling_number is not distinct from u.calling_number as is_same_caller
from receivers as d
join legs as u on u.called_key = d.called_key and floor(u.t / 32)::integer = d.slot
    and u.provider = d.ingress and u.egress = d.provider
where d.t - u.t between -$max_lead_s and $max_lag_s and u.leg <> d.leg
    -- Call-IDs have joined the others.
    and d.leg not in (select down from accepted_links) and u.leg not in (select up from accepted_links);
