import type { Count, Interval, Rank } from "../types.ts";

const months = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
]; // prettier-ignore

/** 1204 → "1,204" */
export function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

export function formatCell(count: Count): string {
  return count === "withheld" ? "fewer than 11 or withheld" : formatCount(count);
}

/** Rates carry one decimal, two below ten where the interval supports them. */
export function formatRate(value: number): string {
  return value.toFixed(1).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

export function formatInterval(rate: Interval): string {
  return `${formatRate(rate.low)}–${formatRate(rate.high)}`;
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

/** "2019-12-15" → "15 December 2019" */
export function dayName(day: string): string {
  return `${Number(day.slice(8, 10))} ${monthName(day)}`;
}

export function formatShare(part: number, whole: number): string {
  return whole === 0 ? "0 %" : `${((100 * part) / whole).toFixed(0)} %`;
}

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
