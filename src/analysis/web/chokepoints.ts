import { webThresholds } from "./thresholds.ts";

/** Calls that one provider's records show, and the US providers that they passed before. */
export interface SeenRoute {
  exporter: string;
  providers: readonly string[];
  calls: number;
}

export interface Chokepoint {
  /** From 1: chosen first. */
  place: number;
  provider_id: string;
  /** Calls that pass it and none chosen before. */
  calls: number;
  /** Share of all seen calls that pass it, whoever else they pass. */
  share: number;
  /** Share of all seen calls that pass it or one chosen before. */
  together: number;
  /** Least and largest `together` where the records of any one exporter are left out. */
  together_low: number;
  together_high: number;
  /** Of the exporters left out one by one, those without whose records it is still among the chosen. */
  chosen_without: number;
  exporters: number;
}

/**
 * The few providers that together carried most of the seen calls: each adds the most that those before it do not carry
 * (greedy: never under 63 % of the best choice of as many, Nemhauser, Wolsey and Fisher 1978). Edges that no record shows
 * are not known: a share is of what exporters saw. Leaving each exporter out in turn shows how much of the choice hangs
 * on whose records were loaded.
 */
export function chokepointsOf(routes: readonly SeenRoute[]): Chokepoint[] {
  const exporters = [...new Set(routes.map((r) => r.exporter))].sort();
  const all = choose(routes);
  const total = sum(routes);
  const without = exporters.map((exporter) => {
    const left = routes.filter((r) => r.exporter !== exporter);
    return { left, total: sum(left), chosen: new Set(choose(left).map((c) => c.provider)) };
  });
  return all.map(({ provider, calls }, i) => {
    const set = new Set(all.slice(0, i + 1).map((c) => c.provider));
    const shares = without.filter((w) => w.total > 0).map((w) => carried(w.left, set) / w.total);
    const together = carried(routes, set) / total;
    return {
      place: i + 1,
      provider_id: provider,
      calls,
      share: carried(routes, new Set([provider])) / total,
      together,
      together_low: Math.min(together, ...shares),
      together_high: Math.max(together, ...shares),
      chosen_without: without.filter((w) => w.chosen.has(provider)).length,
      exporters: exporters.length,
    };
  });
}

const sum = (routes: readonly SeenRoute[]): number => routes.reduce((n, r) => n + r.calls, 0);

const carried = (routes: readonly SeenRoute[], set: ReadonlySet<string>): number =>
  sum(routes.filter((r) => r.providers.some((p) => set.has(p))));

function choose(routes: readonly SeenRoute[]): { provider: string; calls: number }[] {
  const chosen: { provider: string; calls: number }[] = [];
  let left = routes.filter((r) => r.providers.length > 0);
  while (chosen.length < webThresholds.chokepoints.value) {
    const calls = new Map<string, number>();
    for (const route of left)
      for (const p of route.providers) calls.set(p, (calls.get(p) ?? 0) + route.calls);
    const [best] = [...calls].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    if (!best || best[1] < webThresholds.least_calls.value) break;
    chosen.push({ provider: best[0], calls: best[1] });
    left = left.filter((r) => !r.providers.includes(best[0]));
  }
  return chosen;
}
