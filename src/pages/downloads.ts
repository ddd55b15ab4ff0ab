import { csvText } from "../csv.ts";
import type { Facts } from "../facts/types.ts";

export interface Download {
  name: string;
  what: string;
  text: string;
}

/** The site's figures as CSV: exactly what its pages show, small cells withheld where they are. */
export function figuresCsv(facts: Facts): Download[] {
  const { month } = facts;
  return [
    {
      name: `jurisdictions-${month}.csv`,
      what: "complaints, rates, ranks and their intervals, one row per jurisdiction",
      text: csvText(
        [
          "state",
          "name",
          "month",
          "complaints",
          "population",
          "per_100k",
          "per_100k_low",
          "per_100k_high",
          "rank",
          "rank_low",
          "rank_high",
          "ranked",
        ],
        facts.states.map((s) => [
          s.state, s.name, s.month, s.complaints, s.population, s.rate?.value ?? null, s.rate?.low ?? null,
          s.rate?.high ?? null, s.rank?.rank ?? null, s.rank?.low ?? null, s.rank?.high ?? null, s.rank?.of ?? null,
        ]), // prettier-ignore
      ),
    },
    {
      name: `topics-${month}.csv`,
      what: "complaints by topic, one row per area and topic",
      text: csvText(
        ["area", "month", "topic", "complaints"],
        [
          ["US", facts.nation.topics] as const,
          ...facts.states.map((s) => [s.state, s.topics] as const),
        ].flatMap(([area, topics]) => topics.map((t) => [area, month, t.label, t.complaints])),
      ),
    },
    {
      name: "campaigns.csv",
      what: "campaigns, one row each",
      text: csvText(
        [
          "campaign_id",
          "label",
          "category",
          "status",
          "recordings",
          "versions",
          "complaints",
          "confidence",
          "callbacks",
          "brands",
          "quote",
        ],
        facts.campaigns.map((c) => [
          c.campaign_id, c.label, c.category, c.status, c.recordings, c.recording_groups, c.complaints, c.confidence,
          c.callbacks.map((n) => n.number).join(" "), c.brands.join("; "), c.quote,
        ]), // prettier-ignore
      ),
    },
    {
      name: "loads.csv",
      what: "every file behind the figures, with its counts and hash",
      text: csvText(
        [
          "load_id",
          "format",
          "file_name",
          "file_sha256",
          "rows_read",
          "rows_loaded",
          "rows_duplicate",
          "rows_rejected",
        ],
        facts.loads.map((l) => [
          l.load_id, l.format, l.file_name, l.file_sha256, l.rows_read, l.rows_loaded, l.rows_duplicate, l.rows_rejected,
        ]), // prettier-ignore
      ),
    },
  ];
}
