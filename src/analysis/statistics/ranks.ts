import { poissonInterval } from "./poisson.ts";

export interface RateInput {
  id: string;
  count: number;
  /** People, or another exposure above zero. */
  exposure: number;
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

/** Confidence of a rate's own interval, and of all rank intervals together. */
export const rateLevel = 0.95;
export const rankLevel = 0.9;

/**
 * Rates per unit of exposure with exact Poisson intervals, and ranks with a joint interval: with `rankLevel`
 * confidence ALL true ranks lie within their intervals at once. Method: Klein, Wright and Wieczorek 2020,
 * "A joint confidence region for an overall ranking of populations" (JRSS C 69: 589-606), with individual
 * intervals at the level rankLevel^(1/n) (Šidák). A rank interval runs from one more than the number of
 * units surely above to the number of units not surely below. Assumes that counts are independent.
 */
export function rankRates(inputs: readonly RateInput[]): RankedRate[] {
  if (inputs.length === 0) return [];
  const each = rankLevel ** (1 / inputs.length);
  const rows = inputs.map(({ id, count, exposure }) => {
    if (!(exposure > 0)) throw new RangeError(`invalid exposure of ${id}: ${exposure}`);
    const own = poissonInterval(count, rateLevel);
    const joint = poissonInterval(count, each);
    return {
      id,
      rate: count / exposure,
      rate_low: own.low / exposure,
      rate_high: own.high / exposure,
      joint_low: joint.low / exposure,
      joint_high: joint.high / exposure,
    };
  });
  return rows.map(({ id, rate, rate_low, rate_high, joint_low, joint_high }) => ({
    id,
    rate,
    rate_low,
    rate_high,
    rank: 1 + rows.filter((other) => other.rate > rate).length,
    rank_low: 1 + rows.filter((other) => other.joint_low > joint_high).length,
    rank_high: rows.length - rows.filter((other) => other.joint_high < joint_low).length,
  }));
}
