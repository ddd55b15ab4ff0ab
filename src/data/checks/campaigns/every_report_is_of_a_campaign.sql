select r.campaign_id, r.source_table, r.source_row_id from campaign_reports as r
anti join campaigns as c on c.campaign_id = r.campaign_id
