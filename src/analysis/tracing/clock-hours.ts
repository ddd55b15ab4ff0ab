import { businessTime } from "./business-days.ts";

/** Days after which a request is not watched any more: what comes later is no answer to it. */
const watchedDays = 60;

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * Hours that the clock ran from the receipt of a request to a later time, at an office in one of these zones: those of
 * business days, day and night. The fewest over the zones, and no more than those of 60 days.
 */
export function clockHours(received: Date, until: Date, zones: readonly string[]): number {
  const from = received.getTime();
  const end = Math.min(until.getTime(), from + watchedDays * dayMs);
  if (end <= from) return 0;
  return Math.min(...zones.map((zone) => businessTime(zone, from, end) / hourMs));
}
