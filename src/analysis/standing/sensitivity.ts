import { group, rollup } from "d3";
import {
  countRequests,
  posteriorsOf,
  saysOf,
  strayRate,
  type Request,
  type RequestClass,
} from "./requests.ts";
import { sensitivityGrid } from "./thresholds.ts";

/** How often a provider is listed with one choice held fast and all others varied. */
export interface Sensitivity {
  provider_id: string;
  /** What is held: `rate`, `probability`, `least_requests`, `prior_size`, `window_months`, `left_out`. */
  choice: string;
  value: string;
  listed: number;
  of: number;
}

/**
 * Lists providers again under every choice of method (statistics review 5.8). A provider that some choice takes off the list is
 * not stable. `since` says whether a day is within so many months of the newest data.
 */
export function sensitivity(
  of: RequestClass,
  requests: readonly Request[],
  roleOf: (provider: string) => string,
  since: (day: string, months: number) => boolean,
): Sensitivity[] {
  const cells = new Map<string, Sensitivity>();
  const add = (provider_id: string, choice: string, value: string | number, isListed: boolean) => {
    const key = `${provider_id} ${choice} ${value}`;
    const cell = cells.get(key) ?? { provider_id, choice, value: String(value), listed: 0, of: 0 };
    cells.set(key, { ...cell, listed: cell.listed + Number(isListed), of: cell.of + 1 });
  };
  const counted = requests.filter((r) => !r.is_foreign && saysOf(of, r) !== null);
  const stray = of === "d" ? strayRate(requests) : 0;
  const providers = [...new Set(counted.map((r) => r.provider_id))];
  for (const months of sensitivityGrid.windowMonths)
    for (const leftOut of sensitivityGrid.leftOut) {
      const kept = without(leftOut, counted).filter((r) => since(r.day, months));
      const counts = countRequests(of, kept);
      for (const size of sensitivityGrid.priorSizes) {
        const posteriors = posteriorsOf(counts, roleOf, { sizeScale: size, stray });
        for (const provider of providers)
          for (const rate of sensitivityGrid.rates) {
            const above = posteriors.get(provider)?.above(rate) ?? 0;
            for (const probability of sensitivityGrid.probabilities)
              for (const least of sensitivityGrid.leastRequests) {
                const isListed = above >= probability && (counts.get(provider)?.n ?? 0) >= least;
                add(provider, "rate", rate, isListed);
                add(provider, "probability", probability, isListed);
                add(provider, "least_requests", least, isListed);
                add(provider, "prior_size", size, isListed);
                add(provider, "window_months", months, isListed);
                add(provider, "left_out", leftOut, isListed);
              }
          }
      }
    }
  return [...cells.values()];
}

/** Share of all choices under which each provider is listed. */
export const stableShares = (cells: readonly Sensitivity[]): Map<string, number> =>
  rollup(
    cells.filter((cell) => cell.choice === "rate"),
    (own) => own.reduce((sum, c) => sum + c.listed, 0) / own.reduce((sum, c) => sum + c.of, 0),
    (cell) => cell.provider_id,
  );

/** Leaves out what each provider's case rests on most; where it has one source alone, that stays. */
function without(leftOut: (typeof sensitivityGrid.leftOut)[number], requests: readonly Request[]): readonly Request[] {
  if (leftOut === "nothing") return requests;
  const keyOf = (r: Request) => (leftOut === "its largest source" ? r.source : r.campaign);
  return [...group(requests, (r) => r.provider_id).values()].flatMap((own) => {
    const sizes = [...rollup(own, (rows) => rows.length, keyOf)].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    return sizes.length < 2 ? own : own.filter((r) => keyOf(r) !== sizes[0]![0]);
  });
} // prettier-ignore
