import { createHash } from "node:crypto";
import { hourNote, hourTitle, placeTitle, topicTitle } from "../src/facts/wording/titles.ts";
import { demonstrationBand, stateCallsSentence } from "../src/facts/wording/calls.ts";
import {
  changeSentence,
  nationHeadline,
  noComplaintsLoaded,
  rankSentence,
  notRecordedSentence,
  sessionSentence,
  stateHeadline,
  stateTitle,
  tooFewToBreakDown,
  topicSentence,
  typeSentence,
} from "../src/facts/wording/complaints.ts";
import { coverageNote, periodTitle } from "../src/facts/wording/coverage.ts";
import { formatCount, formatInterval, formatRate, monthName } from "../src/facts/wording/format.ts";
import {
  correctionSentence,
  dataThrough,
  editionName,
  glossary,
  publisherSentence,
  stateLimits,
} from "../src/facts/wording/limits.ts";
import { placeName } from "../src/facts/wording/places.ts";
import { briefTables } from "./tables.ts";
import { isShown } from "../src/facts/disclosure/rules.ts";
import type { Count, Facts, NationFacts, Part, StateFacts } from "../src/facts/types.ts";
import type { MapRow } from "../src/charts/state-maps.ts";

export type CellKind = "text" | "count" | "rate" | "share" | "integer";

export interface BriefTable {
  id: string;
  title: string;
  columns: { key: string; head: string; kind: CellKind }[];
  /** Counts may be "withheld"; null is not known or not applicable. */
  rows: (string | number | null)[][];
  /** Whether the rows are invented. */
  is_simulated?: boolean;
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
  | { kind: "hours"; rows: Part[] }
);

/** Everything that one brief says: PDF, HTML, CSV and XLSX are made from it, and it is published beside them. */
export interface BriefFigures {
  schema: 2;
  audience: Facts["audience"];
  is_demonstration: boolean;
  /** Whether any figure of this brief is invented. */
  is_simulated: boolean;
  edition: string;
  /** Stands on every page of a brief that shows invented data; null otherwise. */
  band: string | null;
  publisher: string;
  corrections: string;
  method_version: string;
  inputs_sha256: string;
  state: string;
  name: string;
  month: string;
  /** The month, or the days of it that are covered. */
  period: string;
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
  const { nation } = facts;
  const isSimulated = state.calls?.is_simulated ?? false;
  const figures: Omit<BriefFigures, "content_sha256"> = {
    schema: 2,
    audience: facts.audience,
    is_demonstration: facts.is_demonstration,
    is_simulated: isSimulated || facts.is_demonstration,
    edition: editionName(facts),
    band: isSimulated || facts.is_demonstration ? demonstrationBand : null,
    publisher: publisherSentence(facts),
    corrections: correctionSentence(facts),
    method_version: facts.method_version,
    inputs_sha256: facts.inputs_sha256,
    state: state.state,
    name: state.name,
    month: state.month,
    period: state.has_complaints ? periodTitle(nation.coverage) : monthName(state.month),
    data_through: dataThrough(facts),
    title:
      (facts.is_demonstration ? "Demonstration: " : "") +
      (state.has_complaints
        ? stateTitle(state, nation)
        : `Calls to ${placeName(state.state)}, ${monthName(state.month)}`),
    headline: state.has_complaints
      ? stateHeadline(state, nation)
      : (stateCallsSentence(state) ??
        `No call to ${placeName(state.state)} is in the loaded records.`),
    paragraphs: paragraphsOf(facts, state),
    leading: state.has_complaints ? leading(state, nation) : leadingCalls(state),
    charts: state.has_complaints ? charts(facts, state) : [],
    tables: briefTables(facts, state),
    limits: [
      ...stateLimits(facts, state),
      facts.audience === "public"
        ? "Counts that stand for fewer than 11 people are withheld, and others with them where they would give such a count away."
        : "This edition shows counts that the public edition withholds. It is not for publication.",
    ],
    glossary: [...glossary],
  };
  return {
    ...figures,
    content_sha256: createHash("sha256").update(JSON.stringify(figures)).digest("hex"),
  };
}

function paragraphsOf(facts: Facts, state: StateFacts): string[] {
  const { nation } = facts;
  const sentences = state.has_complaints
    ? [
        [
          sessionSentence(state, nation, state.population),
          typeSentence(state),
          topicSentence(state),
        ],
        [rankSentence(state), changeSentence(state)],
        [nationHeadline(nation), coverageNote(nation.coverage)],
        [state.days ? null : tooFewToBreakDown(state), notRecordedSentence(nation)],
        [stateCallsSentence(state)],
      ]
    : [[noComplaintsLoaded(facts.month)]];
  return sentences
    .map((list) => list.filter((s) => s !== null).join(" "))
    .filter((paragraph) => paragraph !== "");
}

const cell = (count: Count | undefined): string =>
  count === undefined ? "–" : isShown(count) ? formatCount(count) : "withheld";

function leading(state: StateFacts, nation: NationFacts): BriefFigures["leading"] {
  const days = nation.coverage.days_covered;
  const robocalls = state.types?.find((t) => t.key === "robocall");
  return [
    {
      label: "complaints",
      value: cell(state.complaints),
      note:
        (isShown(state.sessions) && !nation.not_recorded.includes("session")
          ? `in ${cell(state.sessions)} filing sessions, `
          : "") + `on ${days} covered ${days === 1 ? "day" : "days"}`,
    },
    {
      label: "per 100,000 residents",
      value: state.rate ? formatRate(state.rate.value) : "–",
      note: state.rate ? `95% interval ${formatInterval(state.rate)}` : "withheld",
    },
    {
      label: state.rank ? `rank of ${state.rank.of} by rate` : "rank by rate",
      value: state.rank ? formatCount(state.rank.rank) : "–",
      note: state.rank ? `90% range ${state.rank.low} to ${state.rank.high}` : "not ranked",
    },
    {
      label: "described as robocalls",
      value: cell(robocalls?.count),
      note: nation.not_recorded.includes("type") ? "the records do not tell" : "by the consumer",
    },
  ];
}

/** What leads in a month without complaints. */
function leadingCalls({ calls }: StateFacts): BriefFigures["leading"] {
  return [
    { label: "calls", value: cell(calls?.calls), note: "each counted once" },
    {
      label: "traced",
      value: cell(calls?.origin_known),
      note: "to the originating provider or the US point of entry",
    },
    {
      label: "records",
      value: calls?.call_records === null ? "–" : cell(calls?.call_records),
      note: calls?.call_records === null ? "not published" : "of all providers together",
    },
    { label: "complaints", value: "–", note: "none are loaded for this month" },
  ];
}

const hasShown = (parts: Part[] | null): parts is Part[] =>
  (parts ?? []).some((p) => isShown(p.count) && p.count > 0);

function charts(facts: Facts, state: StateFacts): BriefChart[] {
  const place = placeName(state.state);
  const list: BriefChart[] = [
    {
      id: "map",
      kind: "tiles",
      rows: facts.states.map((s) => ({
        state: s.state,
        name: s.name,
        rate: s.rate?.value ?? null,
        complaints: s.complaints,
      })),
      selected: state.state,
      title: placeTitle(state),
      drawn: `Complaints per 100,000 residents; darker is higher, hatched is withheld, ${place} is outlined`,
      alt: `Tile map of 56 jurisdictions by complaints per 100,000 residents. ${placeTitle(state)}.`,
      table: "jurisdictions",
    },
  ];
  if (hasShown(state.topics)) {
    list.push({
      id: "topics",
      kind: "parts",
      rows: state.topics,
      title: topicTitle(state),
      drawn: "Complaints by the topic the consumer chose",
      alt: `Bar chart of complaints by topic: ${state.topics.map((t) => `${t.label} ${cell(t.count)}`).join(", ")}.`,
      table: "topics",
    });
  }
  if (hasShown(state.hours)) {
    list.push({
      id: "hours",
      kind: "hours",
      rows: state.hours,
      title: hourTitle(state),
      drawn: `Complaints by hour on the consumer’s own clock; a ring marks an hour that is withheld. ${hourNote(state).replace(/\.$/, "")}`,
      alt: `Bar chart of complaints by hour of the call: ${state.hours.map((h) => `${h.label} ${cell(h.count)}`).join(", ")}.`,
      table: "hours",
    });
  }
  return list;
}

/** A cell as all printed forms show it. */
export function cellText(value: string | number | null, kind: CellKind): string {
  if (value === null) return "–";
  if (typeof value === "string") return value;
  if (kind === "rate") return formatRate(value);
  if (kind === "share") return `${(100 * value).toFixed(1)}%`;
  return formatCount(value);
}

export const isNumeric = (kind: CellKind): boolean => kind !== "text";

/** Columns that machines read and people do not: keys stand beside their labels in CSV and XLSX alone. */
export const isPrinted = (column: { key: string }): boolean =>
  column.key !== "key" && column.key !== "load_id";
