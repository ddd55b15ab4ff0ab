import type { FoundCalls } from "../analysis/campaigns/index.ts";
import type { PretextCategory } from "../analysis/campaigns/pretexts.ts";
import { addReport } from "../analysis/traffic/reports.ts";
import {
  estimateCalls,
  findOperations,
  isClaimed,
  type Cell,
  type Expected,
  type Operation,
} from "../analysis/traffic/index.ts";
import {
  readCellReports,
  readTerminators,
  readTrafficMonths,
  stageOperations,
  type TerminatorRows,
} from "../data/reads/cells.ts";
import type { Session } from "../data/session.ts";
import { keyOf, readCells } from "./call-cells.ts";

/** Everything that was found in calls. */
export interface FoundOperations {
  claimed: Operation[];
  others: Operation[];
  terminators: TerminatorRows;
  /** Recordings by index of the claimed operation. */
  recordings: Set<string>[];
}

export const cellsOf = (operation: Operation): Cell[] => [
  ...operation.cells,
  ...operation.attached,
];

/** Every cell of all months with what was reported of its calls, the reports, and what chance makes expected. */
export async function readTraffic(
  session: Session,
  scripts: ReadonlyMap<string, { script: number; category: PretextCategory }>,
) {
  const cells = await readCells(session);
  const reports = (await readCellReports(session)).map((r) => ({ ...r, cell: keyOf(r) }));
  for (const report of reports) {
    const own = cells.get(report.cell)?.reports;
    if (own) addReport(own, report, scripts.get(report.source_row_id));
  }
  return {
    cells: [...cells.values()],
    reports,
    expected: expectedOf(await readTrafficMonths(session)),
  };
}

/** Finds who is behind the cells of all months; empty where no call records are loaded. */
export async function findInCalls(
  session: Session,
  scripts: ReadonlyMap<string, { script: number; category: PretextCategory }>,
): Promise<FoundOperations> {
  const { cells, reports, expected } = await readTraffic(session, scripts);
  const operations = findOperations(cells, expected);
  const claimed = operations
    .filter(isClaimed)
    .sort((a, b) => b.traffic.calls - a.traffic.calls || (firstCell(a) < firstCell(b) ? -1 : 1));
  const indexOf = new Map(
    claimed.flatMap((o, i) => cellsOf(o).map((c): [string, number] => [keyOf(c), i])),
  );
  const recordings = claimed.map(() => new Set<string>());
  for (const report of reports)
    if (report.source_table === "recordings") {
      const index = indexOf.get(report.cell);
      if (index !== undefined) recordings[index]!.add(report.source_row_id);
    }
  return {
    claimed,
    others: operations.filter((o) => !isClaimed(o)),
    terminators: await readTerminators(session),
    recordings,
  };
}

/** What is to be expected by chance: the most of any month. */
export const expectedOf = (
  months: readonly { neighbor_expected: number; impossible_share: number }[],
): Expected => ({
  neighborExpected: Math.max(0, ...months.map((m) => m.neighbor_expected)),
  impossibleExpected: Math.max(0, ...months.map((m) => m.impossible_share)),
});

const firstCell = (operation: Operation) => keyOf(operation.cells[0]!);

/** Claimed operations as campaigns are named after: by their cells, and by what their calls look like. */
export const foundCalls = ({ claimed, recordings }: FoundOperations): FoundCalls[] =>
  claimed.map((operation, i) => ({
    members: cellsOf(operation)
      .map((c) => `cell ${keyOf(c)}`)
      .sort(),
    recordings: recordings[i]!,
    label: labelOf(operation),
  }));

/** Names of ways to call, for campaigns of which nothing was recorded. */
function labelOf({ traffic, cells }: Operation): string {
  const [topic, n] = [...traffic.reports.topics].sort(
    (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1),
  )[0] ?? ["", 0];
  const all = [...traffic.reports.topics.values()].reduce((sum, k) => sum + k, 0);
  if (n >= 3 && 2 * n > all) return `Calls that apps call “${topic}”`;
  const share = (pattern: string) =>
    cells.filter((c) => c.pattern === pattern).reduce((sum, c) => sum + c.calls, 0) / traffic.calls;
  if (share("impossible") > 0.5) return "Calls from numbers that nobody can call from";
  if (share("listed") > 0.5) return "Calls from numbers that place no calls";
  if (share("neighbor") > 0.5) return "Calls that show the called exchange";
  if (share("withheld") > 0.5) return "Calls without a displayed number";
  return traffic.callers >= 20
    ? "Calls with many displayed numbers"
    : "Calls with few displayed numbers";
}

/** Calls seen, each counted once however often it was tried, and the 90 % interval of all. */
export interface CallTotals {
  calls: number;
  low: number;
  high: number | null;
}

/** Stages the calls of campaigns: who they are by index of the operation. */
export async function stageCalls(
  session: Session,
  found: FoundOperations,
  campaignIds: ReadonlyMap<number, string>,
): Promise<Map<number, CallTotals>> {
  const estimates = new Map<number, CallTotals>();
  const rows = {
    cells: [] as object[],
    links: [] as object[],
    evidence: [] as object[],
    states: [] as object[],
  };
  found.claimed.forEach((operation, index) => {
    const campaign_id = campaignIds.get(index)!;
    const strandNo = new Map(operation.strands.map((s, i) => [s, i + 1]));
    const addCell = (c: Cell, strand_no: number | null) =>
      rows.cells.push({
        ...c,
        campaign_id,
        strand_no,
        is_attached: strand_no === null,
        calling_number: shownNumber(c),
        first_at: isoTime(c.first_at),
        last_at: isoTime(c.last_at),
      });
    for (const strand of operation.strands)
      for (const c of strand.cells) addCell(c, strandNo.get(strand)!);
    for (const c of operation.attached) addCell(c, null);
    for (const { from, to, comparisons } of operation.links) {
      const [earlier, later] = from.last_at <= to.last_at ? [from, to] : [to, from];
      for (const c of comparisons)
        rows.links.push({
          campaign_id,
          kind: c.kind,
          level: c.level,
          weight: round(c.bits),
          from_key: String(strandNo.get(from)),
          to_key: String(strandNo.get(to)),
          first_seen: isoTime(later.first_at),
          last_seen: isoTime(earlier.last_at),
        });
    }
    for (const e of operation.verdict.evidence)
      rows.evidence.push({
        campaign_id,
        ...e,
        bits: round(e.bits),
        probability_without: round(
          operation.verdict.without.get(e.source) ?? operation.verdict.probability,
        ),
      });
    const { states, nation } = estimatesOf(operation, found.terminators);
    estimates.set(index, nation);
    for (const s of states) rows.states.push({ campaign_id, ...s });
  });
  const callers = found.others
    .filter((o) => o.traffic.calls >= 100)
    .map((o) => {
      const main = o.cells.reduce((best, c) => (c.calls > best.calls ? c : best), o.cells[0]!);
      const against = o.verdict.evidence.filter((e) => e.bits < 0).map((e) => e.code);
      return {
        caller_id: main.cell_id,
        month: main.month,
        calls: o.traffic.calls,
        probability: round(o.verdict.probability),
        label: o.verdict.probability < 0.1 && against.length > 0 ? "lawful_bulk" : "open",
        provider_id: main.provider_id,
        customer_id: main.customer_id,
        calling_number: shownNumber(main),
        reasons: [...new Set(against)].sort(),
      };
    });
  await stageOperations(session, { ...rows, callers });
  return estimates;
}

/** The displayed number of a cell in E.164 form; null where it has none, or digits that are no number. */
export const shownNumber = ({ caller }: { caller: string | null }): string | null =>
  caller === null || caller.startsWith("-") ? null : `+${caller}`;

export const isoTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().slice(0, 23);
const round = (value: number) => Math.round(value * 1000) / 1000;

/** Calls of a campaign beyond what is seen: by month and state, and in all. */
function estimatesOf(operation: Operation, { exchanges, ends }: TerminatorRows) {
  const states: {
    month: string;
    state: string;
    calls: number;
    calls_low: number;
    calls_high: number | null;
  }[] = [];
  const nation: CallTotals = { calls: 0, low: 0, high: 0 };
  for (const month of [...new Set(cellsOf(operation).map((c) => c.month))].sort()) {
    const calls = new Map<string, Map<string, number>>();
    for (const c of cellsOf(operation).filter((c) => c.month === month))
      for (const { state, provider_id, calls: n } of ends.get(keyOf(c)) ?? []) {
        const own = calls.get(state) ?? new Map<string, number>();
        calls.set(state, own.set(provider_id, (own.get(provider_id) ?? 0) + n));
      }
    const of = (wanted: readonly string[]) => {
      const sum = new Map<string, { calls: number; lines: number }>();
      let seen = 0;
      let other = 0;
      for (const state of wanted) {
        for (const [provider, lines] of exchanges.get(`${month} ${state}`) ?? []) {
          if (provider === "") other += lines;
          else {
            const t = sum.get(provider) ?? { calls: 0, lines: 0 };
            sum.set(provider, { calls: t.calls, lines: t.lines + lines });
          }
        }
        for (const [provider, n] of calls.get(state) ?? []) {
          seen += n;
          const t = sum.get(provider);
          if (t) t.calls += n;
        }
      }
      return { seen, ...estimateCalls(seen, [...sum.values()], other) };
    };
    for (const state of [...calls.keys()].filter((s) => s !== "").sort()) {
      const { seen, low, high } = of([state]);
      states.push({ month, state, calls: seen, calls_low: low, calls_high: high });
    }
    const { seen, low, high } = of([...calls.keys()]);
    states.push({ month, state: "US", calls: seen, calls_low: low, calls_high: high });
    nation.calls += seen;
    nation.low += low;
    nation.high = nation.high === null || high === null ? null : nation.high + high;
  }
  return { states, nation };
}
