-- Answered calls without a duration, in files where other rows say when a call ended (record_role 'end'): each lasted from
-- its answer, or its start, to the first such row of its linked_id that follows within a day.
create or replace temp table call_ends as
with ends as (
    select provider_id, details.linked_id as linked_id, started_at as ended_at
    from parsed
    where odd[1] is null and details.record_role = 'end'
),
open_calls as (
    select rowid as batch_row, provider_id, details.linked_id as linked_id, coalesce(details.answered_at, started_at) as spoken_from
    from parsed
    where odd[1] is null and details.record_role is null and disposition = 'answered' and duration_ms is null
)
select c.batch_row, e.ended_at, round(1000 * (epoch(e.ended_at) - epoch(c.spoken_from)))::integer as duration_ms
from open_calls as c
asof join ends as e
    on e.provider_id = c.provider_id and e.linked_id = c.linked_id and e.ended_at >= c.spoken_from
where e.ended_at - c.spoken_from <= interval 1 day;
update parsed
set duration_ms = e.duration_ms, details = struct_update(details, ended_at := e.ended_at, duration_kind := 'measured')
from call_ends as e
where e.batch_row = parsed.rowid;
drop table call_ends;
