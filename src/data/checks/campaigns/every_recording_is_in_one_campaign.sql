select r.recording_id, count(c.campaign_id) as campaigns
from recordings as r
left join campaign_reports as c on c.source_table = 'recordings' and c.source_row_id = r.recording_id
where nullif(trim(r.transcript), '') is not null
group by r.recording_id
having count(c.campaign_id) <> 1
