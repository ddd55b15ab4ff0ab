import { isShown } from "../disclosure/rules.ts";
import type {
  AreaFacts,
  Change,
  Count,
  NationFacts,
  NotRecorded,
  Part,
  StateFacts,
} from "../types.ts";
import { knownDispersion, shareInterval } from "../../analysis/statistics/rates.ts";
import { leastDaysToCompare, periodTitle, when, whenStart } from "./coverage.ts";
import {
  counted,
  formatCount,
  formatInterval,
  formatRate,
  formatShare,
  joinWords,
  listAgencies,
  monthName,
  ordinal,
} from "./format.ts";
import { noTopic } from "./parts.ts";
import { placeIs, placeName, placeStart } from "./places.ts";

// Sentences about complaints, for pages and briefs alike. Plain text: whoever prints them escapes them.

/** Title of a jurisdiction's page and brief. */
export const stateTitle = (facts: StateFacts, nation: NationFacts): string =>
  `Unwanted calls in ${placeName(facts.state)}, ${periodTitle(nation.coverage)}`;

export const nationTitle = (nation: NationFacts): string =>
  `Unwanted calls in the United States, ${periodTitle(nation.coverage)}`;

const about = (n: number) => `${counted(n, "complaint")} about unwanted calls`;

export function stateHeadline(facts: StateFacts, nation: NationFacts): string {
  const place = placeName(facts.state);
  const { coverage } = nation;
  if (!facts.has_complaints) return noComplaintsLoaded(facts.month);
  const agencies = listAgencies(coverage.agencies);
  if (facts.complaints === 0)
    return `${whenStart(coverage)}, ${agencies} received no complaint about unwanted calls from ${place}.`;
  if (!isShown(facts.complaints) || !facts.rate)
    return `The count for ${place} ${when(coverage)} is withheld to protect privacy.`;
  const rank = facts.rank
    ? `, ${ordinal(facts.rank.rank)} of ${facts.rank.of} (rank range ${facts.rank.low}–\u2060${facts.rank.high})`
    : "";
  return (
    `${whenStart(coverage)}, consumers in ${place} filed ${about(facts.complaints)} with ${agencies}: ` +
    `${formatRate(facts.rate.value)} per 100,000 residents (95% interval ${formatInterval(facts.rate)})${rank}.`
  );
}

export function nationHeadline(nation: NationFacts): string {
  const { coverage, complaints } = nation;
  const agencies = listAgencies(coverage.agencies);
  if (!isShown(complaints) || !nation.rate) return noComplaintsLoaded(nation.month);
  return (
    `${whenStart(coverage)}, consumers filed ${about(complaints)} with ${agencies}: ` +
    `${formatRate(nation.rate.value)} per 100,000 residents (95% interval ${formatInterval(nation.rate)}).`
  );
}

const unrecordedWords: Record<NotRecorded, string> = {
  topic: "what a call was about",
  type: "whether it was a robocall",
  hour: "at what hour it came",
  session: "which complaints one person filed in a row",
};

/** What the records of the month leave open; null where they give all. */
export function notRecordedSentence({ not_recorded, month }: NationFacts): string | null {
  const words = (["topic", "type", "hour", "session"] as const)
    .filter((what) => not_recorded.includes(what))
    .map((what) => unrecordedWords[what]);
  if (words.length === 0) return null;
  return `The complaint records loaded for ${monthName(month)} do not tell ${joinWords(words, "or")}.`;
}

/** Complaints are not people: how many filing sessions they came in, and the rate of a day where a month is partial. */
export function sessionSentence(
  area: AreaFacts & Partial<Pick<NationFacts, "sessions_are_rounded">>,
  { not_recorded, coverage }: NationFacts,
  population: number,
): string | null {
  const days = coverage.days_covered;
  if (!isShown(area.complaints) || area.complaints === 0) return null;
  const perDay = days > 0 ? (100_000 * area.complaints) / population / days : 0;
  const rate = perDay < 0.005 ? "" : ` Per day that is ${perDay.toFixed(2)} per 100,000 residents.`;
  if (!isShown(area.sessions) || area.complaints === 1 || not_recorded.includes("session"))
    return rate.trim() || null;
  return (
    `They came in ${area.sessions_are_rounded ? "about " : ""}${counted(area.sessions, "filing session")}: one person may file several complaints in a row.` +
    rate
  );
}

export function typeSentence(area: AreaFacts): string | null {
  const robocalls = area.types?.find((part) => part.key === "robocall");
  if (!robocalls || !isShown(robocalls.count) || !isShown(area.complaints)) return null;
  if (area.complaints === 0) return null;
  const share = shareInterval(robocalls.count, area.complaints, knownDispersion(area.dispersion));
  return (
    `Consumers described ${formatCount(robocalls.count)} of the ${formatCount(area.complaints)} calls ` +
    `(${formatShare(robocalls.count, area.complaints)}; 95% interval ${formatShare(share.low, 1)}–\u2060${formatShare(share.high, 1)}) as robocalls.`
  );
}

export function rankSentence(facts: StateFacts): string | null {
  const place = placeStart(facts.state);
  if (facts.rank) {
    const { low, high, of } = facts.rank;
    if (low === high)
      return `${place} ranks ${ordinal(low)} of ${of}, and no other rank is plausible.`;
    return (
      `${place} could rank anywhere from ${ordinal(low)} to ${ordinal(high)} of ${of} ` +
      "(90% confidence for all ranks together)."
    );
  }
  const start = `${place} ${placeIs(facts.state)} not ranked`;
  switch (facts.unranked) {
    case "withheld":
      return `${start} because the count is withheld.`;
    case "territory":
      return `${start}: only the states and the District of Columbia are.`;
    default:
      return `${start}: too few complaints are expected from a place of this size.`;
  }
}

/** How this month compares with the one before; says why where that cannot be told. */
export function changeSentence(facts: StateFacts): string | null {
  const { change } = facts;
  if (!change) return null;
  const before = monthName(change.before);
  if ("reason" in change) {
    const reasons: Record<(Change & { reason: string })["reason"], string> = {
      not_loaded: `No comparison with ${before}: it has not been loaded.`,
      partial: `No comparison with ${before}: one of the two months has fewer than ${leastDaysToCompare} covered days.`,
      agencies_differ: `No comparison with ${before}: the two months come from different agencies.`,
      withheld: `No comparison with ${before}: a count is withheld.`,
      zero: `No comparison with ${before}: one of the two counts is zero.`,
    };
    return reasons[change.reason] ?? null;
  }
  const percent = (ratio: number) => Math.abs(Math.round(100 * (ratio - 1)));
  const size = percent(change.value);
  const range = [percent(change.low), percent(change.high)].sort((a, b) => a - b);
  if (!change.is_change)
    return `Compared with ${before}, there is no clear change once weekdays and holidays are taken into account.`;
  return (
    `Complaints per day were ${size}% ${change.value < 1 ? "lower" : "higher"} than in ${before} ` +
    `(95% interval ${range[0]}–\u2060${range[1]}%), with weekdays and holidays taken into account.`
  );
}

/** The most that a withheld part can be, given what is shown of the others and of the total. */
export function mostHidden(parts: readonly Part[], total: Count): number {
  const hidden = parts.filter((p) => !isShown(p.count)).length;
  if (hidden === 0) return 0;
  if (!isShown(total)) return Infinity;
  const shown = parts.reduce((sum, p) => sum + (isShown(p.count) ? p.count : 0), 0);
  return total - shown - (hidden - 1);
}

/** Topics that say nothing of what the call was about. */
const vague = [noTopic, "Other", "FCC"];

/** The topic named most, where one is: not where two share the place, nor where a withheld one could be larger. */
export function topTopic(area: AreaFacts): Part | null {
  const topics = area.topics ?? [];
  const stated = topics.filter((t) => !vague.includes(t.key) && isShown(t.count));
  const [first, second] = stated;
  if (!first || !isShown(first.count) || first.count === 0) return null;
  if (first.count === second?.count) return null;
  return mostHidden(topics, area.complaints) >= first.count ? null : first;
}

export function topicSentence(area: AreaFacts): string | null {
  const top = topTopic(area);
  if (!top || !isShown(top.count)) return null;
  return `The most common topic was “${top.label}”: ${counted(top.count, "complaint")}.`;
}

/** Said in a month without complaints: nothing is known of them then, which is not none. */
export const noComplaintsLoaded = (month: string): string =>
  `No complaints for ${monthName(month)} are loaded; nothing is said about them here.`;

/** Where an area's total is shown and its parts are not. */
export const tooFewToBreakDown = (area: AreaFacts): string =>
  area.complaints === 0
    ? "There are no complaints to break down."
    : isShown(area.complaints)
      ? `There are too few complaints (${formatCount(area.complaints)}) to break down by day, hour, topic or area code.`
      : "A count that is withheld is not broken down.";

export function unplacedSentence(nation: NationFacts): string {
  const { unplaced } = nation;
  if (!isShown(unplaced))
    return "Complaints that name neither a state nor a US area code are in the national count only.";
  if (unplaced === 0) return "Every complaint names a state or a US area code.";
  return (
    `${counted(unplaced, "complaint names", "complaints name")} neither a state nor a US area code; ` +
    `${unplaced === 1 ? "it is" : "they are"} in the national count only.`
  );
}
