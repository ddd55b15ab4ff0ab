create table published.campaign_reports (
    source_table varchar,
    source_row_id varchar,
    campaign_id varchar,
    recording_group varchar,
    link varchar,
    confidence double
);
comment on table published.campaign_reports is 'One row per complaint or recording in a campaign.';
comment on column published.campaign_reports.source_table is '`recordings` or `complaints`';
comment on column published.campaign_reports.source_row_id is 'id there';
comment on column published.campaign_reports.campaign_id is 'campaign';
comment on column published.campaign_reports.recording_group is 'version of the script (recordings)';
comment on column published.campaign_reports.link is '`transcript`, `callback_number`, `caller_is_callback` or `caller_number`';
comment on column published.campaign_reports.confidence is '0 to 1; for a number that serves several campaigns, shared out';
