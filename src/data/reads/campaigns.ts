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
  source_id: string;
  /** The line that was called, as far as it is told; null where it is not known. */
  line: string | null;
}

/** Recordings that have words, one row each, in the order of their ids: of each, the first `most` characters. */
export function readTranscripts(session: Session, most: number): Promise<TranscriptRow[]> {
  return session.rows<TranscriptRow>(
    // The FTC's set holds calls to a honeypot of some thousand lines and does not name them: each call is to its own.
    `select r.recording_id, r.language, left(r.transcript, $most) as transcript, r.audio_fingerprint, r.callback_number, r.source_id,
        case when l.format = 'pone-recordings' then r.recording_id else r.called_npa_nxx end as line
    from recordings as r join loads as l on l.load_id = r.load_id
    where nullif(trim(r.transcript), '') is not null order by r.recording_id`,
    { most },
  );
}

/** Passes candidate numbers through the one normaliser; keeps those in an area code that is assigned. */
export async function checkNumbers(
  session: Session,
  candidates: readonly string[],
): Promise<Map<string, string>> {
  if (candidates.length === 0) return new Map();
  await session.run("create or replace temp table number_candidates (candidate varchar)");
  await session.append(
    "number_candidates",
    [...new Set(candidates)].map((candidate) => [candidate]),
  );
  const rows = await session.rows<{ candidate: string; number: string }>(
    `with read as (select candidate, normalise_number(candidate) as normalised from number_candidates),
    checked as (select candidate, usable_number(normalised) as number from read)
    select c.candidate, c.number from checked as c
    join stg_area_codes as a on a.npa = substr(c.number, 3, 3) and a.is_assigned
    where c.number like '+1%' order by c.candidate`,
  );
  await session.run("drop table number_candidates");
  return new Map(rows.map((row) => [row.candidate, row.number]));
}

/** Which of these numbers (E.164) any complaint names, as the caller's or as a call-back. */
export async function numbersInComplaints(
  session: Session,
  numbers: readonly string[],
): Promise<Set<string>> {
  await session.fromJson(
    "asked_numbers",
    "number varchar",
    numbers.map((number) => ({ number })),
  );
  const rows = await session.rows<{ number: string }>(
    `select number from asked_numbers
    where number in (select calling_number from complaints union select callback_number from complaints)`,
  );
  await session.run("drop table asked_numbers");
  return new Set(rows.map((row) => row.number));
}

/** Stages what was found in recordings: makes the temporary tables campaign_reports and recording_callbacks. */
export async function stageMemberships(
  session: Session,
  memberships: readonly {
    recording_id: string;
    campaign_id: string;
    recording_group: string;
    confidence: number;
  }[],
  callbacks: readonly { recording_id: string; callback_number: string }[],
): Promise<void> {
  for (const table of ["campaign_reports", "recording_callbacks"])
    await session.dropRelation(table);
  await session.fromJson(
    "campaign_reports",
    "source_table varchar, source_row_id varchar, campaign_id varchar, recording_group varchar, link varchar, confidence double",
    memberships.map((m) => ({
      source_table: "recordings",
      source_row_id: m.recording_id,
      campaign_id: m.campaign_id,
      recording_group: m.recording_group,
      link: "transcript",
      confidence: m.confidence,
    })),
  );
  await session.fromJson(
    "recording_callbacks",
    "recording_id varchar, callback_number varchar",
    callbacks,
  );
}

/** Adds to the staged campaign_reports the complaints that name a number of a campaign. */
export async function linkComplaints(
  session: Session,
  confidence: { callback_confidence: number; caller_confidence: number },
): Promise<void> {
  await session.run(query("link_complaints"), confidence);
}

/** Makes the table new_campaigns of what was found; columns as in the published table campaigns. */
export async function stageCampaigns(
  session: Session,
  campaigns: readonly object[],
): Promise<void> {
  const columns = await session.rows<{ name: string; type: string }>(
    "select column_name as name, column_type as type from (describe published.campaigns)",
  );
  await session.fromJson(
    "new_campaigns",
    columns.map(({ name, type }) => `${name} ${type}`).join(", "),
    campaigns,
  );
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

/** The day after which nothing is known: the last day on which anything was reported, as YYYY-MM-DD. */
export async function dataThrough(session: Session): Promise<string | null> {
  const row = await session.row<{ day: string | null }>(
    `select max(seen_at)::date::varchar as day from (
        select max(reported_at) as seen_at from complaints
        union all select max(received_at) from recordings)`,
  );
  return row?.day ?? null;
}

/** Every day on which anything was reported, as YYYY-MM-DD. */
export async function coveredDays(session: Session): Promise<Set<string>> {
  const rows = await session.rows<{ day: string }>(
    `select distinct reported_at::date::varchar as day from complaints
    union select distinct received_at::date::varchar from recordings where received_at is not null`,
  );
  return new Set(rows.map((row) => row.day));
}
