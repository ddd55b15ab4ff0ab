-- grain: one row per hop of a manual traceback, as a path from the terminating provider upstream. A path ends where an
-- answer names nobody, or names who was not asked: that one is its last hop. What hangs after a gap in the numbers of
-- hops, or after a provider that was there before, is not a path and stays in traceback_hops.
create or replace temp table new_traceback_paths as
with answers as (
    select h.traceback_id, h.hop_no, e.entity_id as id, u.entity_id as upstream_id, h.role, h.response,
        coalesce(e.is_foreign, not is_us(h.country), false) as is_foreign
    from traceback_hops as h
    join known_providers as e on e.provider_id = h.provider_id
    left join known_providers as u on u.provider_id = h.upstream_provider_id
    where h.provider_id is not null and h.role is distinct from 'caller'
),
ordered as (
    select *,
        hop_no = row_number() over (partition by traceback_id order by hop_no) - 1 as is_in_row,
        row_number() over (partition by traceback_id, id order by hop_no) = 1 as is_first_time
    from answers
),
joined as (
    select *, bool_and(is_in_row and is_first_time) over (partition by traceback_id order by hop_no rows unbounded preceding)
        as is_joined
    from ordered
),
kept as (
    select j.*, lead(id) over (partition by traceback_id order by hop_no) as next_id,
        row_number() over (partition by traceback_id order by hop_no desc) = 1 as is_last
    from joined as j where is_joined
),
-- Where the last one names an upstream that was not asked (or was there before), that is the end.
named as (
    select traceback_id, hop_no + 1 as hop_no, upstream_id as id, null::varchar as role, null::varchar as response,
        coalesce(e.is_foreign, false) as is_foreign,
        list_contains((select list(k2.id) from kept as k2 where k2.traceback_id = k.traceback_id), upstream_id) as is_circle
    from kept as k
    left join (select entity_id, bool_or(is_foreign) as is_foreign from known_providers group by entity_id) as e
        on e.entity_id = k.upstream_id
    where is_last and response = 'upstream_identified' and upstream_id is not null
),
hops as (
    select traceback_id, hop_no, id, role, is_foreign,
        case
            when not is_last or exists (select 1 from named as n where n.traceback_id = kept.traceback_id and not n.is_circle) then null
            when response = 'upstream_identified' and upstream_id is not null then 'loop'
            when response = 'originator_identified' then case when is_foreign then 'foreign_upstream' else 'originator' end
            when is_foreign then 'foreign_upstream'
            when response in ('no_record', 'incomplete_record') then 'no_such_call'
            when response = 'upstream_identified' then 'hand_over_not_named'
            else 'no_export'
        end as stop_reason
    from kept
    union all
    select traceback_id, hop_no, id, role, is_foreign, case when is_foreign then 'foreign_upstream' else 'no_export' end
    from named where not is_circle
),
-- The record of the call at the lowest provider that has one, and the path that the records lead from there.
records as (
    select t.traceback_id, h.hop_no as from_hop, l.leg_id, l.provider_id, l.call_id
    from tracebacks as t
    join call_legs as l on l.called_key = t.called_key and abs(epoch(l.started_at) - epoch(t.call_time)) <= $call_window_s
        and (l.calling_number = t.calling_number or t.calling_number is null or l.calling_number is null)
    join latest_entities as e on e.provider_id = l.provider_id
    join hops as h on h.traceback_id = t.traceback_id and h.id = e.entity_id
    qualify row_number() over (
        partition by t.traceback_id
        order by h.hop_no, abs(epoch(l.started_at) - epoch(t.call_time)), l.provider_id, l.call_id) = 1
),
led as (
    select c.*, r.hops, r.hop_kinds
    from records as c
    join leg_paths as p on p.leg_id = c.leg_id
    join path_routes as r on r.route_id = p.route_id and r.month = p.month
)
select h.traceback_id, h.hop_no, h.id as hop_provider_id,
    coalesce(nullif(h.role, ''), case
        when h.is_foreign then 'foreign'
        when h.stop_reason = 'originator' then 'originating'
        when lead(h.is_foreign) over (partition by h.traceback_id order by h.hop_no) then 'gateway'
        when h.hop_no = 0 then 'terminating'
        else 'intermediate' end) as role,
    h.stop_reason, l.provider_id, l.call_id,
    -- Beyond a gap of unknown length, others may be between: what follows has no place that could be compared.
    case when h.hop_no >= l.from_hop
            and not list_contains(l.hop_kinds[:h.hop_no - l.from_hop + 1], 'bridged_with_gap')
        then l.hops[h.hop_no - l.from_hop + 1] end as records_name
from hops as h
left join led as l on l.traceback_id = h.traceback_id
order by h.traceback_id, h.hop_no
