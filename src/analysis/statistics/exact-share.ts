import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import { posteriorLevel } from "./rate-posterior.ts";

/** Exact interval of a share of `k` of `n` by Clopper and Pearson (Biometrika 1934): it covers its level or more. */
export function exactShare(k: number, n: number): { low: number; high: number } {
  if (!(Number.isInteger(k) && k >= 0 && k <= n)) throw new RangeError(`invalid share: ${k} of ${n}`);
  const tail = (1 - posteriorLevel) / 2;
  return {
    low: k === 0 ? 0 : betaQuantile(tail, k, n - k + 1),
    high: k === n ? 1 : betaQuantile(1 - tail, k + 1, n - k),
  };
} // prettier-ignore
