import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { federalHolidays } from "../federal-holidays.ts";

/** Complaints of a day in the nation, YYYY-MM-DD. */
export interface DayCount {
  day: string;
  complaints: number;
  /** What there is of a day that is cut; 1 for a whole one. */
  counted_share: number;
}

/** Expected share of false claims of change among those that are made, over all jurisdictions of a month. */
export const changeFalseDiscoveryRate = 0.05;

const kindOf = (day: string): number => {
  if (federalHolidays(Number(day.slice(0, 4))).has(day)) return 7;
  return new Date(`${day}T00:00:00Z`).getUTCDay();
};

/**
 * Exposure of two months, as days of average kind: a month with five Sundays brings fewer complaints than one with five
 * Mondays though nothing has changed. Days without complaints are missing and have no exposure; a cut day has its share.
 * Fits level(month) · effect(weekday or holiday) to the nation's days, by iterative scaling, which is the maximum of the
 * Poisson likelihood of that log-linear model.
 */
export function monthExposures(months: readonly (readonly DayCount[])[]): number[] {
  const days = months.flatMap((list, m) =>
    list.map(({ day, complaints, counted_share }) => ({
      m,
      kind: kindOf(day),
      complaints,
      share: counted_share,
    })),
  );
  const levels = months.map(() => 1);
  const effects = new Array<number>(8).fill(1);
  for (let round = 0; round < 200; round++) {
    for (const [m] of months.entries()) {
      const own = days.filter((d) => d.m === m);
      const expected = own.reduce((sum, d) => sum + d.share * effects[d.kind]!, 0);
      if (expected > 0) levels[m] = own.reduce((sum, d) => sum + d.complaints, 0) / expected;
    }
    for (let kind = 0; kind < 8; kind++) {
      const own = days.filter((d) => d.kind === kind);
      const expected = own.reduce((sum, d) => sum + d.share * levels[d.m]!, 0);
      if (expected > 0) effects[kind] = own.reduce((sum, d) => sum + d.complaints, 0) / expected;
    }
  }
  return months.map((_, m) =>
    days.filter((d) => d.m === m).reduce((sum, d) => sum + d.share * effects[d.kind]!, 0),
  );
}

export interface Compared {
  id: string;
  before: number;
  after: number;
  /** Variance over mean of the two counts. */
  dispersion: number;
}

export interface Change {
  id: string;
  /** Rate of the later month over that of the earlier, with a 95% interval. */
  ratio: number;
  low: number;
  high: number;
  p: number;
  /** Whether it is called a change, at the false discovery rate over all that are compared. */
  is_change: boolean;
}

/**
 * Compares two months, place by place: quasi-Poisson, z = log ratio / √(φ (1/K1 + 1/K0)), then Benjamini and Hochberg's
 * procedure over all places. Places with a zero are left out: they have no ratio.
 */
export function compareMonths(
  rows: readonly Compared[],
  exposures: { before: number; after: number },
): Change[] {
  const changes = rows
    .filter((row) => row.before > 0 && row.after > 0)
    .map((row) => {
      const log = Math.log(row.after / exposures.after) - Math.log(row.before / exposures.before);
      const error = Math.sqrt(row.dispersion * (1 / row.after + 1 / row.before));
      const p = 2 * (1 - normalCdf(Math.abs(log) / error, 0, 1));
      return {
        id: row.id,
        ratio: Math.exp(log),
        low: Math.exp(log - 1.959964 * error),
        high: Math.exp(log + 1.959964 * error),
        p,
        is_change: false,
      };
    });
  const sorted = [...changes].sort((a, b) => a.p - b.p);
  const last = sorted.findLastIndex(
    ({ p }, i) => p <= (changeFalseDiscoveryRate * (i + 1)) / sorted.length,
  );
  sorted.slice(0, last + 1).forEach((change) => (change.is_change = true));
  return changes;
}
