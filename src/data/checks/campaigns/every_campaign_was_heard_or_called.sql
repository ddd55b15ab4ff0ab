select c.campaign_id, c.recordings, count(r.campaign_id) as reports
from campaigns as c
left join campaign_reports as r on r.campaign_id = c.campaign_id and r.source_table = 'recordings'
group by c.campaign_id, c.recordings, c.calls having c.recordings <> count(r.campaign_id) or (c.recordings = 0 and c.calls is null)
