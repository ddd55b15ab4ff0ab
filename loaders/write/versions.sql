-- grain: one row per call record that does not stand for a call of its own, with why: duplicate (the same content again),
-- superseded (a newer record of the same id says otherwise), attempt (another attempt or leg of the call), no_call (what
-- the format's rule sets aside). Keys are compared by a 64-bit hash first, so that only rows in doubt are looked at.
create or replace temp table versions as
with compared as (
    select *, content is not distinct from lag(content) over versions_of_a_call as is_repeat
    from candidates
    window versions_of_a_call as (partition by provider_id, call_id order by load_order, leg_id)
),
next_to as (
    select *,
        lead(leg_id) over next_version as next_leg_id,
        abs(date_diff('second', started_at, lead(started_at) over next_version)) as moved_s,
        (calling_number is distinct from lead(calling_number) over next_version)::integer
            + (called_key is distinct from lead(called_key) over next_version)::integer as other_parties
    from compared
    where not is_repeat
    window next_version as (partition by provider_id, call_id order by load_order, leg_id)
),
followed as (
    select * exclude (moved_s, other_parties),
        -- The next record of the id is of another call: at another time, and of other parties. One party that is corrected
        -- together with a wrong zone, which moves a call by whole quarters of an hour, is no other call.
        next_leg_id is not null and moved_s > $same_call_s
            and (other_parties = 2 or other_parties = 1 and (moved_s % 900 > 0 or moved_s > $widest_zone_s)) as is_other_call
    from next_to
),
-- Switches use the ids of calls again, after a restart or by counting round: records that start long apart are of two calls.
newest as (
    select *,
        sum(coalesce(started_at - before > to_seconds($linked_gap_s), false)::integer)
            over (partition by provider_id, linked_id order by started_at, leg_id) as use_no
    from (
        select *, lag(started_at) over (partition by provider_id, linked_id order by started_at, leg_id) as before
        from followed
        where next_leg_id is null and record_role is null and linked_id is not null
    )
),
-- One record stands for the attempts and legs of a call: the one that the switch says is final, else an answered one, the
-- last attempt, the first leg, the longest.
standing as (
    select *,
        first_value(leg_id) over (partition by provider_id, linked_id, use_no order by coalesce(is_final_attempt, false) desc,
            coalesce(is_final_attempt, true) desc, disposition = 'answered' desc nulls last, attempt_no desc nulls last,
            started_at, duration_ms desc nulls last, leg_id) as standing_leg_id
    from newest
)
select leg_id, is_in_lake, strftime(started_at, '%Y-%m') as month, 'superseded' as fate,
    (next_leg_id >> 32)::integer as by_load_no, is_other_call
from followed
where next_leg_id is not null
union all
select leg_id, is_in_lake, strftime(started_at, '%Y-%m'), 'duplicate', (leg_id >> 32)::integer, false
from compared
where is_repeat
union all
select leg_id, is_in_lake, strftime(started_at, '%Y-%m'), 'attempt', (standing_leg_id >> 32)::integer, false
from standing
where leg_id <> standing_leg_id
union all
select leg_id, is_in_lake, strftime(started_at, '%Y-%m'), 'no_call', (leg_id >> 32)::integer, false
from followed
where next_leg_id is null and record_role is not null;
