-- grain: one row per record without an upstream yet and record of the same called number, within seconds, that may be
-- it, with what speaks for and against. How the two may be joined (pair_class):
--   mutual            both name each other
--   sender_blank      the receiver names the sender, the sender names nobody
--   receiver_blank    the sender names the receiver, the receiver names nobody, or an id that no directory knows
--   retry             the receiver names the sender, whose one record is of a route that it took later
--   bridge            both name the same provider, which has no record
--   long_bridge       each names another provider that has no record
--   blank_bridge      the same, and one of the two names nobody
--   both_blank        neither names anybody, though both mostly do
--   abandoned_bridge  the attempt was given up below a provider that has no record
create or replace temp table candidate_pairs as
with receivers as (
    select *, floor((t - $max_lag_s) / 32)::integer as slot
    from legs
    anti join accepted_links as l on l.down = legs.leg
    where called_key is not null and not (ingress is null and has_customer) and not (from_abroad and not ingress_exports)
),
receiver_slots as (
    select * from receivers
    union all
    select * replace (slot + 1 as slot) from receivers
    where floor((t + $max_lead_s) / 32)::integer > slot
),
senders as (
    select *, floor(t / 32)::integer as slot, leg in (select up from accepted_links) as is_taken,
        from_abroad or is_origin as is_top
    from legs
),
facts as (
    select
        d.leg as down, u.leg as up, d.ingress as down_ingress, d.t - u.t as dt, u.is_taken, u.is_top, d.is_given_up,
        d.provider as receiver, u.provider as sender, d.ingress as named_above, u.egress as named_below,
        d.ingress_exports as above_exports, u.egress_exports as below_exports,
        d.ingress_is_listed as above_is_listed, d.lacks_ingress, u.blank_egress_is_missing as lacks_egress,
        coalesce(d.calling_number <> u.calling_number, false) as differs,
        d.calling_number is null or u.calling_number is null as is_withheld,
        coalesce(d.origid = u.origid, false) as is_same_origid,
        coalesce(d.signer = u.signer and d.origid <> u.origid, false) as is_other_origid,
        u.egress = d.provider as names_each_other,
        -- The outcome of a call is known all the way up: who gave it up is not above one that went through.
        d.is_answered is not distinct from u.is_answered as is_same_outcome,
        d.is_given_up or not u.is_given_up as may_be_above,
        least(abs(d.duration_s - u.duration_s), $max_duration_gap_s) as duration_gap,
        -- Two that one provider handed the call to are two routes, not one after the other; so are two that hand it to
        -- one; and who is handed the call is not above who hands it.
        d.from_abroad or u.ingress is not distinct from d.ingress or u.ingress is not distinct from d.provider
            or d.egress is not distinct from u.provider as are_two_routes,
        u.egress is not distinct from d.egress as same_egress,
        coalesce(below.receives, true) as above_receives, coalesce(above.hands_on, true) as below_hands_on,
        coalesce(p.is_direct, false) as is_known_direct,
        into_d.sender is not null as is_known_into_receiver, from_u.sender is not null as is_known_from_sender
    from receiver_slots as d
    join senders as u on u.called_key = d.called_key and u.slot = d.slot
    left join transit_providers as below on below.entity = d.ingress
    left join transit_providers as above on above.entity = u.egress
    left join named_pairs as p on p.sender = u.provider and p.receiver = d.provider
    left join named_pairs as into_d on into_d.sender = u.egress and into_d.receiver = d.provider
    left join named_pairs as from_u on from_u.sender = u.provider and from_u.receiver = d.ingress
    where u.leg <> d.leg and d.t - u.t between -$max_lead_s and $max_lag_s
),
-- The receiver's record names the sender.
named_by_receiver as (
    select *, case when names_each_other then 'mutual' when named_below is null then 'sender_blank' else 'retry' end as class
    from facts where sender = named_above
),
-- Only the sender's record names the other.
named_by_sender as (
    select *, 'receiver_blank' as class
    from facts
    where sender is distinct from named_above and sender <> receiver and names_each_other
        and (named_above is null or (not above_exports and not above_is_listed))
),
unnamed as (
    select * from facts
    where sender is distinct from named_above and sender <> receiver and not coalesce(names_each_other, false)
),
both_blank as (
    select *, 'both_blank' as class from unnamed
    where named_above is null and named_below is null and lacks_ingress and lacks_egress and is_known_direct
),
bridges as (
    select *,
        case
            when named_below = named_above then 'bridge'
            when above_exports or not above_receives then null
            when is_given_up and is_top and named_above is not null then 'abandoned_bridge'
            when below_exports or not below_hands_on or same_egress then null
            when named_above is null then case when lacks_ingress and is_known_into_receiver then 'blank_bridge' end
            when named_below is null then case when lacks_egress and is_known_from_sender then 'blank_bridge' end
            when not is_given_up then 'long_bridge'
        end as class
    from unnamed
    where not are_two_routes and not (named_above is null and named_below is null)
)
select * replace (class::pair_class as class) from (
    select * from named_by_receiver
    union all by name select * from named_by_sender
    union all by name select * from both_blank
    union all by name select * from bridges where class is not null
);
