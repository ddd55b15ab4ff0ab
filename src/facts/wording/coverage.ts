import type { Coverage } from "../types.ts";
import { counted, dayName, monthName } from "./format.ts";

/** Months with fewer covered days are not compared with others: the days they lack might differ from the rest. */
export const leastDaysToCompare = 25;

/** The date, YYYY-MM-DD, of a place in a month's list of days. */
export const dayKey = (month: string, index: number): string =>
  `${month}-${String(index + 1).padStart(2, "0")}`;

/** The covered days of a month, YYYY-MM-DD. */
const coveredDays = ({ month, days }: Coverage): string[] =>
  days.flatMap((day, i) => (day === "covered" ? [dayKey(month, i)] : []));

const isWhole = ({ days, days_covered }: Coverage): boolean => days_covered === days.length;

const isRun = (days: readonly string[]): boolean =>
  Number(days.at(-1)?.slice(8)) - Number(days[0]?.slice(8)) === days.length - 1;

/** When, at the start of a sentence: "In December 2019", "From December 13 to 15, 2019". */
export function whenStart(coverage: Coverage): string {
  const days = coveredDays(coverage);
  if (isWhole(coverage) || days.length === 0) return `In ${monthName(coverage.month)}`;
  if (days.length === 1) return `On ${dayName(days[0]!)}`;
  if (isRun(days)) {
    const first = dayName(days[0]!).replace(/, \d{4}$/, "");
    return `From ${first} to ${Number(days.at(-1)!.slice(8))}, ${coverage.month.slice(0, 4)}`;
  }
  return `On ${counted(days.length, "day")} of ${monthName(coverage.month)}`;
}

/** When, inside a sentence: "in December 2019", "from December 13 to 15, 2019". */
export const when = (coverage: Coverage): string => {
  const words = whenStart(coverage);
  return words.charAt(0).toLowerCase() + words.slice(1);
};

/** For titles: "December 2019" where at least 28 days are covered, else the days: "December 13–15, 2019". */
export function periodTitle(coverage: Coverage): string {
  const days = coveredDays(coverage);
  if (coverage.days_covered >= 28 || days.length === 0) return monthName(coverage.month);
  if (days.length === 1) return dayName(days[0]!);
  if (isRun(days)) {
    const first = dayName(days[0]!).replace(/, \d{4}$/, "");
    return `${first}–${Number(days.at(-1)!.slice(8))}, ${coverage.month.slice(0, 4)}`;
  }
  return `${counted(days.length, "day")} of ${monthName(coverage.month)}`;
}

/** What the coverage strip shows. */
export function coverageNote(coverage: Coverage): string {
  const cut = coverage.days.filter((day) => day === "cut").length;
  const none = coverage.days.filter((day) => day === "none").length;
  if (none + cut === 0) return `The loaded files cover every day of ${monthName(coverage.month)}.`;
  return (
    `The loaded files cover ${coverage.days_covered} of ${coverage.days.length} days of ${monthName(coverage.month)}` +
    `${cut > 0 ? `; ${counted(cut, "day is", "days are")} covered in part` : ""}. ` +
    "Rates for part of a month cannot be compared with rates for a full one."
  );
}
