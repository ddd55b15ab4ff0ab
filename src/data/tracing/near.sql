-- grain: one row per record without an upstream yet and record of the same called number, within seconds, that may be it,
-- with what speaks for and against. Classes of pairs:
--   1 both name each other   2 the sender names nobody   3 the receiver names nobody, or an id that no directory knows
--   4 given up here: the sender's record is of a route that it took later
--   5 bridged: both name the same provider, which has no record   6 bridged over several   7 bridged, one names nobody
--   8 neither names anybody, though both mostly do
--   9 bridged, given up here: the record above, of the originator or the point of entry, is of a route taken later
create or replace temp table near as
with receivers as (
    select *, floor((t - $late) / 32)::integer as slot
    from legs
    anti join links as l on l.down = legs.leg
    where called_key is not null and not (ingress is null and has_customer) and not (from_abroad and not ingress_exports)
),
looks as (
    select * from receivers
    union all
    select * replace (slot + 1 as slot) from receivers
    where floor((t + $tolerance) / 32)::integer > slot
),
senders as (
    select *, floor(t / 32)::integer as slot, leg in (select up from links) as is_taken,
        from_abroad or (ingress is null and (has_customer or not (has_ingress_trace or blank_ingress_is_missing))) as is_top
    from legs
),
pairs as (
    select
        d.leg as down, u.leg as up, d.ingress as down_ingress, d.t - u.t as dt, u.is_taken, d.is_given_up,
        coalesce(d.calling_number <> u.calling_number, false) as differs,
        d.calling_number is null or u.calling_number is null as is_withheld,
        coalesce(d.origid = u.origid, false) as is_same_origid,
        coalesce(d.signer = u.signer and d.origid <> u.origid, false) as is_other_origid,
        u.egress = d.provider as names_each_other,
        -- How a call ended is known all the way up: who gave it up is not above one that went through.
        d.is_answered is not distinct from u.is_answered as is_same_end,
        d.is_given_up or not u.is_given_up as may_be_above,
        least(abs(d.duration_s - u.duration_s), 10) as duration_gap,
        case
            when u.provider = d.ingress then case when u.egress = d.provider then 1 when u.egress is null then 2 else 4 end
            when u.provider = d.provider then null
            when u.egress = d.provider then
                case when d.ingress is null or (not d.ingress_exports and not d.ingress_is_listed) then 3 end
            when d.ingress is null and u.egress is null then
                case when d.blank_ingress_is_missing and u.blank_egress_is_missing and p.is_direct then 8 end
            -- Two that one provider handed the call to are two routes, not one after the other; so are two that hand it to
            -- one; and who is handed the call is not above who hands it.
            when d.from_abroad or u.ingress is not distinct from d.ingress or u.ingress is not distinct from d.provider
                or d.egress is not distinct from u.provider then null
            when u.egress = d.ingress then 5
            when d.ingress_exports or not coalesce(below.receives, true) then null
            when d.is_given_up and u.is_top and d.ingress is not null then 9
            when u.egress_exports or not coalesce(above.hands_on, true) or u.egress is not distinct from d.egress then null
            when d.ingress is null then case when d.blank_ingress_is_missing and into_d.sender is not null then 7 end
            when u.egress is null then case when u.blank_egress_is_missing and from_u.sender is not null then 7 end
            when not d.is_given_up then 6
        end as class
    from looks as d
    join senders as u on u.called_key = d.called_key and u.slot = d.slot
    left join transit as below on below.entity = d.ingress
    left join transit as above on above.entity = u.egress
    left join named_pairs as p on p.sender = u.provider and p.receiver = d.provider
    left join named_pairs as into_d on into_d.sender = u.egress and into_d.receiver = d.provider
    left join named_pairs as from_u on from_u.sender = u.provider and from_u.receiver = d.ingress
    where u.leg <> d.leg and d.t - u.t between -$tolerance and $late
)
select * from pairs where class is not null;
