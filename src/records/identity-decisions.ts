import type { Event, EventLog } from "../workspace/event-log.ts";

export const decisions = ["same", "affiliate", "different", "undone"] as const;

/** What a person decided of two records of companies. `undone` takes the decision before it back. */
export interface IdentityDecision {
  left_id: string;
  right_id: string;
  decision: (typeof decisions)[number];
  decided_by: string;
  reason: string;
  /** ISO instant. */
  decided_at: string;
}

const decided = "identity_decided";

/** Two ids in the order in which they are kept. */
export const pairOf = (one: string, other: string): { left_id: string; right_id: string } =>
  one < other ? { left_id: one, right_id: other } : { left_id: other, right_id: one };

/** Every decision, in order: also those that were taken back. */
export const identityHistory = (events: readonly Event[]): IdentityDecision[] =>
  events
    .filter((event) => event.kind === decided)
    .map((event) => ({ ...(event.body as IdentityDecision), decided_at: event.at }));

/** The decision that holds for each pair that has one. */
export const identityDecisions = (events: readonly Event[]): IdentityDecision[] =>
  [
    ...new Map(
      identityHistory(events).map((d) => [JSON.stringify([d.left_id, d.right_id]), d]),
    ).values(),
  ].filter((d) => d.decision !== "undone");

/** Puts a decision on record. */
export function recordIdentity(
  records: EventLog,
  at: string,
  { left_id, right_id, decision, decided_by, reason }: Omit<IdentityDecision, "decided_at">,
): void {
  records.append(at, [
    { kind: decided, body: { left_id, right_id, decision, decided_by, reason } },
  ]);
}
