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
  const times = [...new Set(watched.filter((w) => w.outcome !== null).map((w) => w.time))].sort(
    (a, b) => a - b,
  );
  let survival = 1;
  let share = 0;
  const steps = times.map((time) => {
    const at_risk = watched.filter((w) => w.time >= time).length;
    const ended = watched.filter((w) => w.time === time && w.outcome !== null);
    const own = ended.filter((w) => w.outcome === outcome).length;
    const before = survival;
    share += (before * own) / at_risk;
    survival *= 1 - ended.length / at_risk;
    return { time, at_risk, ended: ended.length, own, before, share };
  });
  return steps.map((step, i) => {
    const variance = steps.slice(0, i + 1).reduce((sum, s) => {
      const gap = step.share - s.share;
      const all =
        s.at_risk > s.ended ? (gap ** 2 * s.ended) / (s.at_risk * (s.at_risk - s.ended)) : 0;
      const own = (s.before ** 2 * s.own * (s.at_risk - s.own)) / s.at_risk ** 3;
      return sum + all + own - (2 * gap * s.before * s.own) / s.at_risk ** 2;
    }, 0);
    return { time: step.time, at_risk: step.at_risk, share: step.share, ...limits(step.share, variance) };
  });
} // prettier-ignore

function limits(share: number, variance: number): { low: number; high: number } {
  if (share <= 0 || share >= 1 || variance <= 0) return { low: share, high: share };
  const log = Math.log(share);
  const error = (z * Math.sqrt(variance)) / (share * Math.abs(log));
  return { low: share ** Math.exp(error), high: share ** Math.exp(-error) };
}

/**
 * Limits of a share over units that several of the watched belong to (a provider's requests are alike): by leaving each unit out
 * in turn. Null with one unit.
 */
export function limitsByUnit<W extends Watched<string>>(
  watched: readonly W[],
  unitOf: (one: W) => string,
  shareOf: (of: readonly W[]) => number,
): { low: number; high: number } | null {
  const units = [...new Set(watched.map(unitOf))];
  if (units.length < 2) return null;
  const without = units.map((unit) => shareOf(watched.filter((w) => unitOf(w) !== unit)));
  const mean = without.reduce((sum, share) => sum + share, 0) / units.length;
  const variance =
    ((units.length - 1) / units.length) *
    without.reduce((sum, share) => sum + (share - mean) ** 2, 0);
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
