import { csvText, type Cell } from "../csv.ts";
import type { Facts, Part } from "../facts/types.ts";

export interface Download {
  name: string;
  what: string;
  text: string;
}

/** The site's figures as CSV: exactly what its pages show, counts withheld where they are. */
export function figuresCsv(facts: Facts): Download[] {
  const { month } = facts;
  const prefix = facts.is_demonstration ? "demonstration-" : "";
  const file = (
    name: string,
    what: string,
    header: readonly string[],
    rows: readonly (readonly Cell[])[],
  ): Download => ({ name: `${prefix}${name}.csv`, what, text: csvText(header, rows) });
  const areas = [["US", facts.nation] as const, ...facts.states.map((s) => [s.state, s] as const)];
  const splits = [
    ["types", "kind of call", "types"],
    ["agencies", "agency", "agencies"],
    ["topics", "topic", "topics"],
    ["area_codes", "area code of the consumer", "area_codes"],
    ["days", "day received", "days"],
    ["hours", "hour of the call", "hours"],
  ] as const;
  return [
    file(
      `jurisdictions-${month}`,
      "complaints, filing sessions, rates, ranks and their intervals, one row per jurisdiction",
      [
        "state", "name", "month", "complaints", "filing_sessions", "population", "per_100k", "per_100k_low",
        "per_100k_high", "rank", "rank_low", "rank_high", "ranked", "is_simulated",
      ], // prettier-ignore
      facts.states.map((s) => [
        s.state, s.name, s.month, s.complaints, s.sessions, s.population, s.rate?.value ?? null, s.rate?.low ?? null,
        s.rate?.high ?? null, s.rank?.rank ?? null, s.rank?.low ?? null, s.rank?.high ?? null, s.rank?.of ?? null, "false",
      ]), // prettier-ignore
    ),
    ...splits.map(([name, what, key]) =>
      file(
        `${name.replace("_", "-")}-${month}`,
        `complaints by ${what}, one row per area and part`,
        ["area", "month", "part", "label", "complaints", "is_simulated"],
        areas.flatMap(([area, of]) => partRows(area, month, of[key])),
      ),
    ),
    file(
      `national-${month}`,
      "national complaints by kind of caller ID and by area code’s state",
      ["split", "month", "part", "label", "complaints", "is_simulated"],
      [
        ...partRows("number_kind", month, facts.nation.number_kinds),
        ...partRows("area_code_state", month, facts.nation.area_code_states),
      ],
    ),
    ...(facts.tracing ? callFiles(facts, file) : []),
    file(
      "campaigns",
      "campaigns, one row each",
      [
        "campaign_id", "label", "category", "recordings", "complaints", "support", "callbacks", "impersonates",
        "mentions", "script", "is_simulated",
      ], // prettier-ignore
      facts.campaigns.map((c) => [
        c.campaign_id, c.label, c.category, c.recordings, c.complaints, c.support,
        c.callbacks.map((n) => n.number).join(" "), c.brands.join("; "), c.mentions.join("; "), c.script,
        String(c.is_simulated),
      ]), // prettier-ignore
    ),
    file(
      "files",
      "every file behind the figures, with its hash",
      [
        "load_id", "format", "title", "publisher", "file_sha256", "rows_read", "rows_loaded", "rows_duplicate",
        "rows_rejected", "is_simulated",
      ], // prettier-ignore
      facts.loads.map((l) => [
        l.load_id, l.format, l.title, l.publisher, l.file_sha256, l.rows?.read ?? null, l.rows?.loaded ?? null,
        l.rows?.duplicate ?? null, l.rows?.rejected ?? null, String(l.is_simulated),
      ]), // prettier-ignore
    ),
  ];
}

const partRows = (area: string, month: string, parts: readonly Part[] | null): Cell[][] =>
  (parts ?? []).map((p) => [area, month, p.key, p.label, p.count, "false"]);

function callFiles(
  facts: Facts,
  file: (name: string, what: string, header: string[], rows: Cell[][]) => Download,
): Download[] {
  const { month, tracing } = facts;
  const simulated = String(tracing!.is_simulated);
  return [
    file(
      `calls-${month}`,
      "calls to each jurisdiction, and how many could be traced",
      ["state", "name", "month", "calls", "origin_known", "is_simulated"],
      facts.states.map((s) => [
        s.state, s.name, month, s.calls?.calls ?? 0, s.calls?.origin_known ?? 0, simulated,
      ]), // prettier-ignore
    ),
    file(
      `traces-${month}`,
      "calls by where the trace stops",
      ["stop_reason", "label", "month", "calls", "is_simulated"],
      (tracing!.ends ?? []).map((e) => [e.key, e.label, month, e.count, simulated]),
    ),
  ];
}
