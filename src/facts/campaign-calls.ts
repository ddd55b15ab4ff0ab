import { group } from "d3";
import type { MonthRows } from "../data/reads/month.ts";
import type { CampaignCalls } from "./types.ts";

/**
 * What call records show of each campaign, for offices: its providers are named, and its counts are as found. Campaigns of
 * simulated calls are there where the edition shows such.
 */
export function campaignCallFacts(rows: MonthRows): Map<string, CampaignCalls> {
  const of = <Row extends { campaign_id: string }>(list: readonly Row[]) =>
    group(list, (row) => row.campaign_id);
  const { found } = rows;
  const entries = of(found.entries);
  const numbers = of(found.numbers);
  const states = of(found.states);
  const days = of(found.days);
  const reasons = of(found.reasons);
  const links = of(found.links);
  const events = of(found.events);
  const forecasts = new Map(found.forecasts.map(({ campaign_id, ...f }) => [campaign_id, f]));
  return new Map(
    found.campaigns.map((row): [string, CampaignCalls] => {
      const id = row.campaign_id;
      const own = entries.get(id) ?? [];
      const traced = own.filter((e) => e.origin_kind === "customer" || e.origin_kind === "entry");
      const ofMonth = states.get(id) ?? [];
      return [
        id,
        {
          calls: row.calls,
          low: row.calls_low,
          high: row.calls_high,
          callers: row.callers,
          probability: row.probability,
          least_without: row.least_without,
          scripts: row.scripts,
          traced: traced.reduce((sum, e) => sum + e.calls, 0),
          entries: own.map(({ campaign_id: _, ...entry }) => entry),
          numbers: (numbers.get(id) ?? []).map(({ number, calls }) => ({ number, calls })),
          month_calls: ofMonth.find((s) => s.state === "US")?.calls ?? 0,
          states: ofMonth
            .filter((s) => s.state !== "US")
            .map(({ state, calls, low, high }) => ({ state, calls, low, high })),
          events: (events.get(id) ?? []).map(({ campaign_id: _, ...event }) => event),
          forecast: forecasts.get(id) ?? null,
          days: (days.get(id) ?? []).map(({ day, calls }) => ({ day, calls })),
          reasons: (reasons.get(id) ?? []).map(({ campaign_id: _, ...reason }) => reason),
          links: [...group(links.get(id) ?? [], (l) => `${l.from_key} ${l.to_key}`).values()].map(
            (pair) => ({
              from: pair[0]!.from_key,
              to: pair[0]!.to_key,
              comparisons: pair.map(({ kind, level, weight }) => ({ kind, level, weight })),
            }),
          ),
        },
      ];
    }),
  );
}
