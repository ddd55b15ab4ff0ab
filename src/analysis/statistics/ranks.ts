import { seededNormal } from "./random.ts";
import { countInterval, type Dispersion } from "./rates.ts";

export interface RateInput {
  id: string;
  count: number;
  /** People, or another exposure above zero. */
  exposure: number;
  dispersion: Dispersion;
}

export interface RankedRate {
  id: string;
  rate: number;
  rate_low: number;
  rate_high: number;
  /** 1 is the highest rate; equal rates share a rank. */
  rank: number;
  rank_low: number;
  rank_high: number;
}

/** Confidence of all rank intervals of a month together. */
export const rankLevel = 0.9;
/** Complaints that the national rate would bring a place, under which it is not ranked: chance would place it. */
export const leastExpected = 30;
/** Draws of the largest difference, from which the critical value is read. */
const draws = 2000;

/**
 * Rates per unit of exposure with intervals, and ranks with a joint interval: with `rankLevel` confidence all true ranks
 * lie within theirs at once. Two places are told apart where their log rates differ by more than c standard errors, and c
 * is the `rankLevel` quantile of the largest such difference over all pairs (max-T) where no two differ, drawn from the
 * normal limit of the session bootstrap with a fixed seed. After Mogstad, Romano, Shaikh and Wilhelm 2024, "Inference for
 * ranks" (Review of Economic Studies 91). Every count must be above 0.
 */
export function rankRates(inputs: readonly RateInput[]): RankedRate[] {
  if (inputs.length === 0) return [];
  const rows = inputs.map(({ id, count, exposure, dispersion }) => {
    if (!(exposure > 0)) throw new RangeError(`invalid exposure of ${id}: ${exposure}`);
    if (!(count > 0)) throw new RangeError(`invalid count of ${id}: ${count}`);
    const { low, high } = countInterval(count, dispersion);
    return {
      id,
      rate: count / exposure,
      rate_low: low / exposure,
      rate_high: high / exposure,
      log: Math.log(count / exposure),
      variance: dispersion.value / count,
    };
  });
  const critical = criticalDifference(rows.map((row) => row.variance));
  const isAbove = (a: (typeof rows)[number], b: (typeof rows)[number]) =>
    a.log - b.log > critical * Math.sqrt(a.variance + b.variance);
  return rows.map((row) => ({
    id: row.id,
    rate: row.rate,
    rate_low: row.rate_low,
    rate_high: row.rate_high,
    rank: 1 + rows.filter((other) => other.rate > row.rate).length,
    rank_low: 1 + rows.filter((other) => isAbove(other, row)).length,
    rank_high: rows.length - rows.filter((other) => isAbove(row, other)).length,
  }));
}

/** The `rankLevel` quantile of max |Zi - Zj| / √(vi + vj) over pairs of independent normals with these variances. */
function criticalDifference(variances: readonly number[]): number {
  if (variances.length < 2) return 0;
  const normal = seededNormal(20_240_000 + variances.length);
  const errors = variances.map(Math.sqrt);
  const largest = Array.from({ length: draws }, () => {
    const z = errors.map((error) => error * normal());
    let most = 0;
    for (let i = 1; i < z.length; i++) {
      for (let j = 0; j < i; j++) {
        const difference = Math.abs(z[i]! - z[j]!) / Math.sqrt(variances[i]! + variances[j]!);
        if (difference > most) most = difference;
      }
    }
    return most;
  }).sort((a, b) => a - b);
  return largest[Math.ceil(rankLevel * draws) - 1]!;
}
