import { group, rollup } from "d3";
import {
  countRequests,
  isEnough,
  posteriorsOf,
  saysOf,
  strayRate,
  type Request,
  type RequestClass,
} from "./requests.ts";
import { sourcesOf, type CarriedCampaign } from "./sources.ts";
import { sensitivityGrid, standingThresholds } from "./thresholds.ts";

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
  const { cells, add } = newCells();
  const counted = requests.filter((r) => !r.is_foreign && saysOf(of, r) !== null);
  const stray = of === "d" ? strayRate(requests) : 0;
  const providers = [...new Set(counted.map((r) => r.provider_id))];
  for (const months of sensitivityGrid.windowMonths)
    for (const leftOut of sensitivityGrid.leftOut) {
      const kept = without(leftOut, counted).filter((r) => since(r.day, months));
      const counts = countRequests(of, kept);
      for (const size of sensitivityGrid.priorSizes) {
        const posteriors = posteriorsOf(counts, roleOf, {
          sizeScale: size,
          stray,
          // Nobody else is listed under any choice.
          only: (asked) => isEnough(asked, Math.min(...sensitivityGrid.leastRequests)),
        });
        for (const provider of providers)
          for (const rate of sensitivityGrid.rates) {
            const above = posteriors.get(provider)?.above(rate) ?? 0;
            for (const probability of sensitivityGrid.probabilities)
              for (const least of sensitivityGrid.leastRequests) {
                const asked = counts.get(provider);
                const isListed =
                  above >= probability && asked !== undefined && isEnough(asked, least);
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

/** Cells by provider, choice and value, to which listings are added. */
function newCells() {
  const cells = new Map<string, Sensitivity>();
  const add = (provider_id: string, choice: string, value: string | number, isListed: boolean) => {
    const key = `${provider_id} ${choice} ${value}`;
    const cell = cells.get(key) ?? { provider_id, choice, value: String(value), listed: 0, of: 0 };
    cells.set(key, { ...cell, listed: cell.listed + Number(isListed), of: cell.of + 1 });
  };
  return { cells, add };
}

/** The same for the classes that count campaigns. Evidence that nobody has is not left out: without it there is no other. */
export function sourceSensitivity(
  of: "b" | "c",
  campaigns: readonly CarriedCampaign[],
  isRecent: (month: string) => boolean,
): Sensitivity[] {
  const { cells, add } = newCells();
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
      for (const s of sources)
        for (const probability of sensitivityGrid.probabilities) {
          const isListed = (of === "b" ? s.repeated : s.regular) >= probability;
          add(s.provider_id, "evidence", evidence, isListed);
          add(s.provider_id, "least", least, isListed);
          add(s.provider_id, "probability", probability, isListed);
        }
    }
  }
  return [...cells.values()];
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
