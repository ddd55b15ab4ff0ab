import type { Count, Interval, Rank } from "../types.ts";

const months = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
]; // prettier-ignore

/** 1204 → "1,204" */
export function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** A count as a table prints it. */
export const formatCell = (count: Count): string =>
  count === "withheld" ? "withheld" : formatCount(count);

/** Rates carry one decimal: their intervals support no more. */
export function formatRate(value: number): string {
  return value.toFixed(1).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

export function formatInterval(rate: Interval): string {
  return `${formatRate(rate.low)}–\u2060${formatRate(rate.high)}`;
}

/** 2 → "2nd" */
export function ordinal(n: number): string {
  const tens = n % 100;
  const suffix = tens >= 11 && tens <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${suffix}`;
}

export function formatRank(rank: Rank): string {
  return `${ordinal(rank.rank)} of ${rank.of}`;
}

/** "2019-12" → "December 2019" */
export function monthName(month: string): string {
  return `${months[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;
}

/** "2019-12-15" → "December 15, 2019" */
export function dayName(day: string): string {
  return `${months[Number(day.slice(5, 7)) - 1]} ${Number(day.slice(8, 10))}, ${day.slice(0, 4)}`;
}

/** "2024-03-01 12:08:07" → "March 1, 12:08", where the year is told beside it: the time of the zone that it is written in. */
export const minuteName = (time: string): string =>
  `${dayName(time).replace(/, \d{4}$/, "")}, ${time.slice(11, 16)}`;

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** "2019-12-13" → "Friday, December 13" */
export function weekdayName(day: string): string {
  const weekday = weekdays[new Date(`${day.slice(0, 10)}T00:00:00Z`).getUTCDay()];
  return `${weekday}, ${dayName(day).replace(/, \d{4}$/, "")}`;
}

/** 0 → "midnight", 9 → "9 a.m.", 12 → "noon", 21 → "9 p.m." */
export function hourName(hour: number): string {
  const of = hour % 24;
  if (of === 0) return "midnight";
  if (of === 12) return "noon";
  return of < 12 ? `${of} a.m.` : `${of - 12} p.m.`;
}

/** A share in whole percent; "under 1%" and "over 99%" where rounding would say none or all. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0 || part === 0) return "0%";
  const share = (100 * part) / whole;
  if (share < 1) return "under 1%";
  if (part < whole && share > 99) return "over 99%";
  return `${Math.round(share)}%`;
}

/** A share with one decimal, for tables. */
export const formatShareCell = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(whole, 1)).toFixed(1)}%`;

/** ["FCC", "FTC"] → "the FCC and the FTC" */
export const listAgencies = (agencies: readonly string[]): string =>
  joinWords(agencies.map((agency) => `the ${agency}`));

/** ["a", "b", "c"] → "a, b and c" */
export const joinWords = (words: readonly string[], last: "and" | "or" = "and"): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;

/** 1 → "1 complaint", 2 → "2 complaints" */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${formatCount(n)} ${n === 1 ? one : many}`;

/** +18333041447 → "833-304-1447" */
export function formatNumber(e164: string): string {
  const nanp = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164);
  return nanp ? `${nanp[1]}-${nanp[2]}-${nanp[3]}` : e164;
}

/** A text cut at a word, where it is longer than so many characters. */
export const shorten = (text: string, most: number): string =>
  text.length <= most
    ? text
    : `${text.slice(0, text.lastIndexOf(" ", most) > 0 ? text.lastIndexOf(" ", most) : most)} …`;
