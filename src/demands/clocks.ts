import { clockHours } from "../analysis/tracing/clock-hours.ts";
import { responseDue } from "../analysis/tracing/response-clock.ts";
import type { DemandEntry } from "../records/demand-types.ts";
import { windowOf } from "./demand.ts";

/** Business days within which a demand is to be reviewed; in the emergency lane, hours by the clock on the wall. */
export const reviewDays = 3;
export const emergencyHours = 4;

/** A time by which something is to be done, and when it was. */
export interface Clock {
  name: "acknowledge" | "review" | "return";
  due: string;
  /** Null while it is to be done. */
  done_at: string | null;
  is_late: boolean;
}

/** The clocks of a demand. `zone` is that of the desk; business days and hours are those of docs/tracing.md. */
export function clocksOf(entry: DemandEntry, zone: string, now: Date): Clock[] {
  return fixedClocks(entry, zone).map(({ name, due, done_at }) => ({
    name,
    due,
    done_at,
    is_late: (done_at ?? now.toISOString()) > due,
  }));
}

type FixedClock = Omit<Clock, "is_late">;

/** Of each demand, by the number of its events: a desk of ten thousand is sorted by them at each look. */
const known = new WeakMap<DemandEntry, { events: number; zone: string; clocks: FixedClock[] }>();

function fixedClocks(entry: DemandEntry, zone: string): FixedClock[] {
  const before = known.get(entry);
  if (before?.events === entry.events.length && before.zone === zone) return before.clocks;
  const received = new Date(entry.received_at);
  const doneAt = (kinds: readonly string[]): string | null =>
    entry.events.find(({ kind }) => kinds.includes(kind))?.at ?? null;
  const review = entry.is_hurried
    ? new Date(received.getTime() + emergencyHours * 3_600_000)
    : businessDaysAfter(received, reviewDays, zone);
  const found: [Clock["name"], Date, string | null][] = [
    ["acknowledge", businessDaysAfter(received, 1, zone), doneAt(["demand_acknowledged"])],
  ];
  // What was withdrawn, closed or must be put right first is not waited for.
  const isWaitedFor = !["withdrawn", "closed", "deficient"].includes(entry.state);
  const reviewed = doneAt(["demand_approved", "demand_objected", "demand_held"]);
  if (reviewed !== null || isWaitedFor) found.push(["review", review, reviewed]);
  const full = entry.productions.find((production) => production.is_full)?.at ?? null;
  if (entry.demand && (full !== null || isWaitedFor)) {
    const { return_by, window } = entry.demand;
    const { to } = windowOf({
      window: { from: return_by, to: return_by, time_zone: window.time_zone },
    });
    found.push(["return", to, full]);
  }
  const clocks = found.map(([name, due, done_at]) => ({ name, due: due.toISOString(), done_at }));
  known.set(entry, { events: entry.events.length, zone, clocks });
  return clocks;
}

function businessDaysAfter(from: Date, days: number, zone: string): Date {
  let due = from;
  for (let n = 0; n < days; n++) ({ due } = responseDue(due, [zone]));
  return due;
}

/** Business hours from receipt to the first production; null before it. */
export function hoursToFirstProduction(entry: DemandEntry, zone: string): number | null {
  const first = entry.productions[0];
  return first ? clockHours(new Date(entry.received_at), new Date(first.at), [zone]) : null;
}
