-- Named hand-overs: records that name each other as sender and receiver, of one called number, within some seconds.
-- Joined by slots of 32 seconds, so that numbers which thousands call cost no more than others.
create or replace temp table mutual as
with receivers as (
    select leg, provider, ingress, called_key, calling_number, t, floor((t - $late) / 32)::integer as slot from legs
    where ingress_exports
    union all
    select leg, provider, ingress, called_key, calling_number, t, floor((t - $late) / 32)::integer + 1 from legs
    where ingress_exports and floor((t + $tolerance) / 32) > floor((t - $late) / 32)
)
select d.leg as down, u.leg as up, d.calling_number is not distinct from u.calling_number as is_same_caller
from receivers as d
join legs as u on u.called_key = d.called_key and floor(u.t / 32)::integer = d.slot
    and u.provider = d.ingress and u.egress = d.provider
where d.t - u.t between -$tolerance and $late and u.leg <> d.leg;
