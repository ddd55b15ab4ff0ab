import type { Threshold } from "../campaigns/thresholds.ts";

const ours = "ours: see docs/campaigns.md, Number groups";

/** What makes a number, or numbers of one block, a lead. Keys are the names of the SQL parameters. */
export const numberGroupThresholds = {
  least_areas: { value: 3, meaning: "area codes that must name a number", source: ours },
  least_days: { value: 3, meaning: "days on which it must be named", source: ours },
  false_share: { value: 0.05, meaning: "expected share of false ones among the numbers found (Benjamini and Hochberg 1995)", source: ours },
  least_numbers: { value: 200, meaning: "numbers of a kind from which its baseline can be fitted", source: ours },
} satisfies Record<string, Threshold>; // prettier-ignore

/** How many numbers of a kind have so many units (distinct area code and day). */
export interface UnitCount {
  units: number;
  numbers: number;
}

/**
 * Zero-truncated negative binomial of the bulk, by its first three counts (Engen 1974 allows shapes down to -1):
 * p(k+1) / p(k) = q (k + r) / (k + 1). Null where these do not allow one. Numbers that nobody reports are not in the data,
 * and the far tail is what is looked for, so neither is used.
 */
export function fitBulk(counts: readonly UnitCount[]): { q: number; r: number } | null {
  const n = (units: number) => counts.find((c) => c.units === units)?.numbers ?? 0;
  if (n(1) === 0 || n(2) === 0 || n(3) === 0) return null;
  const first = (2 * n(2)) / n(1);
  const second = (3 * n(3)) / n(2);
  const q = second - first;
  if (q <= 0 || q >= 1) return null;
  const r = first / q - 1;
  return r > -1 ? { q, r } : null;
}

/**
 * The least units that are surprising for numbers of one kind: of those with as many or more, at most a share of
 * `false_share` is to be expected by chance. Null where none are, or the baseline cannot be fitted.
 */
export function leastSurprising(counts: readonly UnitCount[]): number | null {
  const all = counts.reduce((sum, c) => sum + c.numbers, 0);
  const bulk = fitBulk(counts);
  if (all < numberGroupThresholds.least_numbers.value || !bulk) return null;
  const most = Math.max(...counts.map((c) => c.units));
  const p = [0, 1];
  // Until what is left weighs nothing beside the first term.
  for (let k = 1; k < most + 10 || p[k]! > 1e-15; k++) p.push((p[k]! * bulk.q * (k + bulk.r)) / (k + 1));
  const total = p.reduce((sum, x) => sum + x, 0);
  let tail = total;
  for (let k = 1; k <= most; k++) {
    // Mid-p: half of the probability of k itself, since counts are discrete.
    const p_k = (tail - p[k]! / 2) / total;
    tail -= p[k]!;
    const found = counts.reduce((sum, c) => sum + (c.units >= k ? c.numbers : 0), 0);
    if (found === 0) return null;
    if (k >= 4 && (p_k * all) / found <= numberGroupThresholds.false_share.value) return k;
  }
  return null;
} // prettier-ignore
