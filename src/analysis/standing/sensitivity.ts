import { group, rollup } from "d3";
import {
  countRequests,
  mayBeListed,
  posteriorsOf,
  saysOf,
  strayRate,
  type Request,
  type RequestClass,
} from "./requests.ts";
import { sourcesOf, type CarriedCampaign } from "./sources.ts";
import { sensitivityGrid, standingThresholds } from "./thresholds.ts";

/** How often a provider is listed with one choice held fast and all others varied; those never listed have none. */
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
  const tally = newTally();
  const counted = requests.filter((r) => !r.is_foreign && saysOf(of, r) !== null);
  const stray = of === "d" ? strayRate(requests) : 0;
  for (const window_months of sensitivityGrid.windowMonths)
    for (const left_out of sensitivityGrid.leftOut) {
      const kept = without(left_out, counted).filter((r) => since(r.day, window_months));
      const counts = countRequests(of, kept);
      for (const prior_size of sensitivityGrid.priorSizes) {
        const posteriors = posteriorsOf(counts, roleOf, {
          sizeScale: prior_size,
          stray,
          // Nobody else is listed under any choice.
          only: (asked) => mayBeListed(asked, Math.min(...sensitivityGrid.leastRequests)),
        });
        for (const rate of sensitivityGrid.rates) {
          const above = [...posteriors].map(([id, posterior]) => ({ id, p: posterior.above(rate) }));
          for (const probability of sensitivityGrid.probabilities)
            for (const least_requests of sensitivityGrid.leastRequests)
              tally.add(
                { rate, probability, least_requests, prior_size, window_months, left_out },
                above
                  .filter(({ id, p }) => p >= probability && mayBeListed(counts.get(id)!, least_requests))
                  .map(({ id }) => id),
              );
        }
      }
    }
  return tally.rows();
} // prettier-ignore

/** Counts, of those who are listed under any choice, how often with each value held fast. */
function newTally() {
  const totals = new Map<string, { choice: string; value: string; of: number }>();
  const listings = new Map<string, Map<string, number>>();
  return {
    add(held: Readonly<Record<string, string | number>>, listed: readonly string[]): void {
      for (const [choice, value] of Object.entries(held)) {
        const key = `${choice} ${value}`;
        const total = totals.get(key) ?? { choice, value: String(value), of: 0 };
        totals.set(key, { ...total, of: total.of + 1 });
        for (const id of listed) {
          const own = listings.get(id) ?? new Map<string, number>();
          listings.set(id, own.set(key, (own.get(key) ?? 0) + 1));
        }
      }
    },
    rows: (): Sensitivity[] =>
      [...listings].flatMap(([provider_id, own]) =>
        [...totals].map(([key, total]) => ({ provider_id, ...total, listed: own.get(key) ?? 0 })),
      ),
  };
}

/** The same for the classes that count campaigns. Evidence that nobody has is not left out: without it there is no other. */
export function sourceSensitivity(
  of: "b" | "c",
  campaigns: readonly CarriedCampaign[],
  isRecent: (month: string) => boolean,
): Sensitivity[] {
  const tally = newTally();
  const kinds = sensitivityGrid.evidence.filter(
    (evidence) =>
      evidence === "both" ||
      sourcesOf(only(evidence, campaigns), isRecent).some((s) => s.sourced > 0),
  );
  for (const evidence of kinds.length > 2 ? kinds : (["both"] as const)) {
    const counted = only(evidence, campaigns);
    for (const least of sensitivityGrid.leastCampaigns) {
      const own = standingThresholds;
      const sources = sourcesOf(counted, isRecent, {
        campaigns: of === "b" ? least : own.repeated.value,
        months: of === "c" ? least : own.regular_months.value,
      });
      for (const probability of sensitivityGrid.probabilities)
        tally.add(
          { evidence, least, probability },
          sources
            .filter((s) => (of === "b" ? s.repeated : s.regular) >= probability)
            .map((s) => s.provider_id),
        );
    }
  }
  return tally.rows();
}

/** Campaigns with one kind of evidence alone. */
const only = (evidence: (typeof sensitivityGrid.evidence)[number], campaigns: readonly CarriedCampaign[]): readonly CarriedCampaign[] =>
  campaigns.map((c) => ({
    ...c,
    ...(evidence === "answers" && { probability: null, is_originating_by_calls: false, is_gateway_by_calls: false }),
    ...(evidence === "call records" && { traced_originating: 0, traced_gateway: 0, is_again_traced: false }),
  })); // prettier-ignore

/** Share of all choices under which each provider is listed. */
export const stableShares = (cells: readonly Sensitivity[]): Map<string, number> =>
  rollup(
    cells.filter((cell) => cell.choice === "probability"),
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
