-- grain: one row per pair of records that name each other and show one calling number, where both providers have as many
-- of them within seconds: the first is the first one's and the second the second one's, however close they are.
insert into accepted_links
with rest as (
    select m.down, m.up
    from mutually_named_pairs as m
    anti join accepted_links as d on d.down = m.down
    anti join accepted_links as u on u.up = m.up
    where m.is_same_caller
),
sides as (
    select leg, called_key, calling_number, t, provider as sender, egress as receiver, true as is_sender
    from legs where leg in (select up from rest)
    union all
    select leg, called_key, calling_number, t, ingress, provider, false from legs where leg in (select down from rest)
),
starts as (
    select *,
        coalesce(t - lag(t) over (partition by called_key, sender, receiver, calling_number order by t, leg) > 2 * $max_lead_s, true)
            as is_start
    from sides
),
sessions as (
    select *,
        sum(is_start::integer) over (partition by called_key, sender, receiver, calling_number order by t, leg rows unbounded preceding)
            as session
    from starts
),
placed as (
    select *,
        row_number() over (partition by called_key, sender, receiver, calling_number, session, is_sender order by t, leg) as place,
        count(*) filter (where is_sender) over (partition by called_key, sender, receiver, calling_number, session) as sent,
        count(*) filter (where not is_sender) over (partition by called_key, sender, receiver, calling_number, session)
            as received
    from sessions
)
select d.leg, u.leg, 'mutual'
from placed as d
join placed as u on u.called_key = d.called_key and u.sender = d.sender and u.receiver = d.receiver
    and u.calling_number is not distinct from d.calling_number
    and u.session = d.session and u.place = d.place and u.is_sender
where not d.is_sender and d.sent = d.received and d.t - u.t between -$max_lead_s and $max_lag_s
