import { acceptedCallbacks } from "../analysis/campaigns/callbacks.ts";
import { campaignThresholds, readTranscript, type Recording } from "../analysis/campaigns/index.ts";
import { checkNumbers, numbersInComplaints, readTranscripts } from "../data/reads/campaigns.ts";
import type { Session } from "../data/session.ts";

/** Every recording with words: what is said in it, and the numbers that may count as call-backs. */
export async function readRecordings(session: Session): Promise<Recording[]> {
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
  return numbered.map((r) => ({
    ...r,
    callbacks: r.callbacks.filter((number) => accepted.has(number)),
  }));
}
