import {
  campaignThresholds,
  nameCampaigns,
  readScripts,
  scriptsByRecording,
} from "../analysis/campaigns/index.ts";
import { campaignStatus } from "../analysis/campaigns/status.ts";
import {
  coveredDays,
  dataThrough,
  linkComplaints,
  readCampaignEvidence,
  stageCampaigns,
  stageMemberships,
} from "../data/reads/campaigns.ts";
import { lifeThresholds } from "../analysis/traffic/thresholds.ts";
import { materialize, thresholdValues } from "../data/models.ts";
import {
  callDays,
  readStagedLives,
  stageCampaignDays,
  stagedCampaignCalls,
} from "../data/reads/cells.ts";
import type { Session } from "../data/session.ts";
import { campaignMemberships, identifyCampaigns } from "../records/campaign-identities.ts";
import { identityChanges, recordLives, type LifeEvent } from "../records/campaign-life.ts";
import { cellsOf, findInCalls, foundCalls, isoTime, stageCalls } from "./operations.ts";
import { readRecordings } from "./recordings.ts";
import type { StepContext } from "./step.ts";

/**
 * Finds campaigns in calls and in what recordings say, links complaints to them, and records which campaign each recording
 * and each cell of calls is of.
 */
export async function writeCampaigns({ session, write, records, at }: StepContext): Promise<void> {
  const recordings = await readRecordings(session);
  const scripts = readScripts(recordings);
  const found = await findInCalls(session, scriptsByRecording(scripts));
  const calls = foundCalls(found);
  const before = campaignMemberships(records.events());
  const { campaigns, memberships } = nameCampaigns(scripts, before, calls);
  const ofCalls = new Map(
    campaigns.flatMap((c): [number, string][] =>
      c.calls_of === null ? [] : [[c.calls_of, c.campaign_id]],
    ),
  );
  const identified = [
    ...memberships.map((m) => ({ member: m.recording_id, campaign_id: m.campaign_id })),
    ...calls.flatMap((c, i) =>
      c.members.map((member) => ({ member, campaign_id: ofCalls.get(i)! })),
    ),
  ];
  // An id that a brief may cite is on record before anything shows it.
  identifyCampaigns(records, at, before, identified);
  const estimates = await stageCalls(session, found, ofCalls);
  await stageMemberships(
    session,
    memberships,
    recordings.flatMap((r) =>
      r.callbacks.map((callback_number) => ({ recording_id: r.recording_id, callback_number })),
    ),
  );
  await linkComplaints(session, {
    callback_confidence: campaignThresholds.callbackLink.value,
    caller_confidence: campaignThresholds.callerLink.value,
  });
  const evidence = new Map(
    (await readCampaignEvidence(session)).map((row) => [row.campaign_id, row]),
  );
  const through = await dataThrough(session);
  const covered = await coveredDays(session);
  const days = await callDays(session);
  await stageCampaigns(
    session,
    campaigns.map((c) => {
      const e = evidence.get(c.campaign_id);
      const operation = c.calls_of === null ? null : found.claimed[c.calls_of]!;
      const shared = { ...c, complaints: e?.complaints ?? 0 };
      if (!operation) {
        const [first_seen, last_seen] = [e?.first_seen ?? null, e?.last_seen ?? null];
        const status = campaignStatus(first_seen, last_seen, through, covered);
        const [callers, states] = [e?.callers ?? 0, e?.states ?? []];
        return { ...shared, basis: "recordings", status, first_seen, last_seen, callers, states };
      }
      const cells = cellsOf(operation);
      const first_seen = isoTime(Math.min(...cells.map((cell) => cell.first_at)));
      const last_seen = isoTime(Math.max(...cells.map((cell) => cell.last_at)));
      const states = new Set(cells.flatMap((cell) => [...cell.states.keys()]));
      const { verdict } = operation;
      return {
        ...shared,
        basis: c.recordings > 0 ? "both" : "calls",
        status: campaignStatus(first_seen, last_seen, days.through, days.covered),
        first_seen,
        last_seen,
        calls: estimates.get(c.calls_of!)!.calls,
        calls_low: estimates.get(c.calls_of!)!.low,
        calls_high: estimates.get(c.calls_of!)!.high,
        // Counted by sketch, which may go beyond.
        callers: Math.min(operation.traffic.callers, operation.traffic.calls),
        states: [...states].filter((state) => state !== "").sort(),
        probability: verdict.probability,
        sources: verdict.sources.length,
        least_without: Math.min(verdict.probability, ...verdict.without.values()),
      };
    }),
  );
  await write("campaigns", "all", "select * from new_campaigns order by campaign_id");
  await write(
    "campaign_reports",
    "all",
    "select * from campaign_reports order by source_table, source_row_id, campaign_id",
  );
  await write("recording_callbacks", "all", "select * from recording_callbacks order by all");
  await write("campaign_calls", "all", stagedCampaignCalls);
  for (const [table, staged] of [
    ["campaign_cells", "new_cells"],
    ["campaign_links", "new_links"],
    ["campaign_evidence", "new_evidence"],
    ["campaign_states", "new_states"],
    ["bulk_callers", "new_callers"],
  ] as const)
    await write(table, "all", `select * from ${staged} order by all`);
  await stageCampaignDays(session);
  await write("campaign_days", "all", "select * from new_days order by campaign_id, day");
  await materialize(
    session,
    "new_events",
    "marts/campaign_events",
    thresholdValues(lifeThresholds),
  );
  await write("campaign_events", "all", "select * from new_events order by all");
  const now = new Map(identified.map((m) => [m.member, m.campaign_id]));
  recordLives(records, at, [...identityChanges(before, now), ...(await livesOf(session))]);
}

/** What the calls show of the lives of the staged campaigns, as it goes on record. */
async function livesOf(session: Session): Promise<LifeEvent[]> {
  return (await readStagedLives(session)).map((row) => ({
    ...row,
    event: row.event as LifeEvent["event"],
    other_campaign_id: null,
  }));
}
