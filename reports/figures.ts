import { createHash } from "node:crypto";
import { hourTitle, mapTitle, topicTitle, typeTitle } from "../src/facts/wording/titles.ts";
import {
  dayName,
  formatCount,
  formatInterval,
  formatNumber,
  formatRank,
  formatRate,
  monthName,
  shorten,
} from "../src/facts/wording/format.ts";
import {
  changeSentence, nationCampaignSentence, nationHeadline, noComplaintsLoaded, rankSentence, stateCallsSentence, stateHeadline, topicSentence, typeSentence,
} from "../src/facts/wording/sentences.ts"; // prettier-ignore
import { isShown } from "../src/facts/disclosure/suppression.ts";
import type { Count, Facts, Part, StateFacts } from "../src/facts/types.ts";
import type { MapRow } from "../src/charts/state-maps.ts";

export type CellKind = "text" | "count" | "rate" | "share" | "integer";

export interface BriefTable {
  id: string;
  title: string;
  columns: { key: string; head: string; kind: CellKind }[];
  /** Counts may be "withheld"; null is not known or not applicable. */
  rows: (string | number | null)[][];
}

export type BriefChart = {
  id: string;
  title: string;
  drawn: string;
  alt: string;
  /** The table that holds the same numbers. */
  table: string;
} & (
  | { kind: "tiles"; rows: MapRow[]; selected: string }
  | { kind: "parts"; rows: Part[] }
  | { kind: "hours"; rows: Count[] }
);

/** Everything that one brief says: PDF, HTML, CSV and XLSX are made from it, and it is published beside them. */
export interface BriefFigures {
  schema: 1;
  audience: Facts["audience"];
  publisher: string;
  contact: string;
  method_version: string;
  inputs_sha256: string;
  state: string;
  name: string;
  month: string;
  month_name: string;
  data_through: string;
  title: string;
  headline: string;
  paragraphs: string[];
  /** The four figures that lead. */
  leading: { label: string; value: string; note: string }[];
  charts: BriefChart[];
  tables: BriefTable[];
  limits: string[];
  glossary: { term: string; meaning: string }[];
  /** SHA-256 over everything above, as canonical JSON. */
  content_sha256: string;
}

/** Builds the figures of one jurisdiction's brief from the facts of the month. */
export function briefFigures(facts: Facts, state: StateFacts): BriefFigures {
  const shown = isShown(state.complaints) && state.complaints > 0;
  const figures: Omit<BriefFigures, "content_sha256"> = {
    schema: 1,
    audience: facts.audience,
    publisher: facts.publisher,
    contact: facts.contact,
    method_version: facts.method_version,
    inputs_sha256: facts.inputs_sha256,
    state: state.state,
    name: state.name,
    month: state.month,
    month_name: monthName(state.month),
    data_through: dayName(facts.data_through),
    title: `${state.has_complaints ? "Unwanted calls" : "Calls"} in ${state.name}, ${monthName(state.month)}`,
    headline: stateHeadline(state),
    paragraphs: [
      [typeSentence(state), topicSentence(state), changeSentence(state)],
      [rankSentence(state)],
      [facts.has_complaints ? nationHeadline(facts.nation) : noComplaintsLoaded(facts.month)],
      [facts.has_complaints ? stateCallsSentence(state) : null],
    ]
      .map((sentences) => sentences.filter((s) => s !== null).join(" "))
      .filter((paragraph) => paragraph !== ""),
    leading: state.has_complaints ? leading(state) : leadingCalls(state),
    charts: state.has_complaints ? charts(facts, state, shown) : [],
    tables: tables(facts, state, shown),
    limits: [
      "A complaint is a report, not a measurement: few people who receive a robocall complain.",
      "The state is the one that the consumer stated, or the area code’s where none was stated.",
      "Displayed numbers are often spoofed: none is shown here as a caller’s own.",
      facts.tracing === null
        ? "Which provider carried a call is not in the loaded files, so this edition names none."
        : "Records of calls come from some providers only; a call that several recorded is counted once.",
      facts.audience === "public"
        ? "No cell under 11 people is shown; such cells are withheld or merged."
        : "Office edition: it shows cells that the public edition withholds. Not for publication.",
    ],
    glossary: [
      { term: "Complaint", meaning: "a report by a consumer to the FTC or FCC; unverified" },
      {
        term: "Robocall",
        meaning:
          "a call that the consumer said played a recording, or that the FCC’s form calls prerecorded or autodialed",
      },
      {
        term: "Interval",
        meaning:
          "the range in which the underlying rate lies with 95 % confidence, if complaints come by chance (exact Poisson)",
      },
      {
        term: "Rank range",
        meaning: "ranges that hold for all ranked jurisdictions at once with 90 % confidence",
      },
      {
        term: "Campaign",
        meaning: "recordings that read one script; a version is one recording of it",
      },
      {
        term: "Withheld",
        meaning: "1 to 10, or a larger cell that would give such a one away by subtraction",
      },
    ],
  };
  return {
    ...figures,
    content_sha256: createHash("sha256").update(JSON.stringify(figures)).digest("hex"),
  };
}

function leading(state: StateFacts): BriefFigures["leading"] {
  const robocalls = state.by_type.find((t) => t.label === "robocall");
  const campaigns = state.campaigns.length;
  return [
    {
      label: "complaints",
      value: isShown(state.complaints) ? formatCount(state.complaints) : "withheld",
      note: `${state.days_covered} of ${state.days_in_month} days covered`,
    },
    {
      label: "per 100,000 residents",
      value: state.rate ? formatRate(state.rate.value) : "–",
      note: state.rate ? `95 % interval ${formatInterval(state.rate)}` : "withheld",
    },
    {
      label: "rank by rate",
      value: state.rank ? formatRank(state.rank) : "–",
      note: state.rank ? `90 % range ${state.rank.low} to ${state.rank.high}` : "not ranked",
    },
    {
      label: "robocalls, as consumers told it",
      value: robocalls ? formatCount(robocalls.complaints) : "–",
      note: `${campaigns} known ${campaigns === 1 ? "campaign" : "campaigns"} named by number`,
    },
  ];
}

/** What leads in a month with call records alone. */
function leadingCalls({ calls }: StateFacts): BriefFigures["leading"] {
  const value = (n: Count | undefined) =>
    n === undefined ? "–" : isShown(n) ? formatCount(n) : "withheld";
  return [
    { label: "calls", value: value(calls?.calls), note: "each counted once" },
    {
      label: "records of them",
      value: value(calls?.call_records),
      note: "of providers that export",
    },
    {
      label: "origin or point of entry known",
      value: value(calls?.origin_known),
      note: "calls whose path reaches it",
    },
    { label: "complaints", value: "–", note: "none is loaded for this month" },
  ];
}

function charts(facts: Facts, state: StateFacts, shown: boolean): BriefChart[] {
  const rows = facts.states.map((s) => ({
    state: s.state,
    name: s.name,
    rate: s.rate?.value ?? null,
    complaints: s.complaints,
  }));
  const list: BriefChart[] = [
    {
      id: "map",
      kind: "tiles",
      rows,
      selected: state.state,
      title: mapTitle(facts.states),
      drawn: `Complaints per 100,000 residents; darker is higher, hatched is withheld, ${state.name} is outlined`,
      alt: `Tile map of 56 jurisdictions by complaints per 100,000 residents. Table “jurisdictions” holds every value.`,
      table: "jurisdictions",
    },
  ];
  if (!shown) return list;
  list.push({
    id: "topics",
    kind: "parts",
    rows: state.topics,
    title: topicTitle(state),
    drawn: "Complaints by the topic that the consumer chose",
    alt: `Bar chart of complaints by topic: ${state.topics.map((t) => `${t.label} ${formatCount(t.complaints)}`).join(", ")}.`,
    table: "topics",
  });
  if (state.hours.some((h) => isShown(h) && h > 0)) {
    list.push({
      id: "hours",
      kind: "hours",
      rows: state.hours,
      title: hourTitle(state),
      drawn: "Complaints by hour on the consumer’s own clock; a ring marks an hour withheld",
      alt: `Bar chart of complaints by hour of the call. Table “hours” holds every value.`,
      table: "hours",
    });
  }
  return list;
}

const text = (key: string, head: string) => ({ key, head, kind: "text" as const });
const count = (key: string, head: string) => ({ key, head, kind: "count" as const });

function parts(id: string, title: string, head: string, rows: readonly Part[]): BriefTable {
  const total = rows.reduce((sum, row) => sum + row.complaints, 0);
  return {
    id,
    title,
    columns: [
      text("part", head),
      count("complaints", "Complaints"),
      { key: "share", head: "Share", kind: "share" },
    ],
    rows: rows.map((row) => [
      row.label,
      row.complaints,
      total === 0 ? null : row.complaints / total,
    ]),
  };
}

function tables(facts: Facts, state: StateFacts, shown: boolean): BriefTable[] {
  const list: BriefTable[] = [];
  if (shown) {
    list.push(
      parts("types", typeTitle(state), "Kind of call", state.by_type),
      parts("topics", topicTitle(state), "Topic", state.topics),
      parts(
        "area_codes",
        `Area codes of consumers in ${state.name}`,
        "Area code",
        state.area_codes,
      ),
    );
    if (state.hours.some((h) => isShown(h) && h > 0)) {
      list.push({
        id: "hours",
        title: hourTitle(state),
        columns: [
          { key: "hour", head: "Hour from", kind: "integer" },
          count("complaints", "Complaints"),
        ],
        rows: state.hours.map((n, hour) => [hour, n]),
      });
    }
  }
  list.push(
    campaigns(facts, state),
    state.has_complaints ? jurisdictionTable(facts) : jurisdictionCalls(facts),
    sources(facts),
  );
  return list;
}

function campaigns(facts: Facts, state: StateFacts): BriefTable {
  const linked = new Map(state.campaigns.map((c) => [c.campaign_id, c.complaints]));
  const rows = [
    ...facts.campaigns.filter((c) => linked.has(c.campaign_id)),
    ...facts.campaigns.filter((c) => !linked.has(c.campaign_id)).slice(0, 10),
  ];
  return {
    id: "campaigns",
    title: `${nationCampaignSentence(facts)} Those that complaints from ${state.name} name come first`,
    columns: [
      text("campaign_id", "Id"),
      text("label", "Campaign"),
      text("callbacks", "Call-back numbers"),
      count("recordings", "Recordings"),
      count("state_complaints", `${state.state} complaints`),
      text("quote", "Script begins"),
    ],
    rows: rows.map((c) => [
      c.campaign_id,
      c.label,
      c.callbacks.length === 0
        ? null
        : c.callbacks
            .slice(0, 3)
            .map((n) => formatNumber(n.number))
            .join(", ") + (c.callbacks.length > 3 ? ` and ${c.callbacks.length - 3} more` : ""),
      c.recordings,
      linked.get(c.campaign_id) ?? 0,
      shorten(c.quote, 90),
    ]),
  };
}

function jurisdictionTable(facts: Facts): BriefTable {
  return {
    id: "jurisdictions",
    title: `All jurisdictions, ${monthName(facts.month)}`,
    columns: [
      text("state", "Code"),
      text("name", "Jurisdiction"),
      count("complaints", "Complaints"),
      { key: "per_100k", head: "Per 100,000", kind: "rate" },
      { key: "per_100k_low", head: "95 % low", kind: "rate" },
      { key: "per_100k_high", head: "95 % high", kind: "rate" },
      { key: "rank", head: "Rank", kind: "integer" },
      { key: "rank_low", head: "Rank from", kind: "integer" },
      { key: "rank_high", head: "Rank to", kind: "integer" },
    ],
    rows: facts.states.map((s) => [
      s.state, s.name, s.complaints, s.rate?.value ?? null, s.rate?.low ?? null, s.rate?.high ?? null,
      s.rank?.rank ?? null, s.rank?.low ?? null, s.rank?.high ?? null,
    ]), // prettier-ignore
  };
}

function jurisdictionCalls(facts: Facts): BriefTable {
  return {
    id: "jurisdictions",
    title: `Calls to all jurisdictions, ${monthName(facts.month)}`,
    columns: [
      text("state", "Code"),
      text("name", "Jurisdiction"),
      count("calls", "Calls"),
      count("call_records", "Records of them"),
      count("origin_known", "Origin or point of entry known"),
    ],
    rows: facts.states.map((s) => [
      s.state,
      s.name,
      s.calls?.calls ?? 0,
      s.calls?.call_records ?? 0,
      s.calls?.origin_known ?? 0,
    ]),
  };
}

function sources(facts: Facts): BriefTable {
  return {
    id: "sources",
    title: "Files behind these figures: rows read = loaded + duplicate + rejected",
    columns: [
      text("file_name", "File"),
      text("publisher", "Publisher"),
      count("rows_read", "Read"),
      count("rows_loaded", "Loaded"),
      count("rows_duplicate", "Duplicate"),
      count("rows_rejected", "Rejected"),
      text("file_sha256", "SHA-256"),
    ],
    rows: facts.loads.map((l) => [
      l.file_name, l.publisher, l.rows_read, l.rows_loaded, l.rows_duplicate, l.rows_rejected, l.file_sha256,
    ]), // prettier-ignore
  };
}

/** A cell as all printed forms show it. */
export function cellText(value: string | number | null, kind: CellKind): string {
  if (value === null) return "–";
  if (typeof value === "string") return value;
  if (kind === "rate") return formatRate(value);
  if (kind === "share") return `${(100 * value).toFixed(1)} %`;
  return formatCount(value);
}

export const isNumeric = (kind: CellKind): boolean => kind !== "text";
