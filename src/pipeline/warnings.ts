import { readTranscript } from "../analysis/campaigns/index.ts";
import { findWarnings, type WatchPoint, type WatchReport } from "../analysis/traffic/watch.ts";
import { readTrafficMonths } from "../data/reads/cells.ts";
import { readWatchPoints, readWatchReports, stageWarnings } from "../data/reads/warnings.ts";
import { expectedOf, isoTime, shownNumber } from "./operations.ts";
import type { StepContext } from "./step.ts";

/** Raises early warnings: the replay of every month hour by hour, with what was known by then. */
export async function writeWarnings({ session, write }: StepContext): Promise<void> {
  const points = (await readWatchPoints(session)) as WatchPoint[];
  const reports: WatchReport[] = await readWatchReports(session);
  const warnings = findWarnings(
    points,
    reports,
    ({ transcript }) =>
      transcript ? { script: null, category: readTranscript(transcript).pretext } : undefined,
    expectedOf(await readTrafficMonths(session)),
  );
  await stageWarnings(
    session,
    warnings.map(({ point, raised_at, verdict }) => ({
      warning_id: point.unit_id,
      month: point.month,
      raised_at: isoTime(raised_at),
      first_at: isoTime(point.first_at),
      origin_kind: point.origin_kind,
      provider_id: point.provider_id,
      customer_id: point.customer_id,
      calling_number: shownNumber(point),
      calls: point.calls,
      callers: point.callers,
      probability: Math.round(verdict.probability * 1000) / 1000,
      reasons: [...new Set(verdict.evidence.filter((e) => e.bits > 0).map((e) => e.code))].sort(),
      origin_id: point.origin_id,
      is_origin: point.is_origin,
    })),
  );
  await write(
    "early_warnings",
    "all",
    "select * from new_warnings order by raised_at, warning_id, month",
  );
}
