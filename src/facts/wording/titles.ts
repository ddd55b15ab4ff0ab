import { dayName, formatCount, formatRate, formatShare } from "./format.ts";
import { mergedTopics, noTopic, topTopic } from "./sentences.ts";
import { isShown } from "../disclosure/suppression.ts";
import type { AreaShare, NationFacts, StateFacts } from "../types.ts";

// Titles of figures: each says what the figure shows, and no more.

/** Who leads among the jurisdictions whose count is shown, or that no one does. */
export function mapTitle(states: readonly StateFacts[]): string {
  const ranked = states
    .filter((s) => s.rank && s.rate && isShown(s.complaints) && s.complaints > 0)
    .sort((a, b) => a.rank!.rank - b.rank!.rank);
  const [first, ...rest] = ranked;
  if (!first?.rate) return "Too few complaints to compare jurisdictions";
  const among = states.some((s) => !isShown(s.complaints))
    ? " among jurisdictions whose count is shown"
    : "";
  const contenders = rest.filter((s) => s.rate!.high >= first.rate!.low).length;
  const lead = `${first.name} has the highest rate${among}, ${formatRate(first.rate.value)} per 100,000`;
  return contenders === 0
    ? lead
    : `${lead}; ${formatCount(contenders)} ${contenders === 1 ? "other is" : "others are"} too close to tell apart`;
}

export function topicTitle(area: AreaShare): string {
  const total = area.topics.reduce((n, t) => n + t.complaints, 0);
  const none = area.topics.find((t) => t.label === noTopic);
  const top = topTopic(area);
  const isShownAlone = area.topics.some(
    (t) => t.label !== noTopic && !t.label.startsWith(mergedTopics),
  );
  if (!top) {
    return isShownAlone ? "No single topic is named most" : "No topic has a count to show alone";
  }
  const rest = none ? `; ${formatShare(none.complaints, total)} name none` : "";
  return `“${top.label}” is the topic named most${rest}`;
}

/** The hour reported most, and the share outside the hours in which telemarketing calls are lawful. */
export function hourTitle(area: AreaShare): string {
  const { hours, timed, timed_outside } = area;
  const most = Math.max(...hours.filter(isShown), 0);
  if (timed === "withheld" || timed === 0 || most === 0) {
    return "Too few complaints state a usable hour";
  }
  const best = hours.flatMap((n, hour) => (n === most ? [hour] : []));
  const when =
    best.length === 1
      ? `Calls are reported most for ${best[0]}:00 to ${best[0]! + 1}:00`
      : `${best.length} hours share the most reports`;
  const late =
    timed_outside === "withheld"
      ? "how many fall outside 8:00–21:00 is withheld"
      : `${formatShare(timed_outside, timed)} fall outside 8:00–21:00`;
  return `${when}; ${late}`;
}

export function dayTitle(area: AreaShare): string {
  const most = Math.max(...area.days.map((d) => (isShown(d.complaints) ? d.complaints : 0)), 0);
  if (most === 0) return "Too few complaints a day to show";
  const best = area.days.filter((d) => d.complaints === most);
  if (best.length > 1)
    return `${best.length} days share the most complaints: ${formatCount(most)} each`;
  if (area.days.length === 1) return `${formatCount(most)} complaints on ${dayName(best[0]!.day)}`;
  return `${dayName(best[0]!.day)} brought most: ${formatCount(most)}`;
}

export function typeTitle(area: AreaShare): string {
  const total = area.by_type.reduce((n, t) => n + t.complaints, 0);
  const robocalls = area.by_type.find((t) => t.label === "robocall");
  if (robocalls)
    return `${formatShare(robocalls.complaints, total)} were robocalls, as consumers told it`;
  const [only] = area.by_type;
  if (area.by_type.length === 1 && only) return `All ${formatCount(total)} were: ${only.label}`;
  return "Too few robocalls to show alone";
}

export function standingTitle(states: readonly StateFacts[]): string {
  const ranked = states.filter((s) => s.rank);
  const wide = ranked.filter((s) => s.rank!.high - s.rank!.low >= 10).length;
  return `${wide} of ${ranked.length} ranks are uncertain by ten places or more`;
}

export function historyTitle(history: readonly { days_covered: number }[]): string {
  return `${history.length} ${history.length === 1 ? "month" : "months"} up to this one; a month’s bar depends on the days it covers`;
}

/** Displayed numbers that break the numbering plan's rules or stand in an area code that is not in service. */
export function numberTitle(nation: NationFacts): string {
  const { given, impossible } = nation.impossible_numbers;
  if (!isShown(given) || !isShown(impossible) || given === 0) {
    return "What the displayed numbers were";
  }
  return `${((100 * impossible) / given).toFixed(1)} % of the displayed numbers that were given cannot be anyone’s`;
}
