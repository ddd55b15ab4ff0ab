-- grain: one row per different step, as the part of a path that it stands for. Kinds of hop: record (it has one), named
-- (by the record below alone), bridged (no record; the records on both sides of it join), bridged_with_gap (the same, and others
-- may be between it and the hop before: the records do not say how many providers lie between two that do not export, so
-- the farther one is listed without a position).
create or replace temp table step_kinds as
with different as (
    select distinct provider, next_up, next_but_one, class, stop_reason from path_steps
)
select
    row_number() over (order by provider, next_up nulls first, next_but_one nulls first, class nulls first, stop_reason nulls first)
        as step_no,
    *,
    list_filter([provider, next_up, next_but_one], lambda hop: hop is not null) as hops,
    case when next_up is null then ['record'] when class is null then ['record', 'named']
        when class = 'long_bridge' then ['record', 'bridged', 'bridged_with_gap'] else ['record', 'bridged'] end::hop_kind[] as kinds,
    case class when 'sender_blank' then $confidence_one_sided when 'receiver_blank' then $confidence_one_sided
        when 'bridge' then $confidence_one_sided when 'retry' then $confidence_retry
        when 'long_bridge' then $confidence_long_bridge when 'both_blank' then $confidence_long_bridge
        when 'blank_bridge' then $confidence_blank_bridge when 'abandoned_bridge' then $confidence_blank_bridge
        else 1 end::double as confidence
from different;
create or replace temp table numbered_steps as
select s.leg, s.up, k.step_no
from path_steps as s
join step_kinds as k on k.provider = s.provider and k.next_up is not distinct from s.next_up
    and k.next_but_one is not distinct from s.next_but_one and k.class is not distinct from s.class
    and k.stop_reason is not distinct from s.stop_reason;
