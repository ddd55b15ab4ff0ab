import type { ZoneShiftRow } from "../../data/reads/calls.ts";
import { isShown } from "../disclosure/rules.ts";
import type { StateFacts, TracingFacts } from "../types.ts";
import { counted, formatCount, formatShare, monthName } from "./format.ts";
import { placeName } from "./places.ts";
import { originReasons } from "./tracing.ts";

/** Opens every sentence that shows simulated data. */
const mark = (isSimulated: boolean): string =>
  isSimulated ? "Demonstration with invented data. " : "";

/** The band on every page that shows simulated data. */
export const demonstrationBand =
  "Demonstration. Complaints and published recordings are real; calls, providers and tracebacks are invented to show how the system works.";

/** Calls and records of them are counted apart: a call that four providers recorded is one call. */
export function stateCallsSentence(facts: StateFacts): string | null {
  const { calls } = facts;
  if (!calls || calls.calls === 0) return null;
  const place = placeName(facts.state);
  const opening = `${mark(calls.is_simulated)}Providers that share their records saw `;
  if (!isShown(calls.calls)) return `${opening}calls to ${place}; the count is withheld.`;
  const records =
    calls.call_records !== null && isShown(calls.call_records)
      ? `, in ${counted(calls.call_records, "record")}`
      : "";
  const known = isShown(calls.origin_known)
    ? `; ${formatCount(calls.origin_known)} (${formatShare(calls.origin_known, calls.calls)}) could be traced to the originating provider or the US point of entry`
    : "";
  return `${opening}${counted(calls.calls, "call")} to ${place} in ${monthName(facts.month)}${records}${known}.`;
}

export function tracingHeadline(t: TracingFacts): string {
  const source = `${formatCount(t.exporters)} of ${counted(t.providers, "provider")} supplied records`;
  if (!isShown(t.calls))
    return `${mark(t.is_simulated)}${source}; the number of calls is withheld.`;
  const known = isShown(t.origin_known)
    ? `; ${formatCount(t.origin_known)} (${formatShare(t.origin_known, t.calls)}) could be traced to the provider where they began or to where they entered the United States`
    : "";
  return `${mark(t.is_simulated)}${source} of ${counted(t.calls, "call")} in ${monthName(t.month)}${known}.`;
}

/** Title of the figure that shows where traces stop. */
export function endsTitle(t: TracingFacts): string {
  if (!isShown(t.calls) || !isShown(t.origin_known)) return "Where traces stop";
  const first = t.ends?.find((end) => !originReasons.includes(end.key) && isShown(end.count));
  const traced = `${formatShare(t.origin_known, t.calls)} of the calls (${formatCount(t.origin_known)} of ${formatCount(t.calls)}) could be traced to their origin or point of entry`;
  return first ? `${traced}; most other traces ${first.label.replace(/^stopped/, "stop")}` : traced;
}

/** How the join by time, numbers and names does on the month's own records, where SIP Call-IDs tell the truth. */
export function joinCheckSentence(t: TracingFacts): string | null {
  if (!t.join_check) return null;
  const { handoffs, found, right } = t.join_check;
  // Rounded down: a join that erred is never said to be right in 100.00 %.
  const share = (part: number, whole: number) =>
    (Math.floor((10_000 * part) / whole) / 100).toFixed(2);
  const precision =
    found > 0
      ? `; ${formatCount(right)} of these are the right pair (precision ${share(right, found)}%)`
      : "";
  return `${mark(t.is_simulated)}In ${monthName(t.month)}, SIP Call-IDs prove ${counted(handoffs, "handoff")}. Without them, the join by time, numbers and names finds ${formatCount(found)} (${share(found, handoffs)}%)${precision}.`;
}

/** A provider whose times are off by whole quarters of an hour, and what to do. */
export function zoneShiftSentence(shift: ZoneShiftRow): string {
  const name = shift.name ? `${shift.name} (${shift.provider_id})` : shift.provider_id;
  const minutes = Math.abs(shift.shift_s) / 60;
  const hours = Math.floor(minutes / 60);
  const off = [
    ...(hours > 0 ? [counted(hours, "hour")] : []),
    ...(minutes % 60 > 0 ? [counted(minutes % 60, "minute")] : []),
  ].join(" ");
  const than = shift.other_provider_id ?? "its neighbors";
  const days =
    shift.first_day === shift.last_day
      ? `on ${shift.first_day}`
      : `from ${shift.first_day} to ${shift.last_day}`;
  const which = shift.other_provider_id
    ? "the time zone of one of the two is probably wrong, and the records do not say of which"
    : "its time zone is probably wrong";
  return `${name} writes times ${off} ${shift.shift_s > 0 ? "later" : "earlier"} than ${than} ${days} (${counted(shift.calls, "call")}): ${which}. Load its files again with the right zone (--tz).`;
}

export const tracingCaution =
  "A path lists the providers that a call passed, according to their records. Carrying a call says nothing about a provider’s conduct.";
