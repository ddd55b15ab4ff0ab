import type { Session } from "../session.ts";

// Typed reads of campaigns, for src/facts.

export interface CampaignRow {
  campaign_id: string;
  label: string;
  category: string;
  status: string;
  first_seen: string | null;
  last_seen: string | null;
  recordings: number;
  recording_groups: number;
  complaints: number;
  support: string;
  cohesion: number;
  call_to_action: string | null;
  brands: string[];
  mentions: string[];
  languages: string[];
  /** Words that its versions share; null where too few recordings speak it. */
  script: string | null;
  /** Sources and lines that its recordings were heard on. */
  places: number;
  quote: string;
  /** Whether any of its recordings is of a simulated load. */
  is_simulated: boolean;
  nearest_campaign_id: string | null;
  nearest_similarity: number | null;
}

export function readCampaigns(session: Session): Promise<CampaignRow[]> {
  return session.rows<CampaignRow>(
    `with simulated as (
        select distinct m.campaign_id
        from campaign_reports as m
        join recordings as r on m.source_table = 'recordings' and r.recording_id = m.source_row_id
        join loads as l on l.load_id = r.load_id and l.is_simulated
        union
        select campaign_id from campaigns
        where calls is not null and exists (from state_call_records as s where s.is_simulated)
    )
    select campaign_id, label, category, status, first_seen::varchar as first_seen, last_seen::varchar as last_seen,
        recordings, recording_groups, complaints, support, cohesion, call_to_action, brands, mentions, languages, script, places,
        quote, campaign_id in (select campaign_id from simulated) as is_simulated, nearest_campaign_id, nearest_similarity
    from campaigns order by recordings desc, campaign_id`,
  );
}

export interface GroupRow {
  campaign_id: string;
  recording_group: string;
  recordings: number;
  quote: string;
  example: string;
  sources: string[];
}

/** One row per recording group; its longest transcript is the quote. */
export function readRecordingGroups(session: Session): Promise<GroupRow[]> {
  return session.rows<GroupRow>(
    `select r.campaign_id, r.recording_group, count(*) as recordings,
        min_by(s.transcript, (-length(s.transcript), s.recording_id)) as quote,
        min_by(s.recording_id, (-length(s.transcript), s.recording_id)) as example,
        list(distinct s.source_id order by s.source_id) as sources
    from campaign_reports as r
    join recordings as s on r.source_table = 'recordings' and s.recording_id = r.source_row_id
    group by r.campaign_id, r.recording_group
    order by r.campaign_id, recordings desc, r.recording_group`,
  );
}

export interface CallbackRow {
  campaign_id: string;
  callback_number: string;
  recordings: number;
}

export function readCallbacks(session: Session): Promise<CallbackRow[]> {
  return session.rows<CallbackRow>(
    `select r.campaign_id, c.callback_number, count(*) as recordings
    from recording_callbacks as c
    join campaign_reports as r on r.source_table = 'recordings' and r.source_row_id = c.recording_id
    group by all order by r.campaign_id, recordings desc, c.callback_number`,
  );
}

/** Complaints of a month that a campaign's numbers link to it, by state ('' where none is named). */
export interface CampaignCellRow {
  campaign_id: string;
  area: string;
  complaints: number;
  sessions: number;
  largest: number;
}

export function readCampaignCells(session: Session, month: string): Promise<CampaignCellRow[]> {
  return session.rows<CampaignCellRow>(
    `with sessions as (
        select m.campaign_id, coalesce(c.state, '') as area, c.filing_session, count(*) as complaints
        from campaign_reports as m
        join complaints as c on m.source_table = 'complaints' and c.complaint_id = m.source_row_id
        where c.month = $month
        group by all
    ),
    both_levels as (
        select * from sessions
        union all
        select campaign_id, 'US', filing_session, sum(complaints)::bigint from sessions group by all
    )
    select campaign_id, area, sum(complaints)::bigint as complaints, count(*) as sessions, max(complaints)::bigint as largest
    from both_levels group by all order by campaign_id, area`,
    { month },
  );
}
