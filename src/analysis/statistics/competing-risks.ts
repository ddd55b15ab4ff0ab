/** A time that something was watched, and how that ended; null: it was not seen to end. */
export interface Watched<Outcome extends string> {
  time: number;
  outcome: Outcome | null;
}

/** The cumulative incidence of one outcome after each time at which any was seen. */
export interface Incidence {
  time: number;
  at_risk: number;
  share: number;
  /** Ends of the 90 % interval: limits of the complementary log–log. */
  low: number;
  high: number;
}

const z = 1.6448536269514722;

/**
 * The cumulative incidence of an outcome by Aalen and Johansen (1978), where others compete: a provider that refuses will not
 * answer later, and one that is not heard of when the file ends may yet. Variance by the delta method (Marubini and Valsecchi
 * 1995, 10.12). Limits by complementary log–log, which keeps them between 0 and 1.
 */
export function incidenceOf<Outcome extends string>(
  watched: readonly Watched<Outcome>[],
  outcome: Outcome,
): Incidence[] {
  const sorted = [...watched].sort((a, b) => a.time - b.time);
  const curve: Incidence[] = [];
  let [survival, share, at_risk] = [1, 0, sorted.length];
  // Sums of the three terms of the variance, taken apart by the powers of the share at each step: one pass is enough.
  const all = { one: 0, share: 0, square: 0 };
  const both = { one: 0, share: 0 };
  let own = 0;
  for (let i = 0; i < sorted.length;) {
    const { time } = sorted[i]!;
    let [ended, ours, here] = [0, 0, 0];
    for (; i + here < sorted.length && sorted[i + here]!.time === time; here++) {
      const { outcome: of } = sorted[i + here]!;
      if (of !== null) ended++;
      if (of === outcome) ours++;
    }
    if (ended > 0) {
      // Rounding must not make more than all.
      share = Math.min(1, share + (survival * ours) / at_risk);
      if (at_risk > ended) {
        const weight = ended / (at_risk * (at_risk - ended));
        all.one += weight;
        all.share += weight * share;
        all.square += weight * share ** 2;
      }
      own += (survival ** 2 * ours * (at_risk - ours)) / at_risk ** 3;
      const joint = (survival * ours) / at_risk ** 2;
      both.one += joint;
      both.share += joint * share;
      const variance =
        share ** 2 * all.one -
        2 * share * all.share +
        all.square +
        own -
        2 * (share * both.one - both.share);
      curve.push({ time, at_risk, share, ...limits(share, variance) });
      survival *= 1 - ended / at_risk;
    }
    at_risk -= here;
    i += here;
  }
  return curve;
}

function limits(share: number, variance: number): { low: number; high: number } {
  if (share <= 0 || share >= 1 || variance <= 0) return { low: share, high: share };
  const log = Math.log(share);
  const error = (z * Math.sqrt(variance)) / (share * Math.abs(log));
  return { low: share ** Math.exp(error), high: share ** Math.exp(-error) };
}

const mostGroups = 100;

/**
 * Limits of a share over units that several of the watched belong to (a provider's requests are alike): by leaving each unit out
 * in turn, and of more than 100 units each of 100 groups (delete-a-group jackknife, Kott 2001). Null with one unit.
 */
export function limitsByUnit<W extends Watched<string>>(
  watched: readonly W[],
  unitOf: (one: W) => string,
  shareOf: (of: readonly W[]) => number,
): { low: number; high: number } | null {
  const units = [...new Set(watched.map(unitOf))].sort();
  if (units.length < 2) return null;
  const groupOf = new Map(units.map((unit, i) => [unit, i % mostGroups]));
  const groups = Math.min(units.length, mostGroups);
  const sorted = [...watched].sort((a, b) => a.time - b.time);
  const without = Array.from({ length: groups }, (_, left) =>
    shareOf(sorted.filter((w) => groupOf.get(unitOf(w)) !== left)),
  );
  const mean = without.reduce((sum, share) => sum + share, 0) / groups;
  const variance =
    ((groups - 1) / groups) * without.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  return limits(shareOf(watched), variance);
}

/** The incidence by a time; nothing has happened before the first. */
export const incidenceAt = (curve: readonly Incidence[], time: number) =>
  curve.filter((step) => step.time <= time).at(-1) ?? { share: 0, low: 0, high: 0 };

/**
 * The time by which half have the outcome, with the times at which its limits cross a half (Brookmeyer and Crowley 1982);
 * null where they do not.
 */
export function medianOf(curve: readonly Incidence[]) {
  const first = (of: (step: Incidence) => number) =>
    curve.find((step) => of(step) >= 0.5 - 1e-12)?.time ?? null;
  return {
    median: first((s) => s.share),
    low: first((s) => s.high),
    high: first((s) => s.low),
  };
}
