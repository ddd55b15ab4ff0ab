import { createHash } from "node:crypto";
import { DuckDBListValue, DuckDBTimestampValue, type DuckDBValue } from "@duckdb/node-api";
import {
  campaignThresholds,
  detectCampaigns,
  readTranscript,
} from "../analysis/campaigns/index.ts";
import { campaignStatus } from "../analysis/campaigns/status.ts";
import { rankRates } from "../analysis/statistics/ranks.ts";
import {
  checkNumbers,
  coveredDays,
  dataThrough,
  linkComplaints,
  readCampaignEvidence,
  readEarlierMemberships,
  readStateMonthCounts,
  readTranscripts,
} from "../data/reads/campaigns.ts";
import { buildMarts, runChecks, type CheckResult } from "../data/models.ts";
import type { Session } from "../data/session.ts";
import { compareTracebacks } from "../data/reads/tracebacks.ts";
import { countCalls, traceCalls } from "../data/tracing/stitch.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { tracingMethod, tracingThresholds } from "../analysis/tracing/index.ts";
import { judgeResponses } from "./judge-responses.ts";
import { methodVersion } from "../version.ts";
import { CommandError } from "../errors.ts";

export interface AnalyzeReport {
  /** False where nothing changed since the last run. */
  ran: boolean;
  months: string[];
  recordings: number;
  campaigns: number;
  complaints_linked: number;
  call_records: number;
  calls: number;
  checks: CheckResult[];
}

/** Runs the models and the analysis in one transaction, where loads or the method changed since the last run. */
export async function analyze(
  { session, folder }: Pick<Workspace, "session" | "folder">,
  months: readonly string[] = [],
  onStep: (step: string) => void = () => {},
): Promise<AnalyzeReport> {
  const inputs = await inputsHash(session);
  const upToDate = await analysisIsCurrent(session);
  if (upToDate && months.length === 0) {
    return { ...(await reportOf(session)), ran: false };
  }
  await session.transaction(async () => {
    onStep("models");
    await buildMarts(session);
    onStep("states");
    await writeStateMonths(session, months, upToDate);
    if (!upToDate) {
      onStep("campaigns");
      await writeCampaigns(session);
      onStep("paths of calls");
      await traceCalls(session, folder, tracingMethod);
      await compareTracebacks(session, tracingThresholds.callWindowSeconds.value);
      await judgeResponses(session);
    }
    await countCalls(session, folder);
    onStep("checks");
    await session.run("delete from check_results");
    await session.append(
      "check_results",
      (await runChecks(session)).map((c) => [c.check, BigInt(c.failing_rows), c.sample]),
    );
    await session.run("delete from analysis_runs");
    await session.run("insert into analysis_runs values ($inputs, $methodVersion)", {
      inputs,
      methodVersion,
    });
  });
  return { ...(await reportOf(session)), ran: true };
}

/** True where the findings stand on the loads and the method of now. */
export async function analysisIsCurrent(session: Session): Promise<boolean> {
  const last = await session.row<{ inputs_sha256: string; method_version: string }>(
    "select inputs_sha256, method_version from analysis_runs",
  );
  return (
    last?.method_version === methodVersion && last.inputs_sha256 === (await inputsHash(session))
  );
}

async function inputsHash(session: Session): Promise<string> {
  const loads = await session.rows<{ load_id: string }>(
    "select load_id from loads order by load_id",
  );
  return createHash("sha256")
    .update(loads.map((l) => l.load_id).join("\n"))
    .digest("hex");
}

async function reportOf(session: Session): Promise<Omit<AnalyzeReport, "ran">> {
  const months = await session.rows<{ month: string }>(
    "select distinct month from state_months order by month",
  );
  const counts = await session.row<{
    recordings: number;
    campaigns: number;
    linked: number;
    call_records: number;
    calls: number;
  }>(
    `select
        (select count(*) from leg_paths) as call_records,
        (select count(distinct call_no) from leg_paths) as calls,
        (select count(*) from campaign_reports where source_table = 'recordings') as recordings,
        (select count(*) from campaigns) as campaigns,
        (select count(distinct source_row_id) from campaign_reports where source_table = 'complaints') as linked`,
  );
  const checks = await session.rows<CheckResult>(
    'select check_name as "check", failing_rows, sample from check_results order by check_name',
  );
  return {
    months: months.map((m) => m.month),
    recordings: counts?.recordings ?? 0,
    campaigns: counts?.campaigns ?? 0,
    complaints_linked: counts?.linked ?? 0,
    call_records: counts?.call_records ?? 0,
    calls: counts?.calls ?? 0,
    checks,
  };
}

/** Rates and ranks of the named months, or of all; with named months the others stay as they are. */
async function writeStateMonths(
  session: Session,
  named: readonly string[],
  keepOthers: boolean,
): Promise<void> {
  const counts = await readStateMonthCounts(session);
  const known = [...new Set(counts.map((row) => row.month))];
  for (const month of named) {
    if (!known.includes(month)) throw new CommandError(`no complaints loaded for month: ${month}`);
  }
  const months = keepOthers ? named : known;
  if (!keepOthers) await session.run("delete from state_months");
  for (const month of months) {
    if (keepOthers) await session.run("delete from state_months where month = $month", { month });
    const rows = counts.filter((row) => row.month === month);
    const ranked = rankRates(
      rows.map((row) => ({
        id: row.state,
        count: row.complaints,
        exposure: row.population / 100_000,
      })),
    );
    await session.append(
      "state_months",
      rows.map((row, i) => {
        const r = ranked[i]!;
        return [
          row.state, row.month, BigInt(row.population), row.population_vintage, row.days_covered, row.days_in_month,
          BigInt(row.complaints), BigInt(row.complaints_ftc), BigInt(row.complaints_fcc),
          BigInt(row.robocalls), BigInt(row.live_calls), BigInt(row.type_unknown),
          r.rate, r.rate_low, r.rate_high, r.rank, r.rank_low, r.rank_high, 0n, 0n, false,
        ]; // prettier-ignore
      }),
    );
  }
}

async function writeCampaigns(session: Session): Promise<void> {
  const rows = await readTranscripts(session);
  const spoken = rows.map((row) => readTranscript(row.transcript));
  const checked = await checkNumbers(
    session,
    spoken.flatMap((s) => s.numberCandidates),
  );
  const recordings = rows.map((row, i) => {
    const numbers = spoken[i]!.numberCandidates.map((c) => checked.get(c));
    const callbacks = [...numbers, row.callback_number].filter(
      (n) => n !== undefined && n !== null,
    );
    return { ...row, spoken: spoken[i]!, callbacks: [...new Set(callbacks)].sort() };
  });
  const { campaigns, memberships } = detectCampaigns(
    recordings,
    await readEarlierMemberships(session),
  );
  await session.run(
    "delete from campaign_reports; delete from recording_callbacks; delete from campaigns",
  );
  await session.append(
    "campaign_reports",
    memberships.map((m) => [
      "recordings", m.recording_id, m.campaign_id, m.recording_group, "transcript", m.confidence,
    ]), // prettier-ignore
  );
  await session.append(
    "recording_callbacks",
    recordings.flatMap((r) => r.callbacks.map((number) => [r.recording_id, number])),
  );
  await linkComplaints(
    session,
    campaignThresholds.callbackLink.value,
    campaignThresholds.callerLink.value,
  );
  const evidence = new Map(
    (await readCampaignEvidence(session)).map((row) => [row.campaign_id, row]),
  );
  const through = await dataThrough(session);
  const covered = await coveredDays(session);
  await session.append(
    "campaigns",
    campaigns.map((c) => {
      const e = evidence.get(c.campaign_id);
      const [first, last] = [e?.first_seen ?? null, e?.last_seen ?? null];
      return [
        c.campaign_id, c.label, c.category, campaignStatus(first, last, through, covered),
        timestamp(first), timestamp(last), null, null, null, BigInt(e?.callers ?? 0),
        list(c.callbacks), list(e?.states ?? []), c.confidence, BigInt(c.recordings), BigInt(c.recording_groups),
        BigInt(e?.complaints ?? 0), list(c.languages), list(c.brands), c.call_to_action, c.quote, c.cohesion,
        c.nearest_campaign_id, c.nearest_similarity,
      ]; // prettier-ignore
    }),
  );
}

const list = (values: readonly string[]): DuckDBValue => new DuckDBListValue([...values]);

const timestamp = (text: string | null): DuckDBValue =>
  text === null
    ? null
    : new DuckDBTimestampValue(BigInt(Date.parse(`${text.replace(" ", "T")}Z`)) * 1000n);
