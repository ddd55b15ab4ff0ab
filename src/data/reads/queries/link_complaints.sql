-- Complaints that name a number of a campaign. A call-back that the consumer was given is strong evidence; a
-- displayed caller number is weak, since it is often spoofed. A number that serves several campaigns is shared out.
insert into campaign_reports
with campaign_callbacks as (
    select distinct r.campaign_id, c.callback_number as number
    from recording_callbacks as c
    join campaign_reports as r on r.source_table = 'recordings' and r.source_row_id = c.recording_id
),
campaign_callers as (
    select distinct r.campaign_id, s.calling_number as number
    from recordings as s
    join campaign_reports as r on r.source_table = 'recordings' and r.source_row_id = s.recording_id
    where s.calling_number is not null
),
matches as (
    select c.complaint_id, n.campaign_id, 'callback_number' as link, $callback_confidence as weight
    from complaints as c join campaign_callbacks as n on n.number = c.callback_number
    union all
    select c.complaint_id, n.campaign_id, 'caller_is_callback', $callback_confidence
    from complaints as c join campaign_callbacks as n on n.number = c.calling_number
    union all
    select c.complaint_id, n.campaign_id, 'caller_number', $caller_confidence
    from complaints as c join campaign_callers as n on n.number = c.calling_number
),
best as (
    select complaint_id, campaign_id, max(weight) as weight, min_by(link, (-weight, link)) as link
    from matches group by complaint_id, campaign_id
)
select
    'complaints' as source_table,
    complaint_id as source_row_id,
    campaign_id,
    null as recording_group,
    link,
    round(weight / count(*) over (partition by complaint_id), 3) as confidence
from best
order by complaint_id, campaign_id
