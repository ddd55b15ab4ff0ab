-- grain: one row per pair of records that name each other, where both providers have as many records of the number
-- within some seconds: then the first is the first one's and the second the second one's, however close they are.
insert into links
with sides as (
    select called_key, provider as sender, egress as receiver, leg, t, true as is_sender from legs
    where egress is not null and egress_exports
    union all
    select called_key, ingress, provider, leg, t, false from legs
    where ingress is not null and ingress_exports
),
sessions as (
    select *, sum(is_start::integer) over (partition by called_key, sender, receiver order by t, leg rows unbounded preceding)
        as session
    from (
        select *, coalesce(t - lag(t) over (partition by called_key, sender, receiver order by t, leg) > 2 * $tolerance, true)
            as is_start
        from sides
    )
),
placed as (
    select *, row_number() over (partition by called_key, sender, receiver, session, is_sender order by t, leg) as place,
        count(*) filter (where is_sender) over (partition by called_key, sender, receiver, session) as sent,
        count(*) filter (where not is_sender) over (partition by called_key, sender, receiver, session) as received
    from sessions
)
select d.leg, u.leg, 1
from placed as d
join placed as u on u.called_key = d.called_key and u.sender = d.sender and u.receiver = d.receiver
    and u.session = d.session and u.place = d.place and u.is_sender
where not d.is_sender and d.sent = d.received and d.t - u.t between -$tolerance and $tolerance
