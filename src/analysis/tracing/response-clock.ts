import { TZDate } from "@date-fns/tz";
import { addBusinessDays, isWeekend, lightFormat, set } from "date-fns";
import { federalHolidays } from "./federal-holidays.ts";

// 47 CFR 64.1200(n)(1), as the Seventh Report and Order has it (88 FR 43446): an answer is due 24 hours after the request;
// requests outside business hours are deemed received at 8:00 of the next business day, and the clock stands still on days
// that are none. Business hours are 8:00 to 17:30, Monday to Friday, without federal holidays, where the answering office
// is. Checked against a provider association's account of the order, not against the text of the rule itself.
/** The first day on which every US provider was bound to answer in 24 hours. */
export const ruleSince = new Date("2024-01-08T00:00:00-05:00");
/** Where a directory gives no zone: the latest of the mainland, so that nobody is late by our guess alone. */
export const defaultZone = "America/Los_Angeles";
const opening = { hours: 8, minutes: 0, seconds: 0, milliseconds: 0 };
/** The last moment that is still within business hours. */
const closing = { hours: 17, minutes: 30, seconds: 0, milliseconds: 0 };

export interface DueTime {
  /** When the request counts as received, and when the answer is due: instants. */
  deemedReceived: Date;
  due: Date;
}

/** When an answer to a request of `sent` is due from an office in an IANA time zone. */
export function responseDue(sent: Date, timeZone: string): DueTime {
  const local = new TZDate(sent.getTime(), timeZone);
  const opens = set(local, opening);
  let received = local;
  if (!isBusinessDay(local) || local > set(local, closing)) received = nextBusinessDay(opens);
  else if (local < opens) received = opens;
  const due = nextBusinessDay(received);
  return { deemedReceived: new Date(received.getTime()), due: new Date(due.getTime()) };
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

const isBusinessDay = (day: TZDate): boolean => !isWeekend(day) && !isHoliday(day);

const isHoliday = (day: TZDate): boolean =>
  federalHolidays(day.getFullYear()).has(lightFormat(day, "yyyy-MM-dd"));

/** The same time on the wall of the next business day, whatever the clocks did in between. */
function nextBusinessDay(from: TZDate): TZDate {
  let day = addBusinessDays(from, 1);
  while (isHoliday(day)) day = addBusinessDays(day, 1);
  return day;
}
