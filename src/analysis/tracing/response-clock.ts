import { TZDate } from "@date-fns/tz";
import { federalHolidays } from "./federal-holidays.ts";

// 47 CFR 64.1200(n)(1), as the Seventh Report and Order has it (88 FR 43446): an answer is due 24 hours after the request;
// requests outside business hours are deemed received at 8:00 of the next business day, and the clock stands still on days
// that are none. Business hours are 8:00 to 17:30, Monday to Friday, without federal holidays, where the answering office
// is. Checked against a provider association's account of the order, not against the text of the rule itself.
/** The first day on which every US provider was bound to answer in 24 hours. */
export const ruleSince = new Date("2024-01-08T00:00:00-05:00");
/** Where a directory gives no zone: the latest of the mainland, so that nobody is late by our guess alone. */
export const defaultZone = "America/Los_Angeles";
const opens = 8 * 60;
const closes = 17 * 60 + 30;

export interface DueTime {
  /** When the request counts as received, and when the answer is due: instants. */
  deemedReceived: Date;
  due: Date;
}

/** When an answer to a request of `sent` is due from an office in an IANA time zone. */
export function responseDue(sent: Date, timeZone: string): DueTime {
  let local = new TZDate(sent.getTime(), timeZone);
  const minutes = local.getHours() * 60 + local.getMinutes();
  const isOpen = isBusinessDay(local) && minutes >= opens && minutes <= closes;
  if (!isOpen) {
    // Before opening on a business day: that same day at eight; else the next business day.
    if (!(isBusinessDay(local) && minutes < opens)) local = nextBusinessDay(local);
    local = at(local, 8, 0, 0);
  }
  const next = nextBusinessDay(local);
  const due = at(next, local.getHours(), local.getMinutes(), local.getSeconds());
  return { deemedReceived: new Date(local.getTime()), due: new Date(due.getTime()) };
}

export type ResponseState =
  "answered_in_time" | "answered_late" | "pending" | "no_response" | "impossible";

/** What became of a request by `now`: pending is not "no response", and an answer before the request is an error. */
export function responseState(
  sent: Date,
  responded: Date | null,
  now: Date,
  timeZone: string,
): ResponseState {
  const { due } = responseDue(sent, timeZone);
  if (responded !== null) {
    if (responded < sent) return "impossible";
    return responded <= due ? "answered_in_time" : "answered_late";
  }
  return now <= due ? "pending" : "no_response";
}

function isBusinessDay(day: TZDate): boolean {
  const weekday = day.getDay();
  if (weekday === 0 || weekday === 6) return false;
  const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  return !federalHolidays(day.getFullYear()).has(date);
}

function nextBusinessDay(from: TZDate): TZDate {
  let day = at(from, 12, 0, 0);
  do
    day = new TZDate(
      day.getFullYear(),
      day.getMonth(),
      day.getDate() + 1,
      12,
      0,
      0,
      from.timeZone ?? "UTC",
    );
  while (!isBusinessDay(day));
  return day;
}

const at = (day: TZDate, hours: number, minutes: number, seconds: number): TZDate =>
  new TZDate(
    day.getFullYear(), day.getMonth(), day.getDate(), hours, minutes, seconds, day.timeZone ?? "UTC",
  ); // prettier-ignore

const two = (n: number) => String(n).padStart(2, "0");
