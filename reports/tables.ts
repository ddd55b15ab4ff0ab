import { callInterval, entrySentence, percent } from "../src/facts/wording/campaign-calls.ts";
import { campaignListSentence, recordingCount } from "../src/facts/wording/campaigns.ts";
import { periodTitle } from "../src/facts/wording/coverage.ts";
import { formatNumber, monthName, shorten } from "../src/facts/wording/format.ts";
import { placeName } from "../src/facts/wording/places.ts";
import { hourTitle, topicTitle, typeTitle } from "../src/facts/wording/titles.ts";
import { evidenceOf, reachesInto } from "../src/facts/loads.ts";
import { isShown } from "../src/facts/disclosure/rules.ts";
import type { Count, Facts, LoadFacts, Part, StateFacts } from "../src/facts/types.ts";
import type { BriefTable } from "./figures.ts";

const text = (key: string, head: string) => ({ key, head, kind: "text" as const });
const count = (key: string, head: string) => ({ key, head, kind: "count" as const });

function parts(
  id: string,
  title: string,
  head: string,
  rows: readonly Part[],
  total: Count,
): BriefTable {
  return {
    id,
    title,
    columns: [
      text("key", "Key"),
      text("part", head),
      count("complaints", "Complaints"),
      { key: "share", head: "Share", kind: "share" },
    ],
    rows: rows.map((row) => [
      row.key === "" ? null : row.key,
      row.label,
      row.count,
      isShown(row.count) && isShown(total) && total > 0 ? row.count / total : null,
    ]),
  };
}

/** Every table of a jurisdiction's brief, in order. */
export function briefTables(facts: Facts, state: StateFacts): BriefTable[] {
  const list: BriefTable[] = [];
  const { types, topics, area_codes, days, hours, complaints, timed } = state;
  if (types) list.push(parts("types", typeTitle(state), "Kind of call", types, complaints));
  if (topics) list.push(parts("topics", topicTitle(state), "Topic", topics, complaints));
  if (area_codes) {
    const title = `Area codes of consumers in ${placeName(state.state)}`;
    list.push(parts("area_codes", title, "Area code", area_codes, complaints));
  }
  if (days) list.push(parts("days", "Complaints by day", "Day", days, complaints));
  if (hours) list.push(parts("hours", hourTitle(state), "Hour from", hours, timed));
  if (state.call_campaigns.length > 0) list.push(callCampaigns(facts, state));
  const linked = campaigns(facts, state);
  if (linked) list.push(linked);
  list.push(
    state.has_complaints ? jurisdictionTable(facts) : jurisdictionCalls(facts),
    sources(facts, state),
  );
  return list;
}

/** Campaigns found in call records, by calls to the jurisdiction. */
function callCampaigns(facts: Facts, state: StateFacts): BriefTable {
  const found = new Map(facts.campaigns.map((c) => [c.campaign_id, c.calls!]));
  return {
    id: "call_campaigns",
    title: `Campaigns that call ${placeName(state.state)}, by calls seen in ${monthName(facts.month)}`,
    columns: [
      text("campaign_id", "ID"),
      text("label", "Campaign"),
      count("calls", "Calls seen"),
      text("calls_in_all", "In all (90% interval)"),
      text("entry", "Who brings it in"),
      text("probability", "Probability"),
    ],
    rows: state.call_campaigns.map((c) => [
      c.campaign_id,
      c.label,
      c.calls,
      callInterval(c),
      entrySentence(found.get(c.campaign_id)!),
      percent(found.get(c.campaign_id)!.probability),
    ]),
  };
}

/** Campaigns that complaints of the jurisdiction name; null where none is. */
function campaigns(facts: Facts, state: StateFacts): BriefTable | null {
  const linked = new Map(state.campaigns.map((c) => [c.campaign_id, c.complaints]));
  const rows = facts.campaigns.filter((c) => linked.has(c.campaign_id));
  if (rows.length === 0) return null;
  return {
    id: "campaigns",
    title: `Campaigns whose numbers complaints from ${placeName(state.state)} name. ${campaignListSentence(facts)}`,
    columns: [
      text("campaign_id", "ID"),
      text("label", "Campaign"),
      text("callbacks", "Call-back numbers"),
      text("recordings", "Recordings"),
      count("state_complaints", "Complaints"),
      text("script", "Script begins"),
    ],
    rows: rows.map((c) => [
      c.campaign_id,
      c.label,
      c.callbacks
        .slice(0, 3)
        .map((n) => formatNumber(n.number))
        .join(", ") + (c.callbacks.length > 3 ? ` and ${c.callbacks.length - 3} more` : ""),
      recordingCount(c.recordings),
      linked.get(c.campaign_id) ?? 0,
      c.script === null ? null : shorten(c.script, 90),
    ]),
  };
}

const byName = (states: readonly StateFacts[]): StateFacts[] =>
  [...states].sort((a, b) => (a.name < b.name ? -1 : 1));

function jurisdictionTable(facts: Facts): BriefTable {
  return {
    id: "jurisdictions",
    title: `All jurisdictions, ${periodTitle(facts.nation.coverage)}`,
    columns: [
      text("state", "Code"),
      text("name", "Jurisdiction"),
      count("complaints", "Complaints"),
      count("filing_sessions", "Sessions"),
      { key: "per_100k", head: "Per 100,000", kind: "rate" },
      { key: "per_100k_low", head: "95% low", kind: "rate" },
      { key: "per_100k_high", head: "95% high", kind: "rate" },
      { key: "rank", head: "Rank", kind: "integer" },
      { key: "rank_low", head: "Rank from", kind: "integer" },
      { key: "rank_high", head: "Rank to", kind: "integer" },
    ],
    rows: byName(facts.states).map((s) => [
      s.state, s.name, s.complaints, s.sessions, s.rate?.value ?? null, s.rate?.low ?? null, s.rate?.high ?? null,
      s.rank?.rank ?? null, s.rank?.low ?? null, s.rank?.high ?? null,
    ]), // prettier-ignore
  };
}

function jurisdictionCalls(facts: Facts): BriefTable {
  return {
    id: "jurisdictions",
    title: `Calls to all jurisdictions, ${monthName(facts.month)}`,
    is_simulated: facts.tracing?.is_simulated ?? false,
    columns: [
      text("state", "Code"),
      text("name", "Jurisdiction"),
      count("calls", "Calls"),
      count("origin_known", "Traced to origin or point of entry"),
    ],
    rows: byName(facts.states).map((s) => [
      s.state,
      s.name,
      s.calls?.calls ?? 0,
      s.calls?.origin_known ?? 0,
    ]),
  };
}

/** Only the files that a figure of this brief rests on. */
function sources(facts: Facts, state: StateFacts): BriefTable {
  const behindRates = ["census-population", "census-estimates", "nanpa-npa", "nanpa-co"];
  const used = ({ format }: LoadFacts) => {
    const evidence = evidenceOf(format);
    return (
      (state.has_complaints && (evidence === "complaints" || behindRates.includes(format))) ||
      (state.calls !== null && (evidence === "calls" || format === "provider-directory")) ||
      (state.campaigns.length > 0 && evidence === "recordings")
    );
  };
  const loads = facts.loads.filter(
    (l) => used(l) && (reachesInto(l, facts.month) || l.rows !== null),
  );
  return {
    id: "sources",
    title: "Files behind these figures",
    columns: [
      text("title", "File"),
      text("publisher", "Publisher"),
      text("load_id", "Load"),
      text("file_sha256", "SHA-256"),
    ],
    rows: loads.map((l) => [l.title, l.publisher, l.load_id, l.file_sha256]),
  };
}
