-- grain: one row per real call of the world of which some record is loaded: who is truly behind it, and what was found
create or replace temp table judged_calls as
with found as (
    select t.call_no, min(c.campaign_id) as campaign_id
    from truth_legs as t
    join campaign_calls as c on c.provider_id = t.provider_id and c.call_id = t.call_id
    group by t.call_no
),
records as (
    select t.call_no, min(l.leg_id) as leg_id, min(l.calling_number) as calling_number,
        min(coalesce(l.ingress_provider_id, '') || '/' || coalesce(l.ingress_trunk, l.customer_id, '')) as trunk
    from truth_legs as t join call_legs as l on l.provider_id = t.provider_id and l.call_id = t.call_id
    group by t.call_no
),
cells as (
    select t.call_no, min(m.month || ' ' || m.cell_id) as cell
    from truth_legs as t
    join call_legs as l on l.provider_id = t.provider_id and l.call_id = t.call_id
    join cell_calls as m on m.leg_id = l.leg_id
    group by t.call_no
),
texts as (
    -- The text heard most often of a displayed number, letter by letter.
    select calling_number, mode(regexp_replace(lower(transcript), '[^a-z]', '', 'g')) as text
    from recordings where transcript is not null and calling_number is not null group by calling_number
)
select t.call_no, t.kind, t.started_at::timestamp as started_at,
    -- Several scripts of one operation are one campaign; where a world names no operations, its campaigns are these.
    case when t.kind = 'illegal' then coalesce(t.sender_id, t.campaign_id) end as operation,
    case when t.kind <> 'illegal' then coalesce(t.sender_id, case when t.customer_id <> '' then t.first_provider_id || ' ' || t.customer_id end) end
        as lawful_sender,
    f.campaign_id, c.cell, r.calling_number, r.trunk, x.text
from truth_calls as t
join records as r on r.call_no = t.call_no
left join found as f on f.call_no = t.call_no
left join cells as c on c.call_no = t.call_no
left join texts as x on x.calling_number = '+' || r.calling_number::varchar
