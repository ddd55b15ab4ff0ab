import {
  readCallTotals,
  readClocks,
  readLinks,
  readPathCounts,
  readRecordFindings,
  readResponseCounts,
  readStateRecords,
} from "../data/reads/calls.ts";
import type { Session } from "../data/session.ts";
import { findingLabels } from "./wording/record-findings.ts";
import { stopReasonLabels } from "./wording/stop-reasons.ts";
import { isShown, mergeSmall, withholdOne, withholdSmall } from "./disclosure/suppression.ts";
import type { Audience, Count, Part, StateCalls, TracingFacts } from "./types.ts";

const mostLinks = 30;
const others = (merged: Part[]): string => merged.map((part) => part.label).join(" or ");

/** What the records of providers say of the month's calls; null where none is loaded of it. */
export async function tracingFacts(
  session: Session,
  month: string,
  audience: Audience,
): Promise<{ tracing: TracingFacts | null; ofState: (state: string) => StateCalls | null }> {
  const totals = await readCallTotals(session, month);
  if (!totals || totals.calls === 0) return { tracing: null, ofState: () => null };
  const isPublic = audience === "public";
  const small = (n: number): Count => (isPublic ? withholdOne(n) : n);
  const paths = await readPathCounts(session, month);
  const ends = sumBy(paths, (row) => row.stop_reason).map(([reason, calls]) => ({
    label: stopReasonLabels[reason] ?? reason,
    complaints: calls,
  }));
  // Summed before small parts are merged: a merged part has another name.
  const known = paths
    .filter((row) => ["originator", "foreign_upstream"].includes(row.stop_reason))
    .reduce((sum, row) => sum + row.calls, 0);
  const originKnown = isPublic ? withholdSmall([known, totals.calls - known])[0]! : known;
  const states = await stateCalls(session, month, paths, totals.is_simulated, isPublic);
  const findings = await readRecordFindings(session);
  return {
    tracing: {
      month,
      is_simulated: totals.is_simulated,
      calls: totals.calls,
      call_records: totals.call_records,
      exporters: totals.exporters,
      providers: totals.providers,
      origin_known: originKnown,
      ends: isPublic ? mergeSmall(ends, others).parts : ends,
      findings: sumBy(
        findings.map((f) => ({ ...f, calls: 1 })),
        (f) => f.finding,
      ).map(([finding, n]) => ({ finding: findingLabels[finding] ?? finding, providers: n })),
      responses: (await readResponseCounts(session)).map((r) => ({
        ...r,
        requests: small(r.requests),
      })),
      // Providers are named to offices only: no published government document names them here.
      named: isPublic
        ? null
        : {
            links: await readLinks(session, month, mostLinks),
            clocks: await readClocks(session, month),
            findings: findings.map((f) => ({
              ...f,
              finding: findingLabels[f.finding] ?? f.finding,
            })),
          },
    },
    ofState: (state) => states.get(state) ?? null,
  };
}

/** Calls to each jurisdiction, as the audience may see them: the nation's total is published, so a small cell takes
 * others with it. */
async function stateCalls(
  session: Session,
  month: string,
  paths: Awaited<ReturnType<typeof readPathCounts>>,
  isSimulated: boolean,
  isPublic: boolean,
): Promise<Map<string, StateCalls>> {
  const calls = new Map(sumBy(paths, (row) => row.state));
  const reached = new Map(
    sumBy(
      paths.filter((row) => ["originator", "foreign_upstream"].includes(row.stop_reason)),
      (row) => row.state,
    ),
  );
  const rows = await readStateRecords(session, month);
  const states = [...new Set([...rows.map((row) => row.state), ...calls.keys()])].sort();
  const counts = states.map((state) => calls.get(state) ?? 0);
  const cells = isPublic ? withholdSmall(counts) : counts;
  const records = new Map(rows.map((row) => [row.state, row.call_records]));
  return new Map(
    states.map((state, i): [string, StateCalls] => {
      const shown = cells[i]!;
      const part = isShown(shown)
        ? isPublic
          ? withholdSmall([reached.get(state) ?? 0, shown - (reached.get(state) ?? 0)])[0]!
          : (reached.get(state) ?? 0)
        : "withheld";
      return [
        state,
        {
          calls: shown,
          // As many records as there are of a withheld number of calls would give that number away, nearly.
          call_records: isShown(shown) ? (records.get(state) ?? 0) : "withheld",
          origin_known: part,
          is_simulated: isSimulated,
        },
      ];
    }),
  );
}

function sumBy<Row extends { calls: number }>(
  rows: readonly Row[],
  key: (row: Row) => string,
): [string, number][] {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + row.calls);
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
