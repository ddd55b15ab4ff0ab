-- grain: one row per record and record that may be its upstream, with what it would cost to believe it. Costs are in
-- seconds: how far the corrected times are from a usual hand-over, and a fine for every thing that does not fit.
--   1 both name each other   2 the sender names nobody   3 the receiver names nobody
--   4 the sender names another: a route that was tried before
--   5 bridged: both name the same silent provider   6 bridged over several   7 bridged, one names nobody
--   8 neither names anybody, though both mostly do
create or replace temp table candidates as
with fitted as (
    select d.leg as down, u.leg as up,
        case when u.egress = d.provider then 1 when u.egress is null then 2 else 4 end as class,
        d.t - u.t as dt, coalesce(d.calling_number <> u.calling_number, false) as differs,
        d.calling_number is null or u.calling_number is null as is_withheld, d.is_given_up,
        least(abs(d.duration_s - u.duration_s), 10) as duration_gap
    from legs as d
    join legs as u on u.called_key = d.called_key and u.provider = d.ingress
    where d.t - u.t between -$tolerance and $tolerance and u.leg <> d.leg
    union all
    select d.leg, u.leg, 3, d.t - u.t, coalesce(d.calling_number <> u.calling_number, false),
        d.calling_number is null or u.calling_number is null, d.is_given_up,
        least(abs(d.duration_s - u.duration_s), 10)
    from legs as d
    join legs as u on u.called_key = d.called_key and u.egress = d.provider
    where d.ingress is null and d.customer_id is null and u.provider <> d.provider
        and d.t - u.t between -$tolerance and $tolerance
    union all
    select d.leg, u.leg, 8, d.t - u.t, coalesce(d.calling_number <> u.calling_number, false),
        d.calling_number is null or u.calling_number is null, d.is_given_up,
        least(abs(d.duration_s - u.duration_s), 10)
    from legs as d
    join legs as u on u.called_key = d.called_key and u.provider <> d.provider
    where d.ingress is null and d.customer_id is null and d.blank_ingress_is_missing
        and u.egress is null and u.blank_egress_is_missing
        and d.is_answered is not distinct from u.is_answered and (d.is_given_up or not u.is_given_up)
        and d.t - u.t between -$early / 2 and $early
        and (u.provider, d.provider) not in (select (sender, receiver) from silent_routes)
    union all
    select d.leg, u.leg, case when u.egress = d.ingress then 5 when u.egress is null or d.ingress is null then 7 else 6 end,
        d.t - u.t, coalesce(d.calling_number <> u.calling_number, false),
        d.calling_number is null or u.calling_number is null, d.is_given_up,
        least(abs(d.duration_s - u.duration_s), 10)
    from legs as d
    join legs as u on u.called_key = d.called_key and u.provider <> d.provider
    left join transit as below on below.entity = d.ingress
    left join transit as above on above.entity = u.egress
    where not d.ingress_exports and not u.egress_exports and not d.from_abroad
        and (u.egress is not distinct from d.ingress
            or (coalesce(below.receives, true) and coalesce(above.hands_on, true)))
        and (d.ingress is not null or (d.customer_id is null and d.blank_ingress_is_missing and u.egress is not null))
        and (u.egress is not null or (u.blank_egress_is_missing and d.ingress is not null))
        -- How a call ended is known all the way up: who gave it up is not above one that went through.
        and d.is_answered is not distinct from u.is_answered and (d.is_given_up or not u.is_given_up)
        -- Two that one silent provider handed the call to are two routes, not one after the other.
        and u.ingress is distinct from d.ingress and u.ingress is distinct from d.provider
        and d.t - u.t between -$early and $bridge_tolerance
)
select down, up, class,
    abs(dt - case when class <= 4 or class = 8 then $hop_delay when class = 5 then 2 * $hop_delay else 3 * $hop_delay end)
        + case when differs then $caller_fine when is_withheld then $caller_fine / 4 else 0 end
        + case class when 1 then 0 when 2 then 0.5 when 3 then 0.5 when 4 then 1.5 when 5 then 0 when 6 then 1 else 2 end
        + coalesce(duration_gap * $duration_fine, 0) as cost
from fitted
-- Another number, another time and another way together are another call.
where (class in (1, 2, 3, 5) or not differs) and (class <> 4 or is_given_up) and (class <> 8 or not is_withheld)
