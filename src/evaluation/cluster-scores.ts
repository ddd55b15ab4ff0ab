/** Calls of one found cluster and one real campaign; null: in no cluster, of no campaign. */
export interface Cell {
  found: string | null;
  real: string | null;
  calls: number;
}

export interface ClusterScores {
  /** B-cubed over calls of real campaigns: lawful calls count in the denominators; an unassigned call is its own cluster. */
  precision: number;
  recall: number;
  f: number;
  /** The same with each real campaign of one weight. */
  macro_f: number;
  /** Share of the calls of real campaigns that are in a cluster. */
  coverage: number;
  /** Clusters, and those that match a real campaign (intersection over union of 0.5 or more). */
  clusters: number;
  matched: number;
  /** Real campaigns with 20 calls seen or more, and those that are matched. */
  real: number;
  real_matched: number;
}

const f = (precision: number, recall: number) =>
  precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);

/** B-cubed (Bagga and Baldwin 1998) and matches at IoU 0.5. */
export function clusterScores(cells: readonly Cell[]): ClusterScores {
  const sizes = new Map<string, number>();
  const reals = new Map<string, number>();
  for (const { found, real, calls } of cells) {
    if (found !== null) sizes.set(found, (sizes.get(found) ?? 0) + calls);
    if (real !== null) reals.set(real, (reals.get(real) ?? 0) + calls);
  }
  const total = [...reals.values()].reduce((sum, n) => sum + n, 0);
  const own = new Map([...reals.keys()].map((real) => [real, { precision: 0, recall: 0 }]));
  let covered = 0;
  const best = new Map<string, { real: string; iou: number }>();
  for (const { found, real, calls } of cells) {
    if (real === null) continue;
    const score = own.get(real)!;
    const n = reals.get(real)!;
    if (found === null) {
      // Each call is a cluster by itself: precise, and one call of its campaign.
      score.precision += calls;
      score.recall += calls / n;
      continue;
    }
    const size = sizes.get(found)!;
    covered += calls;
    score.precision += calls ** 2 / size;
    score.recall += calls ** 2 / n;
    const iou = calls / (size + n - calls);
    if (iou > (best.get(found)?.iou ?? 0)) best.set(found, { real, iou });
  }
  const sum = (of: (real: string) => number) => [...reals.keys()].reduce((s, real) => s + of(real), 0);
  const precision = sum((real) => own.get(real)!.precision) / total;
  const recall = sum((real) => own.get(real)!.recall) / total;
  const mean = (of: "precision" | "recall") => sum((real) => own.get(real)![of] / reals.get(real)!) / reals.size;
  const matches = [...best.values()].filter((b) => b.iou >= 0.5);
  const large = [...reals].filter(([, n]) => n >= 20).map(([real]) => real);
  return {
    precision: total === 0 ? 1 : precision,
    recall: total === 0 ? 1 : recall,
    f: total === 0 ? 1 : f(precision, recall),
    macro_f: total === 0 ? 1 : f(mean("precision"), mean("recall")),
    coverage: total === 0 ? 1 : covered / total,
    clusters: sizes.size,
    matched: matches.length,
    real: large.length,
    real_matched: large.filter((real) => matches.some((m) => m.real === real)).length,
  };
} // prettier-ignore
