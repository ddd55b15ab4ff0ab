import { dayName, formatCount, formatRate, formatShare } from "./format.ts";
import { noTopic } from "./sentences.ts";
import { isShown } from "./suppression.ts";
import type { AreaShare, StateFacts } from "./types.ts";

// Titles of figures: each says what the figure shows.

export function mapTitle(states: readonly StateFacts[]): string {
  const ranked = states.filter((s) => s.rank && s.rate).sort((a, b) => a.rank!.rank - b.rank!.rank);
  const [first, second] = ranked;
  if (!first?.rate || !second?.rate) return "Too few complaints to rank jurisdictions";
  const tie = first.rate.low <= second.rate.high;
  return tie
    ? `${first.name} and ${second.name} lead at ${formatRate(first.rate.value)} and ${formatRate(second.rate.value)} per 100,000, too close to call`
    : `${first.name} leads with ${formatRate(first.rate.value)} reports per 100,000 residents`;
}

export function topicTitle(area: AreaShare): string {
  const total = area.topics.reduce((n, t) => n + t.complaints, 0);
  const none = area.topics.find((t) => t.label === noTopic);
  const [top] = area.topics.filter((t) => t.label !== noTopic && !t.label.startsWith("all other"));
  if (!top) return "Too few complaints name a topic";
  const rest = none ? `; ${formatShare(none.complaints, total)} name none` : "";
  return `“${top.label}” is the topic named most${rest}`;
}

/** The hour reported most, and the share outside the hours in which telemarketing calls are lawful. */
export function hourTitle(area: AreaShare): string {
  const { hours, timed, timed_outside } = area;
  const shown = hours.filter(isShown);
  if (timed === "withheld" || timed === 0 || shown.every((n) => n === 0)) {
    return "Too few complaints state a usable hour";
  }
  const best = hours.indexOf(Math.max(...shown));
  const late =
    timed_outside === "withheld"
      ? "how many fall outside 8:00–21:00 is withheld"
      : `${formatShare(timed_outside, timed)} fall outside 8:00–21:00`;
  return `Calls are reported most for ${best}:00 to ${best + 1}:00; ${late}`;
}

export function dayTitle(area: AreaShare): string {
  const days = area.days.filter((d) => isShown(d.complaints));
  if (days.length === 0) return "Too few complaints a day to show";
  const top = days.reduce((a, b) => ((b.complaints as number) > (a.complaints as number) ? b : a));
  if (days.length === 1)
    return `${formatCount(top.complaints as number)} complaints on ${dayName(top.day)}`;
  return `${dayName(top.day)} brought most: ${formatCount(top.complaints as number)}`;
}

export function typeTitle(area: AreaShare): string {
  const total = area.by_type.reduce((n, t) => n + t.complaints, 0);
  const robocalls = area.by_type.find((t) => t.label === "robocall");
  return robocalls
    ? `${formatShare(robocalls.complaints, total)} were robocalls, as consumers told it`
    : "Too few complaints to split by type";
}

export function standingTitle(states: readonly StateFacts[]): string {
  const ranked = states.filter((s) => s.rank);
  const wide = ranked.filter((s) => s.rank!.high - s.rank!.low >= 10).length;
  return `${wide} of ${ranked.length} ranks are uncertain by ten places or more`;
}

export function historyTitle(history: readonly { days_covered: number }[]): string {
  return `${history.length} ${history.length === 1 ? "month is" : "months are"} loaded; a month’s bar depends on the days it covers`;
}
