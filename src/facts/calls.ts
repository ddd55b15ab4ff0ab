import { jurisdictions } from "../data/jurisdictions.ts";
import type { CallRows, MonthRows } from "../data/reads/month.ts";
import {
  nationArea,
  protectWithinSum,
  publishMonth,
  type CellRow,
  type PublishedMonth,
} from "./disclosure/month.ts";
import { isShown, withholdOne } from "./disclosure/rules.ts";
import type { Audience, Count, Part, ResponseFacts, StateCalls, TracingFacts } from "./types.ts";
import { originReasons, stopReason } from "./wording/tracing.ts";

/** Handoffs with Call-IDs from which a rate of errors is worth printing: one error in these is 0.1 %. */
const leastJoinCheck = 1000;

/** What the records of providers say of the month's calls; null where none is loaded of it. */
export interface CallFacts {
  tracing: TracingFacts | null;
  ofState: (state: string) => StateCalls | null;
  published: PublishedMonth | null;
}

export function callFacts(rows: MonthRows, audience: Audience, showsSimulated: boolean): CallFacts {
  const { calls } = rows;
  if (!calls || (calls.is_simulated && !showsSimulated)) {
    return { tracing: null, ofState: () => null, published: null };
  }
  const cells: CellRow[] = calls.cells.map((c) => ({
    area: c.area,
    split: c.split,
    part: c.part,
    value: c.calls,
    contributors: c.called_keys,
    largest: c.largest,
  }));
  const published = publishMonth(
    cells,
    jurisdictions.map((j) => j.state),
    [
      { split: "origin", has_nation: true, has_areas: true },
      { split: "stop_reason", has_nation: true, has_areas: false },
    ],
    audience,
    {
      // Calls whose origin is known are those that end for two of the reasons: the two tables are one fact.
      protect: (cell, split) => {
        const known =
          split(nationArea, "origin")?.find((p) => p.part === "known")?.count ?? "withheld";
        const reasons = (isOrigin: boolean) =>
          (split(nationArea, "stop_reason") ?? [])
            .map((p) => p.part)
            .filter((part) => originReasons.includes(part) === isOrigin);
        return [true, false].flatMap((isOrigin) =>
          protectWithinSum("stop_reason", reasons(isOrigin), known, cell),
        );
      },
      sums: (ids) => {
        const total = `origin|${nationArea}|known`;
        const parts = originReasons.map((r) => `stop_reason|${nationArea}|${r}`).filter(ids.has);
        return ids.has(total) && parts.length > 0 ? [{ total, parts }] : [];
      },
    },
  );
  const isOffice = audience === "office";
  const known = (area: string): Count =>
    published.split(area, "origin")?.parts.find((p) => p.part === "known")?.count ??
    (published.split(area, "origin") ? 0 : "withheld");
  const total = published.total(nationArea);
  const records = new Map(calls.records.map((row) => [row.state, row.call_records]));
  return {
    published,
    tracing: {
      month: rows.month,
      is_simulated: calls.is_simulated,
      calls: total,
      call_records: isShown(total) ? calls.call_records : "withheld",
      exporters: calls.exporters,
      providers: calls.providers,
      origin_known: known(nationArea),
      ends: endsOf(published),
      findings: providersByFinding(calls),
      join_check:
        isShown(total) && (calls.join_check?.handoffs ?? 0) >= leastJoinCheck
          ? calls.join_check
          : null,
      // Providers are named to offices only: no published government document names them here.
      named: isOffice
        ? {
            links: calls.links,
            clocks: calls.clocks,
            zone_shifts: calls.zone_shifts,
            findings: calls.findings,
          }
        : null,
    },
    ofState: (state) => ({
      calls: published.total(state),
      // As many records as there are of a withheld number of calls would nearly give that number away.
      call_records: isOffice ? (records.get(state) ?? 0) : null,
      origin_known: known(state),
      is_simulated: calls.is_simulated,
    }),
  };
}

function endsOf(published: PublishedMonth): Part[] | null {
  const split = published.split(nationArea, "stop_reason");
  if (!split) return null;
  const size = (count: Count) => (isShown(count) ? count : 0);
  return split.parts
    .filter((p) => p.count !== 0)
    .map(({ part, count }) => ({ key: part, label: stopReason(part), count }))
    .sort((a, b) => size(b.count) - size(a.count) || (a.label < b.label ? -1 : 1));
}

function providersByFinding({ findings }: CallRows): TracingFacts["findings"] {
  const counts = new Map<string, Set<string>>();
  for (const { finding, provider_id } of findings)
    counts.set(finding, (counts.get(finding) ?? new Set()).add(provider_id));
  return [...counts]
    .map(([finding, providers]) => ({ finding, providers: providers.size }))
    .sort((a, b) => (a.finding < b.finding ? -1 : 1));
}

/** Requests of manual tracebacks by outcome. Each stands alone: no total of them is published. */
export function responseFacts(
  rows: MonthRows,
  audience: Audience,
  showsSimulated: boolean,
): ResponseFacts[] {
  const counts = new Map<string, { status: string; applies: boolean | null; requests: number }>();
  for (const row of rows.responses) {
    if (row.is_simulated && !showsSimulated) continue;
    const key = `${row.response_status} ${row.rule_applies}`;
    const entry = counts.get(key) ?? {
      status: row.response_status,
      applies: row.rule_applies,
      requests: 0,
    };
    entry.requests += row.requests;
    counts.set(key, entry);
  }
  return [...counts.values()].map(({ status, applies, requests }) => ({
    response_status: status,
    rule_applies: applies,
    requests:
      audience === "office"
        ? requests
        : withholdOne({ value: requests, contributors: requests, largest: 1 }),
  }));
}
