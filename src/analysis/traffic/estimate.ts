import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { evidenceThresholds } from "./thresholds.ts";

/** Calls of a campaign that ended at a provider which exports its records, and the size of that provider. */
export interface Terminator {
  /** Calls of the campaign that ended there. */
  calls: number;
  /** Its size in the states that the campaign calls: here called exchanges, a proxy for lines. */
  lines: number;
}

export interface CallEstimate {
  low: number;
  /** Null where fewer than three such providers export: at least `low`. */
  high: number | null;
}

/** Shares by which a campaign's calls seen may be too many and too few: calls of others in it, and calls left out of it. */
const { value: tooMany } = evidenceThresholds.tooMany;
const { value: tooFew } = evidenceThresholds.tooFew;

/**
 * 90 % interval of all calls of a campaign, seen or not: the ratio estimator over terminating providers that export (the
 * sample), N = Σy + r·L for the lines L of the others, with the variance of a ratio under a model with variance in
 * proportion to lines (Royall 1970), and Student's t. Its floor is the calls seen. Both ends are widened by how wrong it
 * may be which calls are the campaign's. It assumes that the campaign calls people whatever carrier they have.
 */
export function estimateCalls(
  seen: number,
  terminators: readonly Terminator[],
  otherLines: number,
): CallEstimate {
  const sample = terminators.filter((t) => t.lines > 0);
  const m = sample.length;
  const floor = Math.floor(seen * (1 - tooMany));
  if (m < 3) return { low: floor, high: otherLines > 0 ? null : Math.ceil(seen * (1 + tooFew)) };
  const lines = sample.reduce((sum, t) => sum + t.lines, 0);
  const calls = sample.reduce((sum, t) => sum + t.calls, 0);
  const rate = calls / lines;
  const variance =
    sample.reduce((sum, t) => sum + (t.calls - rate * t.lines) ** 2 / t.lines, 0) / (m - 1);
  const total = calls + rate * otherLines;
  const error =
    tQuantile(0.95, m - 1) * Math.sqrt(variance * (otherLines + otherLines ** 2 / lines));
  return {
    low: Math.max(floor, Math.floor((total - error) * (1 - tooMany))),
    high: Math.ceil(Math.max(seen, total + error) * (1 + tooFew)),
  };
}
