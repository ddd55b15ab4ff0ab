import { group } from "d3";
import { isOneCaller, measuredCalls, pool, type Cell, type Traffic } from "./cells.ts";
import { averageLink } from "./cluster.ts";
import {
  baselineOf, chanceShares, compareStrands, Profiles, totalBits, type Comparison, type Strand,
} from "./compare.ts"; // prettier-ignore
import { isSupported, judge, type Setting, type Verdict } from "./evidence.ts";
import { attachByCaller } from "./attach.ts";
import { strandsOf } from "./strands.ts";
import { evidenceThresholds as limits } from "./thresholds.ts";

export type { Cell, OriginKind, Reports, Traffic } from "./cells.ts";
export type { Comparison, Strand } from "./compare.ts";
export type { Evidence, Verdict } from "./evidence.ts";
export { estimateCalls } from "./estimate.ts";
export {
  cellThresholds,
  evidenceThresholds,
  evidenceWeights,
  linkThresholds,
} from "./thresholds.ts";

/** What is to be expected of calls by chance. */
export type Expected = Pick<Setting, "neighborExpected" | "impossibleExpected">;

/** Cells that were found to be of one caller, with what speaks for and against it. */
export interface Operation {
  traffic: Traffic;
  strands: Strand[];
  cells: Cell[];
  /** Cells of which only the displayed number is known: it is this one's. */
  attached: Cell[];
  verdict: Verdict;
  /** Why its strands are one: the comparisons of each pair of them. */
  links: { from: Strand; to: Strand; comparisons: Comparison[] }[];
}

/**
 * Whether a cell is what many callers have in common: calls whose customer is not known, with numbers that are used once
 * or not shown, or that are garbled as often as everywhere. It belongs to no one.
 */
function isMixed(c: Cell, { impossibleExpected }: Expected): boolean {
  if (c.caller !== null || isOneCaller(c) || c.origin_kind === "entry") return false;
  if (c.pattern === "impossible")
    return (
      c.calls < limits.garbledTimes.value * Math.max(impossibleExpected, 0.005) * c.origin_calls
    );
  return c.pattern !== "neighbor" && c.pattern !== "listed" && !hasOneVoice(c);
}

/**
 * Whether a cell's calls are of one caller, for the most part: one script or one number to call back is heard, nobody talks,
 * and hardly any user wanted a call. What is heard does not tell by itself: the calls of people are never recorded.
 */
function hasOneVoice(cell: Cell): boolean {
  const { reports, durations } = cell;
  const agree = [reports.scripts, reports.callbacks].some((heard) => {
    const counts = [...heard.values()];
    const all = counts.reduce((sum, n) => sum + n, 0);
    return all >= limits.voices.value && Math.max(...counts) >= limits.oneVoice.value * all;
  });
  const measured = measuredCalls(cell);
  const talk =
    measured >= limits.leastMeasured.value &&
    durations.at(-1)! >= limits.mixedTalk.value * measured;
  const apps = [...reports.apps.values()];
  const wanted = apps.reduce((sum, a) => sum + a.wanted, 0);
  const judged = apps.reduce((sum, a) => sum + a.wanted + a.unwanted + a.scam, 0);
  return agree && !talk && wanted <= limits.mixedWanted.value * judged;
}

/**
 * Groups cells into operations, in two steps: cells of one origin (customer, foreign upstream at a point of entry, …) into
 * strands, strands of different origins into operations. Both by average linkage over named comparisons. Pure: the order
 * of `cells` does not matter.
 */
export function findOperations(cells: readonly Cell[], expected: Expected): Operation[] {
  const sorted = cells.filter((c) => !isMixed(c, expected)).sort((a, b) => (a.cell_id < b.cell_id ? -1 : 1));
  if (sorted.length === 0) return [];
  const baseline = baselineOf(sorted);
  const chance = chanceShares(sorted, baseline);
  const byOrigin = group(sorted, (cell) => cell.origin_key);
  const strands = [...byOrigin.values()].flatMap((own) => strandsOf(own, baseline, chance));
  const verdicts = strands.map((s) => judge(s, settingOf([s], s, expected)));
  // What is plainly lawful or ordinary by itself is not joined with anything.
  const isOpen = verdicts.map((v) => v.probability >= limits.open.value);
  const open = strands.filter((_, i) => isOpen[i]);
  const profiles = new Profiles(open, baseline);
  const compare = (i: number, j: number) => compareStrands(profiles, open, i, j, chance);
  const joined = averageLink(open.length, (i, j) => totalBits(compare(i, j)));
  const operation = (members: Strand[], links: Operation["links"]): Operation => {
    const traffic = pool(members);
    return {
      traffic,
      strands: members,
      cells: members.flatMap((s) => s.cells),
      attached: [],
      verdict: judge(traffic, settingOf(members, traffic, expected)),
      links,
    };
  };
  const operations = [
    ...joined.map((members) =>
      operation(
        members.map((i) => open[i]!),
        members.flatMap((i, k) =>
          members.slice(k + 1).map((j) => ({ from: open[i]!, to: open[j]!, comparisons: compare(i, j) })),
        ),
      ),
    ),
    ...strands.filter((_, i) => !isOpen[i]).map((s) => operation([s], [])),
  ];
  return attachByCaller(operations, operations.filter(isClaimed), cells, { baseline, chance });
} // prettier-ignore

function settingOf(strands: readonly Strand[], traffic: Traffic, expected: Expected): Setting {
  const cells = strands.flatMap((s) => s.cells);
  const calls = (of: (cell: Cell) => boolean) =>
    cells.reduce((sum, c) => sum + (of(c) ? c.calls : 0), 0);
  const all = calls(() => true);
  return {
    fromAbroad: calls((c) => c.origin_kind === "entry") > all / 2,
    isOneOrigin: calls((c) => ["customer", "origid", "entry"].includes(c.origin_kind)) > all / 2,
    ...expected,
    showsUsNumbers: calls((c) => c.pattern !== "foreign_number") > all / 2,
    witnesses: [...traffic.exporters.values()].filter((n) => n >= 0.05 * traffic.calls).length,
  };
}

export const isClaimed = ({ verdict, traffic }: Operation): boolean =>
  traffic.calls >= limits.leastCalls.value && isSupported(verdict, limits.claim.value);
