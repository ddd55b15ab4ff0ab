import { group } from "d3";
import { measuredCalls, noReports, type OriginKind } from "./cells.ts";
import { isSupported, judge, type Pattern, type Setting, type Verdict } from "./evidence.ts";
import type { Expected } from "./index.ts";
import { addReport, type CallReport, type Heard } from "./reports.ts";
import { cellThresholds, warningThresholds } from "./thresholds.ts";

/** A unit that is watched, as it stood at the end of an hour: an origin with one cause, or one of its displayed numbers. */
export interface WatchPoint extends Omit<Pattern, "reports"> {
  unit_id: string;
  month: string;
  is_origin: boolean;
  origin_id: string;
  origin_kind: OriginKind;
  provider_id: string | null;
  customer_id: string | null;
  caller: string | null;
  first_at: number;
  /** Start of the hour, in seconds since 1970. */
  hour: number;
  foreign_numbers: number;
  witnesses: number;
}

export interface WatchReport extends CallReport {
  unit_id: string;
  month: string;
  seen_at: number;
}

export interface Warning {
  point: WatchPoint;
  /** End of its hour, in seconds since 1970. */
  raised_at: number;
  verdict: Verdict;
}

const hourLength = 3600;

/**
 * The first hour at which each unit looks like bulk calling that matches patterns of calls labeled illegal, from what was
 * known by its end alone. A number is not warned of where its origin was before. `points` and `reports` in order of time
 * within a unit; `heardIn` reads a recording by itself, since other recordings of its script may be of later.
 */
export function findWarnings(
  points: readonly WatchPoint[],
  reports: readonly WatchReport[],
  heardIn: (report: WatchReport) => Heard | undefined,
  expected: Expected,
): Warning[] {
  const reportsOf = group(reports, (r) => `${r.month} ${r.unit_id}`);
  const first: Warning[] = [];
  for (const [unit, own] of group(points, (p) => `${p.month} ${p.unit_id}`)) {
    const known = noReports();
    const coming = reportsOf.get(unit) ?? [];
    let read = 0;
    for (const point of own) {
      const end = point.hour + hourLength;
      for (; read < coming.length && coming[read]!.seen_at < end; read++)
        addReport(known, coming[read]!, heardIn(coming[read]!));
      const pattern = { ...point, reports: known };
      if (!isBulk(pattern)) continue;
      const verdict = judge(pattern, settingOf(point, expected));
      if (!isSupported(verdict, warningThresholds.warn.value)) continue;
      first.push({ point, raised_at: end, verdict });
      break;
    }
  }
  const warnedOrigins = new Map(
    first.filter((w) => w.point.is_origin).map((w) => [`${w.point.month} ${w.point.origin_id}`, w.point.hour]),
  );
  return first.filter(
    ({ point }) =>
      point.is_origin || (warnedOrigins.get(`${point.month} ${point.origin_id}`) ?? Infinity) > point.hour,
  );
} // prettier-ignore

/** Neither conversations nor many calls to few people; as in models/cells/bulk_cells.sql. */
function isBulk(pattern: Pattern): boolean {
  const { calls, called, durations } = pattern;
  const measured = measuredCalls(pattern);
  return (
    called >= cellThresholds.many_to_one_share.value * calls &&
    !(
      measured >= cellThresholds.conversation_least.value &&
      durations.at(-1)! >= cellThresholds.conversation_share.value * measured
    )
  );
}

const settingOf = (p: WatchPoint, expected: Expected): Setting => ({
  ...expected,
  fromAbroad: p.origin_kind === "entry",
  isOneOrigin: p.is_origin,
  showsUsNumbers: 2 * p.foreign_numbers < p.calls,
  witnesses: p.witnesses,
});
