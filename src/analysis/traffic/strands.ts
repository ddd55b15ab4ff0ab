import { isOneCaller, pool, type Cell } from "./cells.ts";
import { averageLink } from "./cluster.ts";
import { homogeneousParts } from "./mixture.ts";
import {
  compareCells,
  compareCellToStrand,
  Profiles,
  totalBits,
  type Baseline,
  type ChanceShares,
  type Strand,
} from "./compare.ts";

/** Calls from which a cell has a profile that can be compared. */
const leastProfile = 10;

/** Cells of one origin that are compared pair by pair. */
const mostCells = 400;

/**
 * Splits the cells of one origin into what looks like one operation each. Cells whose words or call-backs were heard are
 * put together first. Each of the others then goes to the group that it is most like, by what its calls have in common
 * with all of that group's; what is like none is put together by itself.
 */
export function strandsOf(
  own: readonly Cell[],
  baseline: Baseline,
  chance: ChanceShares,
): Strand[] {
  const parts = isOneCaller(own[0]!) ? homogeneousParts(own, baseline) : [own];
  return parts.flatMap((part) => strandsOfPart(part, baseline, chance));
}

function strandsOfPart(own: readonly Cell[], baseline: Baseline, chance: ChanceShares): Strand[] {
  const isHeard = (c: Cell) => c.reports.scripts.size + c.reports.callbacks.size > 0;
  const ranked = [...own].sort((a, b) => b.calls - a.calls || (a.cell_id < b.cell_id ? -1 : 1));
  const join = (cells: readonly Cell[]): Cell[][] => {
    const profiles = new Profiles(cells, baseline);
    const weight = (i: number, j: number) => totalBits(compareCells(profiles, cells, i, j, chance));
    return averageLink(cells.length, weight).map((group) => group.map((i) => cells[i]!));
  };
  const compared = new Set(ranked.filter(isHeard).slice(0, mostCells));
  const heard = join([...compared]).map(strandOf);
  const unheard = ranked.filter((c) => !compared.has(c));
  // Too few calls have no profile: of one customer they go with its others, of many customers they are left out.
  const silent = unheard.filter((c) => c.calls >= leastProfile);
  const small = isOneCaller(own[0]!) ? unheard.filter((c) => c.calls < leastProfile) : [];
  const profiles = new Profiles([...heard, ...silent], baseline);
  const joined: Cell[][] = heard.map((strand) => [...strand.cells]);
  const alone: Cell[] = [];
  silent.forEach((cell, k) => {
    const bits = heard.map((strand, i) =>
      totalBits(compareCellToStrand(profiles, cell, strand, heard.length + k, i, chance)),
    );
    const best = bits.reduce((top, b, i) => (b > (bits[top] ?? 0) ? i : top), -1);
    if (best >= 0) joined[best]!.push(cell);
    else alone.push(cell);
  });
  const rest = join(alone.slice(0, mostCells));
  // Beyond what can be compared pair by pair, the smaller cells of one customer stay together.
  if (isOneCaller(own[0]!)) small.push(...alone.slice(mostCells));
  const groups = [...joined, ...rest];
  if (small.length > 0) {
    const size = (cells: readonly Cell[]) => cells.reduce((sum, c) => sum + c.calls, 0);
    const largest = groups.reduce<Cell[] | null>(
      (best, g) => (best && size(best) >= size(g) ? best : g),
      null,
    );
    if (largest) largest.push(...small);
    else groups.push(small);
  }
  return groups.map(strandOf);
}

function strandOf(cells: Cell[]): Strand {
  const numbers = new Set(cells.flatMap((c) => (c.caller === null ? [] : [c.caller])));
  return { ...pool(cells), cells, origin_key: cells[0]!.origin_key, numbers };
}
