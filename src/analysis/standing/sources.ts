import { group } from "d3";
import { standingThresholds as t } from "./thresholds.ts";

/** A campaign that a provider carried within the window. */
export interface CarriedCampaign {
  provider_id: string;
  campaign_id: string;
  /** Of the campaign; null where only tracebacks know it. */
  probability: number | null;
  is_originating_by_calls: boolean;
  is_gateway_by_calls: boolean;
  traced_originating: number;
  traced_gateway: number;
  is_again_traced: boolean;
  /** YYYY-MM in which it was the source. */
  months: string[];
}

/** What a provider is the source of: class b counts both kinds, class c those from abroad. */
export interface Source {
  provider_id: string;
  carried: number;
  /** Campaigns of which it is the source: originated, or let in. */
  sourced: number;
  let_in: number;
  /** Distinct campaigns, by call records, and by answers to tracebacks. */
  by_calls: number;
  by_tracebacks: number;
  let_in_by_calls: number;
  let_in_by_tracebacks: number;
  again_after_notice: number;
  /** Months in which it was the source of any; those of the last six, of campaigns from abroad. */
  months: number;
  recent_entry_months: number;
  /** Probability of being a repeated source, and a regular point of entry. */
  repeated: number;
  regular: number;
  /** Expected campaigns: what providers are sorted by. */
  expected: number;
  expected_let_in: number;
  rows: readonly CarriedCampaign[];
}

const isOriginating = (c: CarriedCampaign) => c.is_originating_by_calls || c.traced_originating > 0;
export const isGateway = (c: CarriedCampaign): boolean =>
  c.is_gateway_by_calls || c.traced_gateway > 0;

/** That a campaign is what it is taken for: by what is known of its calls, or by the label of whoever traced it. */
const certainty = (c: CarriedCampaign): number => {
  const isTraced = c.traced_originating + c.traced_gateway > 0;
  return Math.max(c.probability ?? 0, isTraced ? t.traced_certainty.value : 0);
};

/** What each provider is the source of; `isRecent` says whether a month is among the last six. */
export function sourcesOf(
  campaigns: readonly CarriedCampaign[],
  isRecent: (month: string) => boolean,
  least = { campaigns: t.repeated.value, months: t.regular_months.value },
): Source[] {
  return [...group(campaigns, (c) => c.provider_id)].map(([provider_id, rows]) => {
    const own = rows.filter((c) => isOriginating(c) || isGateway(c));
    const entered = own.filter(isGateway);
    const recent = new Map<string, number>();
    for (const c of entered)
      for (const month of c.months.filter(isRecent))
        recent.set(month, 1 - (1 - (recent.get(month) ?? 0)) * (1 - certainty(c)));
    const sum = (of: readonly CarriedCampaign[]) => of.reduce((total, c) => total + certainty(c), 0);
    const letIn = own.filter((c) => !isOriginating(c));
    return {
      provider_id,
      carried: rows.length,
      sourced: own.length,
      let_in: entered.length,
      by_calls: own.filter((c) => c.is_originating_by_calls || c.is_gateway_by_calls).length,
      by_tracebacks: own.filter((c) => c.traced_originating + c.traced_gateway > 0).length,
      let_in_by_calls: own.filter((c) => c.is_gateway_by_calls).length,
      let_in_by_tracebacks: own.filter((c) => c.traced_gateway > 0).length,
      again_after_notice: own.filter((c) => c.is_again_traced).length,
      months: new Set(own.flatMap((c) => c.months)).size,
      recent_entry_months: recent.size,
      repeated: atLeast(least.campaigns, own.map(certainty)),
      regular: atLeast(least.months, [...recent.values()]),
      expected: sum(own) - sum(letIn) * (1 - t.entry_weight.value),
      expected_let_in: sum(entered),
      rows,
    };
  });
} // prettier-ignore

/** Probability that at least `least` of independent events happen (Poisson binomial). */
export function atLeast(least: number, probabilities: readonly number[]): number {
  let counts = [1];
  for (const p of probabilities)
    counts = Array.from(
      { length: counts.length + 1 },
      (_, k) => (counts[k] ?? 0) * (1 - p) + (counts[k - 1] ?? 0) * p,
    );
  return counts.slice(least).reduce((sum, p) => sum + p, 0);
}
