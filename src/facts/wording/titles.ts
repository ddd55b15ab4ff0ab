import { jurisdiction } from "../../data/jurisdictions.ts";
import { isShown } from "../disclosure/rules.ts";
import type { AreaFacts, Count, HistoryMonth, NationFacts, StateFacts } from "../types.ts";
import { isLawfulHour } from "../complaints.ts";
import { leastDaysToCompare } from "./coverage.ts";
import { mostHidden, topTopic } from "./complaints.ts";
import {
  counted,
  formatCount,
  formatRate,
  formatShare,
  hourName,
  joinWords,
  monthName,
  weekdayName,
} from "./format.ts";
import { noTopic } from "./parts.ts";
import { placeIs, placeName, placeStart } from "./places.ts";

// Titles of figures: each says what the figure shows, and no more.

/** Who leads, and how many others could: by the same rank ranges as the table. */
export function mapTitle(states: readonly StateFacts[]): string {
  const ranked = states
    .filter((s) => s.rank && s.rate)
    .sort((a, b) => a.rank!.rank - b.rank!.rank || (a.name < b.name ? -1 : 1));
  const [first, ...rest] = ranked;
  if (!first?.rate) return "Too few complaints to compare places";
  const others = rest.filter((s) => s.rank!.low === 1).length;
  const lead = `${placeStart(first.state)} has the highest rate, ${formatRate(first.rate.value)} per 100,000`;
  if (others === 0) return lead;
  return `${lead}, but ${counted(others, "other place")} could rank first`;
}

/** The rates of the Census regions, over the places whose count is shown. */
export function regionTitle(states: readonly StateFacts[]): string {
  const sums = new Map<string, { complaints: number; people: number }>();
  for (const s of states) {
    const { region } = jurisdiction(s.state);
    if (!isShown(s.complaints) || region === "Territories") continue;
    const sum = sums.get(region) ?? { complaints: 0, people: 0 };
    sum.complaints += s.complaints;
    sum.people += s.population;
    sums.set(region, sum);
  }
  const rates = [...sums]
    .map(([region, { complaints, people }]) => ({ region, rate: (100_000 * complaints) / people }))
    .sort((a, b) => b.rate - a.rate || (a.region < b.region ? -1 : 1));
  if (rates.length === 0) return "Too few complaints to compare regions";
  const words = rates.map(({ region, rate }) => `${region} ${formatRate(rate)}`);
  return `Rates by region: ${words.join(", ")} per 100,000, over the places whose count is shown`;
}

/** Where one place stands among all. */
export function placeTitle(state: StateFacts): string {
  const place = placeStart(state.state);
  const { rank } = state;
  if (!rank) {
    const start = `${place} ${placeIs(state.state)} not ranked`;
    if (state.unranked === "withheld") return `${start} because the count is withheld`;
    return state.unranked === "territory"
      ? `${start}: only the states and the District of Columbia are`
      : `${start}: too few complaints are expected`;
  }
  // A place is told apart from those that are surely above or below it: the ends of its rank range count them.
  const others = rank.high - rank.low;
  if (others === 0) return `${place} stands apart from all other places`;
  return `${place} cannot be told apart from ${counted(others, "other place")}`;
}

export function standingTitle(states: readonly StateFacts[], nation: NationFacts): string {
  const national = nation.rate?.value ?? 0;
  const ranked = states.filter((s) => s.rank && s.rate);
  const above = ranked.filter((s) => s.rate!.low > national).length;
  const below = ranked.filter((s) => s.rate!.high < national).length;
  const rest = ranked.length - above - below;
  return (
    `Taken one at a time, ${counted(above, "place is", "places are")} above the national rate and ${formatCount(below)} below it; ` +
    `for ${formatCount(rest)} the data cannot tell`
  );
}

export function topicTitle(area: AreaFacts): string {
  const none = area.topics?.find((t) => t.key === noTopic);
  const top = topTopic(area);
  if (!top) {
    return (area.topics ?? []).some((t) => t.key !== noTopic && isShown(t.count))
      ? "Complaints by topic"
      : "Complaints by topic: no count of a topic can be shown";
  }
  const rest =
    none && isShown(none.count) && isShown(area.complaints)
      ? `; ${formatShare(none.count, area.complaints)} of complaints give none`
      : "";
  return `“${top.label}” is the most common topic${rest}`;
}

/** The hour reported most, and the share outside the hours in which telemarketing calls are lawful. */
export function hourTitle(area: AreaFacts): string {
  const counts = (area.hours ?? []).map((h) => h.count);
  const most = Math.max(...counts.filter(isShown), 0);
  if (most === 0) return "Too few complaints give a usable time";
  const outside =
    isShown(area.timed_outside) && isShown(area.timed)
      ? `${formatShare(area.timed_outside, area.timed)} came outside 8 a.m.–9 p.m.`
      : null;
  if (mostHidden(area.hours ?? [], area.complaints) >= most)
    return outside === null ? "Reported calls by hour" : `Of the reported calls, ${outside}`;
  const best = counts.flatMap((n, hour) => (n === most ? [hour] : []));
  const when =
    best.length === 1
      ? `Reported calls peak between ${hourName(best[0]!)} and ${hourName(best[0]! + 1)}`
      : `Reported calls peak in the hours from ${joinWords(best.map((h) => hourName(h)))}`;
  return outside === null ? when : `${when}; ${outside}`;
}

/** On how many complaints the hours rest. */
export function hourNote(area: AreaFacts): string {
  return isShown(area.timed) && isShown(area.complaints)
    ? `Based on ${formatCount(area.timed)} of ${formatCount(area.complaints)} complaints that give a usable time.`
    : "Based on the complaints that give a usable time.";
}

export function dayTitle(area: AreaFacts): string {
  const shown = (area.days ?? []).flatMap((d) => (isShown(d.count) ? [{ ...d, n: d.count }] : []));
  const most = Math.max(...shown.map((d) => d.n), 0);
  if (most === 0) return "Too few complaints a day to show";
  if (mostHidden(area.days ?? [], area.complaints) >= most) return "Complaints by day";
  const best = shown.filter((d) => d.n === most);
  if (best.length > 1)
    return `${joinWords(best.map((d) => weekdayName(d.key)))} had the most complaints: ${formatCount(most)} each`;
  return `${weekdayName(best[0]!.key)} had the most complaints: ${formatCount(most)}`;
}

export function typeTitle(area: AreaFacts): string {
  const robocalls = area.types?.find((t) => t.key === "robocall");
  if (robocalls && isShown(robocalls.count) && isShown(area.complaints))
    return `Consumers described ${formatShare(robocalls.count, area.complaints)} of the calls as robocalls`;
  return "How many of the calls were robocalls is withheld";
}

/** Months that can be compared: those with 25 days or more, of one set of agencies. */
export const comparableMonths = <Month extends NationFacts["history"][number]>(
  history: readonly Month[],
): Month[] => {
  const agencies = history.at(-1)?.agencies.join();
  return history.filter(
    (h) => h.days_covered >= leastDaysToCompare && h.agencies.join() === agencies,
  );
};

/** Complaints of a covered day in a month; withheld where the month's are. */
export const perDay = (month: HistoryMonth): Count =>
  isShown(month.complaints) ? Math.round(month.complaints / month.days_counted) : "withheld";

/** From the first month that can be compared to the last. */
export function historyTitle(months: readonly HistoryMonth[]): string {
  const [first, last] = [months[0]!, months.at(-1)!];
  const [before, after] = [perDay(first), perDay(last)];
  return isShown(before) && isShown(after)
    ? `Complaints a day: ${formatCount(before)} in ${monthName(first.month)}, ${formatCount(after)} in ${monthName(last.month)}`
    : "Complaints a day by month";
}

export const historyDrawn =
  "Complaints per covered day, by month received; months with 25 covered days or more, from the same agencies";

/** Displayed numbers that break the numbering plan's rules or have an area code that is not in service. */
export function numberTitle(nation: NationFacts): string {
  const { given, impossible } = nation.impossible_numbers;
  if (!isShown(given) || !isShown(impossible) || given === 0)
    return "What the reported caller IDs were";
  return `${((100 * impossible) / given).toFixed(1)}% of reported caller IDs are numbers that cannot exist`;
}

/** Hours in which a telemarketing call is unlawful, for a chart's colors. */
export const isUnlawfulHour = (hour: number): boolean => !isLawfulHour(hour);

/** A place's page in a month without complaints. */
export const callsTitle = (state: StateFacts): string => `Calls to ${placeName(state.state)}`;
