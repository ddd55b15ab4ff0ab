import { leastWidth } from "./rules.ts";
import { Solver } from "./solver.ts";

/** A number behind an edition, as the audit sees it. */
export interface AuditedCell {
  id: string;
  value: number;
  /** shown: a reader knows it; withheld: a reader knows that it is not 0; unpublished: a reader knows nothing. */
  status: "shown" | "withheld" | "unpublished";
  /** Whether it stands for fewer than 11 people, or mostly for one. */
  is_primary: boolean;
}

/** A sum that a reader knows to hold: the cells add up to the total. */
export interface AuditedSum {
  total: string;
  parts: readonly string[];
}

export interface Breach {
  id: string;
  value: number;
  low: number;
  high: number;
}

/** More than any hidden cell can hold: bounds the programs. */
const mostAssumed = 1_000_000;

/**
 * Looks at an edition as an attacker would: finds the interval in which each primary cell must lie, given every number
 * that is printed and every sum that holds between them, by linear programming. Returns the cells whose interval is
 * less than `leastWidth` wide. Knows nothing of how cells were chosen to be withheld.
 */
export function auditCells(cells: readonly AuditedCell[], sums: readonly AuditedSum[]): Breach[] {
  const printed = cells.filter((c) => c.is_primary && c.status === "shown");
  const hidden = cells.filter((c) => c.status !== "shown");
  const primaries = hidden.filter((c) => c.is_primary);
  const breaches: Breach[] = printed.map(({ id, value }) => ({
    id,
    value,
    low: value,
    high: value,
  }));
  if (primaries.length === 0) return breaches;
  const index = new Map(hidden.map((c, i) => [c.id, i]));
  const byId = new Map(cells.map((c) => [c.id, c]));
  const rows = sums.flatMap(({ total, parts }) => {
    const terms = new Map<number, number>();
    let value = 0;
    for (const [id, sign] of [...parts.map((part) => [part, 1] as const), [total, -1] as const]) {
      const cell = byId.get(id);
      if (!cell) throw new Error(`a sum names an unknown cell: ${id}`);
      const at = index.get(id);
      if (at === undefined) value -= sign * cell.value;
      else terms.set(at, (terms.get(at) ?? 0) + sign);
    }
    if (terms.size === 0) return [];
    return [{ variables: [...terms.keys()], coefficients: [...terms.values()], value }];
  });
  const lower = hidden.map((c) => (c.status === "withheld" ? 1 : 0));
  const solver = new Solver({ lower, upper: hidden.map((c) => c.value + mostAssumed), rows });
  // Every solution is a set of counts that a reader cannot rule out: it may clear many cells at once.
  const low = hidden.map((c) => c.value);
  const high = hidden.map((c) => c.value);
  const see = (point: readonly number[] | undefined) => {
    if (!point) throw new Error("the printed numbers contradict each other");
    point.forEach((value, i) => {
      low[i] = Math.min(low[i]!, value);
      high[i] = Math.max(high[i]!, value);
    });
  };
  const slack = 1e-6;
  const isOpen = (at: number) => high[at]! - low[at]! >= leastWidth - slack;
  const solve = (signs: readonly (readonly [at: number, sign: number])[]) => {
    const costs = new Array<number>(hidden.length).fill(0);
    for (const [at, sign] of signs) costs[at] = sign;
    see(solver.minimize(costs));
  };
  try {
    // All at once in a few directions first; most cells are cleared by that.
    for (const step of [1, 2, 3, 5]) {
      for (const flip of [1, -1]) {
        solve(
          primaries.map((c, i) => [index.get(c.id)!, flip * (Math.floor(i / step) % 2 ? 1 : -1)]),
        );
      }
    }
    for (const { id, value } of primaries) {
      const at = index.get(id)!;
      for (const sign of [1, -1]) if (!isOpen(at)) solve([[at, sign]]);
      if (!isOpen(at)) breaches.push({ id, value, low: low[at]!, high: high[at]! });
    }
  } finally {
    solver.dispose();
  }
  return breaches;
}
