import { dayAt, nextOpen, placeOf, type OfficeDay, type Place } from "./business-days.ts";

// 47 CFR 64.1200(n)(1), as the Seventh Report and Order has it (88 FR 43446): an answer is due 24 hours after the request;
// requests outside business hours are deemed received at 8:00 of the next business day, and the clock stops on days that
// are not business days. Business hours are 8:00 to 17:30, Monday to Friday, without federal holidays, where the
// answering office is. Checked against a provider association's account of the order, not against the text of the rule.

/** The first day on which the rule bound every US provider (88 FR 43446). */
const ruleSince = new Date("2024-01-08T00:00:00-05:00");
/** The first day on which it bound gateway providers (87 FR 42916; the date is from two law firms' notices). */
const gatewayRuleSince = new Date("2022-09-23T00:00:00-04:00");

/** Zones in which a US provider's office may be. Where a directory gives none, an answer is late only if it is late in all. */
export const officeZones = [
  "Pacific/Guam",
  "America/Puerto_Rico",
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Anchorage",
  "Pacific/Honolulu",
  "Pacific/Pago_Pago",
] as const;

export interface DueTime {
  /** When the request counts as received, and when the answer is due: instants. */
  deemedReceived: Date;
  due: Date;
}

/**
 * When an answer to a request of `sent` is due from an office in one of these IANA time zones: the latest of the due
 * times, over the zones and over both readings of days that are contested.
 */
export function responseDue(sent: Date, zones: readonly string[]): DueTime {
  const times = zones.flatMap((zone) => {
    const place = placeOf(zone, sent.getTime());
    return [
      dueIn(sent.getTime(), place, (day) => day.isBusiness),
      dueIn(sent.getTime(), place, (day) => day.isBusinessForSure),
    ];
  });
  const { received, due } = times.reduce((latest, time) => (time.due > latest.due ? time : latest));
  return { deemedReceived: new Date(received), due: new Date(due) };
}

function dueIn(sent: number, place: Place, isOpen: (day: OfficeDay) => boolean) {
  const today = dayAt(place);
  // From 17:30 on the office counts as closed: the rule's minute is read in the provider's favor.
  const isLate = !isOpen(today) || sent >= today.closes;
  const on = isLate ? nextOpen(place, isOpen) : place;
  const { opens } = dayAt(on);
  const received = isLate ? opens : Math.max(sent, opens);
  // The same time by the clock on the wall: no clock changes between 8:00 and 17:30.
  return { received, due: dayAt(nextOpen(on, isOpen)).opens + (received - opens) };
}

export type ResponseState =
  | "answered_in_time"
  | "answered_late"
  /** Answered; the record gives no time of the answer, so nobody can say whether it was late. */
  | "answered_time_unknown"
  | "declined"
  | "legally_unable"
  | "pending"
  | "no_response"
  /** Answered before it was asked: a time is wrong. */
  | "impossible";

export interface Request {
  sent: Date;
  responded: Date | null;
  /** The answer as the export has it; null where it has none. */
  response: string | null;
  due: Date;
  /** The day to which the file reaches that the row came from. */
  asOf: Date;
}

/** Refusals are outcomes of their own: neither answers nor silence. */
const refusals = ["declined", "legally_unable"] as const;

/** What became of a request by the time that its own file reaches to. A blank time of an answer is not silence. */
export function responseState({ sent, responded, response, due, asOf }: Request): ResponseState {
  const refusal = refusals.find((r) => r === response);
  if (responded !== null && responded < sent) return "impossible";
  if (refusal) return refusal;
  const isAnswer = response !== null && response !== "no_response";
  if (responded !== null && response !== "no_response") {
    return responded <= due ? "answered_in_time" : "answered_late";
  }
  if (isAnswer) return "answered_time_unknown";
  return asOf <= due ? "pending" : "no_response";
}

/** Those whose requests the rule names, by how exports write them. Order matters: the first that fits. */
const requesters: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["consortium", /\bitg\b|industry traceback|ustelecom|traceback (group|consortium)/i],
  ["commission", /\bfcc\b|federal communications commission/i],
  [
    "law_enforcement",
    /attorney general|\bag\b|department of justice|\bdoj\b|federal trade commission|\bftc\b|law enforcement|police|sheriff|district attorney|u\.?s\.? attorney|\bfbi\b|\btigta\b|inspector general|homeland security|secret service|marshals?\b|postal inspection/i,
  ],
];

/** Who asked, as the rule tells requesters apart; `other` for everyone whom it does not name, null where nobody is named. */
export function requesterOf(requestedBy: string | null): string | null {
  if (requestedBy === null || requestedBy.trim() === "") return null;
  return requesters.find(([, pattern]) => pattern.test(requestedBy))?.[0] ?? "other";
}

/**
 * Whether the 24-hour rule bound a provider for a request: null where the record does not say enough (its country or who
 * asked). `isUs` is null where neither the directory nor the traceback gives a country.
 */
export function ruleApplies(request: {
  sent: Date;
  isUs: boolean | null;
  role: string | null;
  requestedBy: string | null;
}): boolean | null {
  const since = request.role === "gateway" ? gatewayRuleSince : ruleSince;
  const requester = requesterOf(request.requestedBy);
  if (request.sent < since || request.isUs === false || requester === "other") return false;
  return request.isUs === null || requester === null ? null : true;
}
