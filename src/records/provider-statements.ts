import type { Event, EventLog } from "../workspace/event-log.ts";

/** What a provider replied, or that an office takes a listing back, or sets it in place again. */
export interface ProviderStatement {
  provider_id: string;
  kind: "reply" | "retracted" | "reinstated";
  /** Class of the listing; null of a reply. */
  class: string | null;
  /** The reply as written, or the reason. */
  text: string;
  stated_by: string;
  /** ISO instant. */
  stated_at: string;
}

const stated = "provider_stated";

/** All statements, in order: the log of retractions is part of them. */
export const providerStatements = (events: readonly Event[]): ProviderStatement[] =>
  events
    .filter((event) => event.kind === stated)
    .map((event) => ({ ...(event.body as ProviderStatement), stated_at: event.at }));

/** Puts a statement on record. */
export function recordStatement(
  records: EventLog,
  at: string,
  statement: Omit<ProviderStatement, "stated_at">,
): void {
  records.append(at, [{ kind: stated, body: statement }]);
}
