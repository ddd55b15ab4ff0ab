import {
  formatCount,
  formatInterval,
  formatRank,
  formatRate,
  formatShare,
  monthName,
  ordinal,
} from "./format.ts";
import { sameRatePValue } from "../../analysis/statistics/poisson.ts";
import type {
  AreaShare,
  CampaignFacts,
  Facts,
  MonthHistory,
  NationFacts,
  Part,
  StateFacts,
  TracingFacts,
} from "../types.ts";

// Sentences that stand on pages and in briefs alike. Plain text: whoever prints them escapes them.

const plural = (n: number, one: string, many = `${one}s`) => (n === 1 ? one : many);

function coverage(facts: { month: string; days_covered: number; days_in_month: number }): string {
  const month = monthName(facts.month);
  if (facts.days_covered === facts.days_in_month) return `in ${month}`;
  return `on the ${facts.days_covered} ${plural(facts.days_covered, "day")} of ${month} that the loaded files cover`;
}

export function stateHeadline(facts: StateFacts): string {
  if (!facts.has_complaints) {
    return (
      stateCallsSentence(facts) ??
      `No provider that exports its records saw a call to ${facts.name} in ${monthName(facts.month)}.`
    );
  }
  const when = coverage(facts);
  if (facts.complaints === 0) {
    return `No complaint about unwanted calls from ${facts.name} was received ${when}.`;
  }
  if (facts.complaints === "withheld" || !facts.rate || !facts.rank) {
    return `Fewer than 11 complaints about unwanted calls from ${facts.name}, or a number withheld to protect one elsewhere, were received ${when}.`;
  }
  return (
    `Consumers in ${facts.name} reported ${formatCount(facts.complaints)} unwanted ${plural(facts.complaints, "call")} ${when}: ` +
    `${formatRate(facts.rate.value)} per 100,000 residents (${formatInterval(facts.rate)}), ${formatRank(facts.rank)}.`
  );
}

export function rankSentence(facts: StateFacts): string | null {
  if (!facts.rank) return null;
  const { low, high, of } = facts.rank;
  if (low === high) return `The rank is certain at 90 % confidence.`;
  return (
    `With 90 % confidence for all ${of} ranks at once, the true rank lies between ${ordinal(low)} and ${ordinal(high)}: ` +
    `small differences between neighbours say nothing.`
  );
}

/** Said where a month has call records alone: nothing is known of complaints then, which is not none. */
export const noComplaintsLoaded = (month: string): string =>
  `No complaints about calls in ${monthName(month)} are loaded, so nothing is said about them.`;

export function nationHeadline(facts: NationFacts): string {
  const total = facts.complaints === "withheld" ? 0 : facts.complaints;
  return (
    `Consumers reported ${formatCount(total)} unwanted ${plural(total, "call")} to federal agencies ${coverage(facts)}: ` +
    `${formatRate(facts.rate.value)} per 100,000 residents (${formatInterval(facts.rate)}).`
  );
}

export function typeSentence(facts: AreaShare): string | null {
  if (facts.complaints === "withheld" || facts.complaints === 0) return null;
  const robocalls = facts.by_type.find((part) => part.label === "robocall");
  if (!robocalls) return null;
  return `${formatCount(robocalls.complaints)} of them (${formatShare(robocalls.complaints, facts.complaints)}) were robocalls, as the consumer told it.`;
}

const isNextMonth = (before: string, after: string) => {
  const [year, month] = before.split("-").map(Number) as [number, number];
  return (
    after === (month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, "0")}`)
  );
};

const isWhole = (month: MonthHistory) => month.days_covered >= month.days_in_month;

/** How this month stands beside the one before; says why where that cannot be told. */
export function changeSentence(facts: StateFacts): string | null {
  if (!facts.has_complaints) return null;
  const now = facts.history.at(-1);
  const before = facts.history.at(-2);
  if (!now || !before || !isNextMonth(before.month, now.month)) {
    return "The month before is not loaded, so there is no change to tell.";
  }
  const partly = [now, before].find((month) => !isWhole(month));
  if (partly) {
    return `${monthName(partly.month)} is covered in part, so there is no change to tell.`;
  }
  if (now.agencies.join() !== before.agencies.join()) {
    return "The two months come from different agencies, so there is no change to tell.";
  }
  if (typeof before.complaints !== "number" || typeof now.complaints !== "number") {
    return "A count is withheld, so there is no change to tell.";
  }
  const p = sameRatePValue(
    { count: now.complaints, exposure: now.days_in_month },
    { count: before.complaints, exposure: before.days_in_month },
  );
  const change = now.complaints - before.complaints;
  const size =
    change === 0
      ? `as many as in ${monthName(before.month)}`
      : `${formatCount(Math.abs(change))} ${change < 0 ? "fewer" : "more"} than in ${monthName(before.month)}`;
  return p < 0.05
    ? `That is ${size}, more of a change than chance alone would do (p ${p < 0.001 ? "< 0.001" : `= ${p.toFixed(3)}`}).`
    : `That is ${size}; chance alone would do as much (p = ${p.toFixed(2)}).`;
}

export function topicSentence(area: AreaShare): string | null {
  const top = topTopic(area);
  if (!top || area.complaints === "withheld") return null;
  return `${top.label} was the topic named most: ${formatCount(top.complaints)} ${plural(top.complaints, "complaint")}.`;
}

/** The topic named most, where one is: not where two share the place, nor where merged topics could hide a larger. */
export function topTopic(area: AreaShare): Part | null {
  const stated = area.topics.filter(
    (t) => t.label !== noTopic && !t.label.startsWith(mergedTopics),
  );
  const [first, second] = [...stated].sort((a, b) => b.complaints - a.complaints);
  return first && first.complaints !== second?.complaints ? first : null;
}

export const mergedTopics = "all other topics";
export const noTopic = "no topic given";

export function campaignHeadline(c: CampaignFacts): string {
  const heard = `Heard in ${formatCount(c.recordings)} published ${plural(c.recordings, "recording")}`;
  const cuts =
    c.recording_groups > 1
      ? `, in ${formatCount(c.recording_groups)} distinct versions of one script`
      : c.recordings > 1
        ? ", all of one recording"
        : "";
  const linked =
    c.complaints === 0
      ? "; no loaded complaint names its numbers"
      : c.complaints === "withheld"
        ? "; fewer than 11 complaints name its call-back numbers"
        : `; ${formatCount(c.complaints)} complaints name its numbers`;
  return `${heard}${cuts}${linked}.`;
}

export function nationCampaignSentence(facts: Facts): string {
  const several = facts.campaigns.filter((c) => c.recordings > 1).length;
  const recordings = facts.campaigns.reduce((sum, c) => sum + c.recordings, 0);
  return (
    `${formatCount(recordings)} published ${plural(recordings, "recording falls", "recordings fall")} into ` +
    `${formatCount(facts.campaigns.length)} ${plural(facts.campaigns.length, "script")}; ` +
    `${formatCount(several)} of these ${plural(several, "was", "were")} heard more than once.`
  );
}

/** Calls and records of them apart: a call that four providers recorded is one call. */
export function stateCallsSentence(facts: StateFacts): string | null {
  const { calls } = facts;
  if (!calls || calls.calls === 0) return null;
  const mark = calls.is_simulated ? "Simulated, not real: p" : "P";
  if (calls.calls === "withheld") {
    return `${mark}roviders that export their records saw calls to ${facts.name}; how many is withheld.`;
  }
  const records =
    calls.call_records === "withheld"
      ? ""
      : `, in ${formatCount(calls.call_records)} ${plural(calls.call_records, "record")} of theirs`;
  const known =
    calls.origin_known === "withheld"
      ? ""
      : `; the path of ${formatCount(calls.origin_known)} (${formatShare(calls.origin_known, calls.calls)}) reaches the originating provider or the US point of entry`;
  return `${mark}roviders that export their records saw ${formatCount(calls.calls)} ${plural(calls.calls, "call")} to ${facts.name} in ${monthName(facts.month)}${records}${known}.`;
}

export function tracingHeadline(t: TracingFacts): string {
  const known =
    t.origin_known === "withheld"
      ? ""
      : `; the paths of ${formatCount(t.origin_known)} (${formatShare(t.origin_known, t.calls)}) reach the ` +
        "originating provider or the US point of entry";
  const source = `${formatCount(t.exporters)} of the ${formatCount(t.providers)} providers that the records name`;
  return (
    `${t.is_simulated ? "Simulated, not real: " : ""}${source} gave ${formatCount(t.call_records)} records of ` +
    `${formatCount(t.calls)} calls in ${monthName(t.month)}${known}.`
  );
}
