import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { poissonInterval } from "./poisson.ts";

/** Confidence of a rate's or share's own interval. */
export const rateLevel = 0.95;

/** Sessions (or degrees of freedom) of the nation's dispersion that a jurisdiction's own is weighed against. */
export const priorSessions = 100;
export const priorWeekDegrees = 10;

export interface Dispersion {
  /** Variance of a count over its mean; 1 where complaints are independent. At least 1. */
  value: number;
  /** Degrees of freedom of the interval that uses it. */
  degrees: number;
}

/** A stored dispersion taken as known: so many degrees that its interval is the normal one. */
export const knownDispersion = (value: number): Dispersion => ({
  value: Math.max(1, value),
  degrees: 1000,
});

/** Complaints of one area, with the filing sessions behind them. `squares` is the sum of squared session sizes. */
export interface SessionCount {
  complaints: number;
  sessions: number;
  squares: number;
}

/**
 * Dispersion of complaints that come in filing sessions: of a compound Poisson count it is Σm² / Σm over sessions of
 * size m. An area's own is shrunk toward the nation's, since few sessions say little about how large the largest can be.
 */
export function sessionDispersion(own: SessionCount, nation: SessionCount): Dispersion {
  const ofNation = nation.complaints === 0 ? 1 : nation.squares / nation.complaints;
  const ofArea = own.complaints === 0 ? ofNation : own.squares / own.complaints;
  const weight = own.sessions / (own.sessions + priorSessions);
  return {
    value: Math.max(1, weight * ofArea + (1 - weight) * ofNation),
    degrees: Math.max(1, own.sessions - 1),
  };
}

/**
 * Dispersion by week: Pearson's chi-square of an area's whole weeks against the nation's, over its degrees of freedom,
 * shrunk toward the mean of all areas. `weeks[i]` holds the counts of area i, one for each week. Null where there are
 * under four weeks: too few to see how weeks differ.
 */
export function weeklyDispersion(weeks: readonly (readonly number[])[]): Dispersion[] | null {
  const length = weeks[0]?.length ?? 0;
  if (length < 4) return null;
  const national = Array.from({ length }, (_, w) => weeks.reduce((sum, area) => sum + area[w]!, 0));
  const total = national.reduce((a, b) => a + b, 0);
  if (total === 0) return null;
  const degrees = length - 1;
  const squares = weeks.map((area) => {
    const own = area.reduce((a, b) => a + b, 0);
    if (own === 0) return null;
    return area.reduce((sum, count, w) => {
      const expected = (own * national[w]!) / total;
      return expected === 0 ? sum : sum + (count - expected) ** 2 / expected;
    }, 0);
  });
  const known = squares.filter((value) => value !== null);
  const mean = known.reduce((a, b) => a + b, 0) / (known.length * degrees);
  return squares.map((value) => ({
    value: Math.max(
      1,
      ((value ?? mean * degrees) + priorWeekDegrees * mean) / (degrees + priorWeekDegrees),
    ),
    degrees: degrees + priorWeekDegrees,
  }));
}

export interface Bounds {
  low: number;
  high: number;
}

/**
 * Interval for the mean of a count whose variance is `dispersion` times its mean: count · exp(± t · √(dispersion / count)),
 * the quasi-Poisson interval on the log scale. Where the count is 0, the exact Poisson bound times the dispersion.
 * It is about the rate that the same conditions would bring again: the complaints received are all known.
 */
export function countInterval(count: number, { value, degrees }: Dispersion): Bounds {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`invalid count: ${count}`);
  if (count === 0) return { low: 0, high: poissonInterval(0, rateLevel).high * value };
  const t = tQuantile((1 + rateLevel) / 2, degrees);
  const factor = Math.exp(t * Math.sqrt(value / count));
  return { low: count / factor, high: count * factor };
}

/** Wilson's interval of a share, with the number of complaints that independent ones would be worth. */
export function shareInterval(part: number, whole: number, { value }: Dispersion): Bounds {
  if (whole === 0) return { low: 0, high: 1 };
  const z = tQuantile((1 + rateLevel) / 2, 1e6);
  const n = whole / value;
  const p = part / whole;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
