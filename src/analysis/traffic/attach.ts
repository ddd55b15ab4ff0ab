import { isOneCaller, type Cell } from "./cells.ts";
import {
  compareCellToStrand,
  Profiles,
  type Baseline,
  type ChanceShares,
  type Strand,
} from "./compare.ts";
import type { Operation } from "./index.ts";

/**
 * Calls of which only the displayed number is known go to the one campaign that shows that number again and again, where
 * they are fewer than it has with that number, and look like its calls. Others may show the number too: its holder, or
 * another who spoofs it. Calls of a customer that is known stay where they are.
 */
export function attachByCaller(
  operations: readonly Operation[],
  claimed: readonly Operation[],
  cells: readonly Cell[],
  { baseline, chance }: { baseline: Baseline; chance: ChanceShares },
): Operation[] {
  const of = new Map<string, { operation: Operation; strand: Strand; calls: number } | null>();
  for (const operation of claimed)
    for (const strand of operation.strands)
      for (const cell of strand.cells) {
        if (cell.caller === null) continue;
        const known = of.get(cell.caller);
        if (known === undefined) of.set(cell.caller, { operation, strand, calls: cell.calls });
        else if (known?.operation === operation) known.calls += cell.calls;
        else of.set(cell.caller, null);
      }
  const taken = new Set(claimed.flatMap((o) => o.cells));
  const moved = new Set<Cell>();
  for (const cell of cells) {
    const known = cell.caller === null ? null : of.get(cell.caller);
    if (!known || taken.has(cell) || isOneCaller(cell) || cell.calls > known.calls) continue;
    const profiles = new Profiles([cell, known.strand], baseline);
    const differs = compareCellToStrand(profiles, cell, known.strand, 0, 1, chance).some(
      (c) => c.level === "very_different",
    );
    if (differs) continue;
    moved.add(cell);
    known.operation.attached.push(cell);
  }
  return operations.flatMap((o) => {
    const left = o.cells.filter((c) => !moved.has(c));
    return left.length === 0 ? [] : left.length === o.cells.length ? [o] : [{ ...o, cells: left }];
  });
}
