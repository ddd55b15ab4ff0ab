import type { DemandEntry, ScopeDecision } from "../records/demand-types.ts";
import { clocksOf, type Clock } from "./clocks.ts";
import type { Desk } from "./desk.ts";
import { requesterState, type RequesterState } from "./requester.ts";
import { scopeAtHand } from "./review.ts";

/** What is shown of a demand beside what is on record. */
export interface Shown {
  clocks: Clock[];
  requester: RequesterState;
  /** Null where its data cannot be read. */
  decision: ScopeDecision | null;
}

export const shownOf = (desk: Desk, entry: DemandEntry, now: Date): Shown => ({
  clocks: clocksOf(entry, desk.settings.desk.time_zone, now),
  requester: requesterState(entry, desk.records, now),
  decision: entry.demand ? scopeAtHand(entry) : null,
});
