import { readFileSync } from "node:fs";
import type { Session } from "../session.ts";

const query = (name: string) =>
  readFileSync(new URL(`./queries/${name}.sql`, import.meta.url), "utf8");

export interface TranscriptRow {
  recording_id: string;
  language: string | null;
  transcript: string;
  audio_fingerprint: string | null;
  callback_number: string | null;
}

/** Recordings that have words, one row each, in the order of their ids. */
export function readTranscripts(session: Session): Promise<TranscriptRow[]> {
  return session.rows<TranscriptRow>(
    `select recording_id, language, transcript, audio_fingerprint, callback_number
    from recordings where nullif(trim(transcript), '') is not null order by recording_id`,
  );
}

/** The campaign of each recording after the last run. */
export async function readEarlierMemberships(session: Session): Promise<Map<string, string>> {
  const rows = await session.rows<{ recording_id: string; campaign_id: string }>(
    "select source_row_id as recording_id, campaign_id from campaign_reports where source_table = 'recordings'",
  );
  return new Map(rows.map((row) => [row.recording_id, row.campaign_id]));
}

/** Passes candidate numbers through the one normaliser; keeps those in an area code that is assigned. */
export async function checkNumbers(
  session: Session,
  candidates: readonly string[],
): Promise<Map<string, string>> {
  await session.run("create or replace temp table number_candidates (candidate varchar)");
  await session.append(
    "number_candidates",
    [...new Set(candidates)].map((candidate) => [candidate]),
  );
  const rows = await session.rows<{ candidate: string; number: string }>(
    `with checked as (select candidate, usable_number(normalise_number(candidate)) as number from number_candidates)
    select c.candidate, c.number from checked as c
    join stg_area_codes as a on a.npa = substr(c.number, 3, 3) and a.is_assigned
    where c.number like '+1%' order by c.candidate`,
  );
  await session.run("drop table number_candidates");
  return new Map(rows.map((row) => [row.candidate, row.number]));
}

export async function linkComplaints(
  session: Session,
  callbackConfidence: number,
  callerConfidence: number,
): Promise<void> {
  await session.run(query("link_complaints"), {
    callback_confidence: callbackConfidence,
    caller_confidence: callerConfidence,
  });
}

export interface CampaignEvidence {
  campaign_id: string;
  first_seen: string | null;
  last_seen: string | null;
  complaints: number;
  callers: number;
  states: string[];
}

export function readCampaignEvidence(session: Session): Promise<CampaignEvidence[]> {
  return session.rows<CampaignEvidence>(query("campaign_evidence"));
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

/** The day after which nothing is known: the last day on which anything was reported, as YYYY-MM-DD. */
export async function dataThrough(session: Session): Promise<string | null> {
  const row = await session.row<{ day: string | null }>(
    `select max(seen_at)::date::varchar as day from (
        select max(reported_at) as seen_at from raw.complaints
        union all select max(received_at) from raw.recordings)`,
  );
  return row?.day ?? null;
}

/** Every day on which anything was reported, as YYYY-MM-DD. */
export async function coveredDays(session: Session): Promise<Set<string>> {
  const rows = await session.rows<{ day: string }>(
    `select distinct reported_at::date::varchar as day from raw.complaints
    union select distinct received_at::date::varchar from raw.recordings where received_at is not null`,
  );
  return new Set(rows.map((row) => row.day));
}
