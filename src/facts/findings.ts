import { dayName, formatCount, formatRate, formatShare } from "./format.ts";
import { noTopic } from "./sentences.ts";
import { isShown } from "./suppression.ts";
import type { AreaShare, Count, StateFacts } from "./types.ts";

// Titles of figures: each says what the figure shows.

const sum = (counts: readonly Count[]) => counts.filter(isShown).reduce((a, b) => a + b, 0);

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

/** Share of calls at hours when telemarketing calls are unlawful: before 8:00 and from 21:00 (47 CFR 64.1200(c)(1)). */
export function hourTitle(hours: readonly Count[]): string {
  const all = sum(hours);
  if (all === 0) return "Too few complaints state a usable hour";
  const late = sum(hours.slice(0, 8)) + sum(hours.slice(21));
  const best = hours.reduce<number>(
    (top, n, h) =>
      isShown(n) && n > (isShown(hours[top]!) ? (hours[top] as number) : -1) ? h : top,
    0,
  );
  return `Calls are reported most for ${best}:00 to ${best + 1}:00; ${formatShare(late, all)} fall outside 8:00–21:00`;
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
