import { readFileSync } from "node:fs";
import type { Session } from "../session.ts";

// Typed reads for src/facts: one function per question, one row type per grain.

export interface PartRow {
  area: string;
  split: "type" | "agency" | "topic" | "area_code" | "number_kind";
  part: string | null;
  complaints: number;
}

export function readMonthParts(session: Session, month: string): Promise<PartRow[]> {
  const sql = readFileSync(new URL("./queries/month_parts.sql", import.meta.url), "utf8");
  return session.rows<PartRow>(sql, { month });
}

export interface StateMonthRow {
  state: string;
  name: string;
  month: string;
  population: number;
  population_vintage: number;
  days_covered: number;
  days_in_month: number;
  /** 0 where no complaint of the month is loaded: see has_complaints. */
  complaints: number;
  /** False in a month with call records alone. */
  has_complaints: boolean;
  per_100k: number | null;
  per_100k_low: number | null;
  per_100k_high: number | null;
}

export function readStateMonths(session: Session): Promise<StateMonthRow[]> {
  return session.rows<StateMonthRow>(
    `select s.state, j.name, s.month, s.population, s.population_vintage, s.days_covered, s.days_in_month,
        coalesce(s.complaints, 0) as complaints, s.complaints is not null as has_complaints,
        s.per_100k, s.per_100k_low, s.per_100k_high
    from state_months as s join jurisdictions as j on j.state = s.state
    order by s.month, s.state`,
  );
}

export interface StateMonthCount {
  state: string;
  month: string;
  population: number;
  population_vintage: number;
  days_covered: number;
  days_in_month: number;
  complaints: number;
  complaints_ftc: number;
  complaints_fcc: number;
  robocalls: number;
  live_calls: number;
  type_unknown: number;
}

export function readStateMonthCounts(session: Session): Promise<StateMonthCount[]> {
  return session.rows<StateMonthCount>("select * from state_month_counts order by month, state");
}

/** Makes the temporary table new_state_rates. */
export async function stageStateRates(session: Session, rates: readonly object[]): Promise<void> {
  await session.fromJson(
    "new_state_rates",
    `state varchar, month varchar, per_100k double, per_100k_low double, per_100k_high double, rank integer,
    rank_low integer, rank_high integer`,
    rates,
  );
}

export interface MonthCoverageRow {
  month: string;
  /** Complaints about calls, with and without a jurisdiction. */
  complaints: number;
  agencies: string[];
  /** Days covered by the agency that covers fewest. */
  days_covered: number;
  days_in_month: number;
}

export function readMonthCoverage(session: Session): Promise<MonthCoverageRow[]> {
  return session.rows<MonthCoverageRow>(
    "select month, complaints, agencies, days_covered, days_in_month from month_coverage order by month",
  );
}

export interface HourRow {
  state: string;
  weekday: number;
  hour: number;
  complaints: number;
}

export function readHours(session: Session, month: string): Promise<HourRow[]> {
  return session.rows<HourRow>(
    "select state, weekday, hour, complaints from state_month_hours where month = $month order by all",
    { month },
  );
}

export interface DayRow {
  area: string;
  day: string;
  complaints: number;
}

export function readDays(session: Session, month: string): Promise<DayRow[]> {
  return session.rows<DayRow>(
    `with calls as (
        select state, reported_at::date::varchar as day from complaints where month = $month and call_type in ('robocall', 'live', 'unknown'))
    select coalesce(state, '') as area, day, count(*) as complaints from calls group by all
    union all select 'US', day, count(*) from calls group by all
    order by area, day`,
    { month },
  );
}

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
  confidence: number;
  cohesion: number;
  call_to_action: string | null;
  brands: string[];
  languages: string[];
  quote: string;
  nearest_campaign_id: string | null;
  nearest_similarity: number | null;
}

export function readCampaigns(session: Session): Promise<CampaignRow[]> {
  return session.rows<CampaignRow>(
    `select campaign_id, label, category, status, first_seen::varchar as first_seen, last_seen::varchar as last_seen,
        recordings, recording_groups, complaints, confidence, cohesion, call_to_action, brands, languages, quote,
        nearest_campaign_id, nearest_similarity
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

export interface CampaignStateRow {
  campaign_id: string;
  state: string;
  complaints: number;
}

export function readCampaignStates(session: Session): Promise<CampaignStateRow[]> {
  return session.rows<CampaignStateRow>(
    `select r.campaign_id, c.state, count(*) as complaints
    from campaign_reports as r
    join complaints as c on r.source_table = 'complaints' and c.complaint_id = r.source_row_id
    where c.state is not null
    group by all order by r.campaign_id, complaints desc, c.state`,
  );
}

export interface LoadRow {
  load_id: string;
  format: string;
  title: string;
  publisher: string;
  file_name: string;
  file_sha256: string;
  rows_read: number;
  rows_loaded: number;
  rows_duplicate: number;
  rows_rejected: number;
  first_at: string | null;
  last_at: string | null;
  file_date: string | null;
  reject_limit: number;
  notes: string[];
  is_simulated: boolean;
}

export function readLoads(session: Session): Promise<LoadRow[]> {
  return session.rows<LoadRow>(
    `select load_id, format, title, publisher, file_name, file_sha256, rows_read, rows_loaded, rows_duplicate, rows_rejected,
        first_at::varchar as first_at, last_at::varchar as last_at, file_date::varchar as file_date, reject_limit, notes,
        is_simulated
    from loads order by format, last_at, file_name, load_id`,
  );
}

export function readRejectReasons(
  session: Session,
): Promise<{ load_id: string; reason: string; rows: number }[]> {
  return session.rows(
    "select load_id, reason, count(*) as rows from rejects group by all order by load_id, rows desc, reason",
  );
}

export interface PublishedFigure {
  publisher: string;
  series: string;
  period: string;
  period_kind: string;
  value: number;
  unit: string;
  exactness: string | null;
  note: string | null;
}

export function readPublished(session: Session): Promise<PublishedFigure[]> {
  return session.rows(
    `select publisher, series, period, period_kind, value, unit, exactness, note
    from published_figures
    -- A figure that its compiler marks as unverified is kept in the table and shown nowhere.
    where note is null or note not like '%verify before publishing%'
    order by publisher, series, period`,
  );
}

export async function readRegistry(session: Session) {
  const row = await session.row<{
    filings: number;
    gateways: number;
    intermediates: number;
    without_update: number;
  }>(
    `select count(*) as filings, count(*) filter (where is_gateway) as gateways,
        count(*) filter (where is_intermediate) as intermediates,
        count(*) filter (where last_updated is null) as without_update
    from providers where filing_number is not null`,
  );
  return row && row.filings > 0 ? row : null;
}

export function readFailedChecks(
  session: Session,
): Promise<{ check: string; failing_rows: number }[]> {
  return session.rows(
    'select check_name as "check", failing_rows from check_results where failing_rows > 0 order by 1',
  );
}
