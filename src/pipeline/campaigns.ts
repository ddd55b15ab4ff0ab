import {
  campaignThresholds,
  detectCampaigns,
  readTranscript,
} from "../analysis/campaigns/index.ts";
import { acceptedCallbacks } from "../analysis/campaigns/callbacks.ts";
import { campaignStatus } from "../analysis/campaigns/status.ts";
import {
  checkNumbers,
  coveredDays,
  dataThrough,
  linkComplaints,
  numbersInComplaints,
  readCampaignEvidence,
  readTranscripts,
  stageCampaigns,
  stageMemberships,
} from "../data/reads/campaigns.ts";
import { campaignMemberships, identifyCampaigns } from "../records/campaign-identities.ts";
import type { StepContext } from "./step.ts";

/** Finds campaigns in what recordings say, links complaints to them, and records which campaign each recording is of. */
export async function writeCampaigns({ session, write, records, at }: StepContext): Promise<void> {
  const rows = await readTranscripts(session, campaignThresholds.transcriptLength.value);
  const spoken = rows.map((row) => readTranscript(row.transcript));
  const checked = await checkNumbers(
    session,
    spoken.flatMap((s) => s.numberCandidates),
  );
  const numbered = rows.map((row, i) => {
    const numbers = spoken[i]!.numberCandidates.map((c) => checked.get(c));
    const callbacks = [...numbers, row.callback_number].filter(
      (n) => n !== undefined && n !== null,
    );
    const place = `${row.source_id}\n${row.line ?? ""}`;
    return { ...row, place, spoken: spoken[i]!, callbacks: [...new Set(callbacks)].sort() };
  });
  const named = await numbersInComplaints(session, [
    ...new Set(numbered.flatMap((r) => r.callbacks)),
  ]);
  const accepted = acceptedCallbacks(numbered, named);
  const recordings = numbered.map((r) => ({
    ...r,
    callbacks: r.callbacks.filter((number) => accepted.has(number)),
  }));
  const { campaigns, memberships } = detectCampaigns(
    recordings,
    campaignMemberships(records.events()),
  );
  // An id that a brief may cite is on record before anything shows it.
  identifyCampaigns(records, at, memberships);
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
  await stageCampaigns(
    session,
    campaigns.map((c) => {
      const e = evidence.get(c.campaign_id);
      const [first_seen, last_seen] = [e?.first_seen ?? null, e?.last_seen ?? null];
      return {
        ...c,
        status: campaignStatus(first_seen, last_seen, through, covered),
        first_seen,
        last_seen,
        callers: e?.callers ?? 0,
        states: e?.states ?? [],
        complaints: e?.complaints ?? 0,
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
  await write("campaign_calls", "all", "select * from published.campaign_calls");
}
