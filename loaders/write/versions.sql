-- grain: one row per call record whose provider and call id occur more than once, in this batch or in the lake, with
-- what becomes of it: current, duplicate (the same content again) or superseded (a newer load says otherwise).
-- Keys are compared by a 64-bit hash first, so that only rows in doubt are looked at.
create or replace temp table versions as
with candidates as (
    select leg_id, true as is_in_lake, load_order, started_at, provider_id, call_id, content from lake_twins
    union all
    select l.leg_id, false, l.load_order, l.started_at, l.provider_id, l.call_id, l.content
    from doubtful_legs as l
),
compared as (
    select *, content is not distinct from lag(content) over versions_of_a_call as is_repeat
    from candidates
    window versions_of_a_call as (partition by provider_id, call_id order by load_order, leg_id)
),
followed as (
    select *, lead(leg_id) over (partition by provider_id, call_id order by load_order, leg_id) as next_leg_id
    from compared
    where not is_repeat
)
select leg_id, is_in_lake, strftime(started_at, '%Y-%m') as month, 'superseded' as fate,
    (next_leg_id >> 32)::integer as by_load_no
from followed
where next_leg_id is not null
union all
select leg_id, is_in_lake, strftime(started_at, '%Y-%m'), 'duplicate', (leg_id >> 32)::integer
from compared
where is_repeat;
