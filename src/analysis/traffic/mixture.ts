import { seededRandom } from "../statistics/random.ts";
import type { Cell } from "./cells.ts";
import { outcomesOf, type Baseline } from "./compare.ts";
import { linkThresholds as limits } from "./thresholds.ts";

/** States told apart when cells are split: those that an origin calls most; the others count as one. */
const mostStates = 12;
const starts = 8;
const rounds = 30;

/**
 * Parts of the cells of one origin that call other people, at other hours, with other answers: a reseller's customers. A
 * cell of ten calls says little by itself; that many such cells are of two kinds shows when all are looked at. Cells are put
 * in two groups by classification EM (Celeux and Govaert 1992) over the calls by state, hour and outcome; the split is kept where
 * it explains the calls better than one group by more than it costs to say which cell is in which group and what the
 * groups are like (minimum description length), and each part is tried again.
 */
export function homogeneousParts(cells: readonly Cell[], baseline: Baseline): Cell[][] {
  if (cells.length < limits.leastMixed.value) return [[...cells]];
  const split = bestSplit(cells, baseline);
  if (!split) return [[...cells]];
  return split.flatMap((part) => homogeneousParts(part, baseline));
}

function bestSplit(cells: readonly Cell[], baseline: Baseline): [Cell[], Cell[]] | null {
  const states = topStates(cells);
  const counts = cells.map((c) => countsOf(c, states));
  const blocks = blocksOf(states.length + 1);
  const prior = priorOf(baseline, states);
  const all = sumOf(counts, () => true);
  const single = logLikelihood(all, shares(all, prior, blocks));
  const random = seededRandom(cells.length);
  let best: { first: boolean[]; bits: number } | null = null;
  for (let start = 0; start < starts; start++) {
    const first = separate(counts, startOf(counts, random), prior, blocks);
    const [a, b] = [sumOf(counts, (i) => first[i]!), sumOf(counts, (i) => !first[i])];
    const double =
      logLikelihood(a, shares(a, prior, blocks)) + logLikelihood(b, shares(b, prior, blocks));
    const bits = ((double - single) / Math.LN2) * limits.burstiness.value - cost(first, counts);
    if (!best || bits > best.bits) best = { first, bits };
  }
  if (!best || !(best.bits > 0)) return null;
  const { first } = best;
  return [cells.filter((_, i) => first[i]), cells.filter((_, i) => !first[i])];
}

/** Bits to say which cell is in which group, and the shares of another group to the precision that the calls allow. */
function cost(first: readonly boolean[], counts: readonly number[][]): number {
  const n = first.filter(Boolean).length;
  if (n === 0 || n === first.length) return Infinity;
  const p = n / first.length;
  const entropy = -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p));
  const calls = counts.reduce((sum, c) => sum + c.reduce((s, k) => s + k, 0), 0) / 3;
  return first.length * entropy + (counts[0]!.length / 2) * Math.log2(calls);
}

/** Two cells far from each other by their shares, and every cell to the nearer. */
function startOf(counts: readonly number[][], random: () => number): boolean[] {
  const pick = () => counts[Math.floor(random() * counts.length)]!;
  const [a, b] = [pick(), pick()];
  const total = (c: readonly number[]) => Math.max(1, c.reduce((sum, k) => sum + k, 0));
  const likeness = (c: readonly number[], to: readonly number[]) =>
    c.reduce((sum, k, d) => sum + Math.sqrt((k / total(c)) * (to[d]! / total(to))), 0);
  return counts.map((c) => likeness(c, a) >= likeness(c, b));
} // prettier-ignore

function separate(
  counts: readonly number[][],
  start: readonly boolean[],
  prior: readonly number[],
  blocks: readonly (readonly [number, number])[],
): boolean[] {
  let first = [...start];
  for (let round = 0; round < rounds; round++) {
    const a = shares(sumOf(counts, (i) => first[i]!), prior, blocks).map(Math.log);
    const b = shares(sumOf(counts, (i) => !first[i]), prior, blocks).map(Math.log);
    const next = counts.map((c) => c.reduce((sum, k, d) => sum + k * (a[d]! - b[d]!), 0) >= 0);
    if (next.every((is, i) => is === first[i])) break;
    first = next;
  }
  return first;
} // prettier-ignore

function topStates(cells: readonly Cell[]): string[] {
  const calls = new Map<string, number>();
  for (const c of cells) for (const [s, n] of c.states) calls.set(s, (calls.get(s) ?? 0) + n);
  return [...calls]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostStates)
    .map(([state]) => state);
}

/** Calls by state (the last: other), by three hours of the day, and by outcome. */
function countsOf(cell: Cell, states: readonly string[]): number[] {
  const named = states.map((s) => cell.states.get(s) ?? 0);
  const other = cell.calls - named.reduce((sum, n) => sum + n, 0);
  return [...named, Math.max(0, other), ...byThree(cell.hours), ...outcomesOf(cell)];
}

const byThree = (hours: readonly number[]): number[] =>
  Array.from({ length: 8 }, (_, k) => hours[3 * k]! + hours[3 * k + 1]! + hours[3 * k + 2]!);

/** Where each of the three distributions begins and ends. */
const blocksOf = (states: number): (readonly [number, number])[] => [
  [0, states],
  [states, states + 8],
  [states + 8, states + 15],
];

function priorOf(baseline: Baseline, states: readonly string[]): number[] {
  const share = new Map(baseline.states.map((s, i) => [s, baseline.stateShares[i]!]));
  const named = states.map((s) => share.get(s) ?? 0);
  const outcome = baseline.outcomeShares;
  const sum = outcome.reduce((total, s) => total + s, 0);
  return [
    ...named,
    Math.max(0.01, 1 - named.reduce((total, s) => total + s, 0)),
    ...byThree(baseline.hourShares),
    ...outcome.map((s) => s / sum),
  ].map((s) => limits.priorCalls.value * Math.max(s, 0.001));
}

const sumOf = (counts: readonly number[][], isIn: (i: number) => boolean): number[] => {
  const sum = new Array<number>(counts[0]!.length).fill(0);
  counts.forEach((c, i) => {
    if (isIn(i)) c.forEach((k, d) => (sum[d]! += k));
  });
  return sum;
};

function shares(
  counts: readonly number[],
  prior: readonly number[],
  blocks: readonly (readonly [number, number])[],
): number[] {
  const smoothed = counts.map((k, d) => k + prior[d]!);
  return blocks.flatMap(([from, to]) => {
    const block = smoothed.slice(from, to);
    const total = block.reduce((sum, k) => sum + k, 0);
    return block.map((k) => k / total);
  });
}

const logLikelihood = (counts: readonly number[], of: readonly number[]): number =>
  counts.reduce((sum, k, d) => sum + k * Math.log(of[d]!), 0);
