import type { Event, EventLog } from "../workspace/event-log.ts";

/** A request to a provider at which paths end for want of its records, as it was drafted. */
export interface TracebackRequest {
  request_id: string;
  provider_id: string;
  asked_for: string;
  example_provider_id: string;
  example_call_id: string;
  example_at: string;
  calling_number: string | null;
  called_npa_nxx: string | null;
  calls: number;
  calls_recent: number;
  campaigns: number;
  value: number;
  due_at: string | null;
  made_at: string;
}

const drafted = "traceback_request_drafted";

/** All requests, as they were first drafted. */
export const tracebackRequests = (events: readonly Event[]): TracebackRequest[] =>
  events.filter((event) => event.kind === drafted).map((event) => event.body as TracebackRequest);

/** Records requests that are new; one that is on record stays as it was drafted. Returns the new ones. */
export function draftRequests(
  records: EventLog,
  at: string,
  requests: readonly TracebackRequest[],
): TracebackRequest[] {
  const known = new Set(tracebackRequests(records.events()).map((r) => r.request_id));
  const fresh = requests.filter((r) => !known.has(r.request_id));
  if (fresh.length > 0)
    records.append(
      at,
      fresh.map((body) => ({ kind: drafted, body })),
    );
  return fresh;
}
