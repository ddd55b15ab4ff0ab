import { CommandError } from "../errors.ts";
import type { Event, EventLog } from "../workspace/event-log.ts";

/** A record of a call that a request is about. */
export interface RequestExample {
  /** Whose record it is: the direct downstream provider's where that one exports. */
  provider_id: string;
  call_id: string;
  /** By that provider's clock, UTC. */
  at: string;
  /** Seconds that this clock was ahead of the middle one; null where that is not known. */
  clock_ahead_s: number | null;
  calling_number: string | null;
  called_npa_nxx: string | null;
  attestation: string | null;
  origid: string | null;
}

/** A request to a provider at which paths end for want of its records, as it was drafted. */
export interface RequestDraft {
  request_id: string;
  provider_id: string;
  asked_for: string;
  /** Provider that named the one asked: by its record, or by its answer to the request before. */
  downstream_id: string | null;
  /** The request whose answer led here; null for the first of a chain. */
  parent_id: string | null;
  example_provider_id: string;
  example_call_id: string;
  example_at: string;
  calling_number: string | null;
  called_npa_nxx: string | null;
  /** Records that the request is about, the newest first; the answer is about these. */
  examples: RequestExample[];
  calls: number;
  calls_recent: number;
  campaigns: number;
  value: number;
  made_at: string;
}

/** What an answer that came by mail or telephone says; answers in a file are loaded. */
export interface RequestAnswer {
  response: (typeof answerKinds)[number];
  upstream_provider_id: string | null;
  customer_name: string | null;
}

export const answerKinds = [
  "upstream_identified",
  "originator_identified",
  "no_record",
  "incomplete_record",
] as const;

/** A request with what happened to it. Times are ISO without a zone: UTC. */
export interface TracebackRequest extends RequestDraft {
  state: "drafted" | "sent" | "acknowledged" | "answered" | "refused";
  sent_at: string | null;
  /** When an answer is due: counted from when it was sent. */
  due_at: string | null;
  acknowledged_at: string | null;
  answered_at: string | null;
  response: string | null;
  upstream_provider_id: string | null;
  customer_name: string | null;
}

const drafted = "traceback_request_drafted";

/** What happens to a request, in events of these kinds. */
export type RequestStep = { request_id: string; by: string } & (
  | { kind: "sent"; to: string; due_at: string }
  | { kind: "acknowledged"; text: string }
  | ({ kind: "answered" } & RequestAnswer)
  | { kind: "refused"; text: string }
);

const kindOf = (step: RequestStep["kind"]) => `traceback_request_${step}`;

const timeOf = (at: string) => at.replace("Z", "");

/** All requests, as they stand. */
export function tracebackRequests(events: readonly Event[]): TracebackRequest[] {
  const found = new Map<string, TracebackRequest>();
  for (const { kind, body, at } of events) {
    if (kind === drafted) {
      const draft = body as RequestDraft;
      found.set(draft.request_id, {
        ...draft,
        // Drafts of before had one example, and nobody that named the one asked.
        downstream_id: draft.downstream_id ?? null,
        parent_id: draft.parent_id ?? null,
        examples: draft.examples ?? [],
        state: "drafted",
        sent_at: null,
        due_at: null,
        acknowledged_at: null,
        answered_at: null,
        response: null,
        upstream_provider_id: null,
        customer_name: null,
      });
      continue;
    }
    if (!kind.startsWith("traceback_request_")) continue;
    const step = body as RequestStep;
    const request = found.get(step.request_id);
    if (!request) continue;
    request.state = step.kind;
    if (step.kind === "sent") Object.assign(request, { sent_at: timeOf(at), due_at: step.due_at });
    if (step.kind === "acknowledged") request.acknowledged_at = timeOf(at);
    if (step.kind === "answered")
      Object.assign(request, {
        answered_at: timeOf(at),
        response: step.response,
        upstream_provider_id: step.upstream_provider_id,
        customer_name: step.customer_name,
      });
    if (step.kind === "refused")
      Object.assign(request, { answered_at: timeOf(at), response: "declined" });
  }
  return [...found.values()];
}

/** Records requests that are new; one that is on record stays as it was drafted. Returns the new ones. */
export function draftRequests(
  records: EventLog,
  at: string,
  requests: readonly RequestDraft[],
): RequestDraft[] {
  const known = new Set(tracebackRequests(records.events()).map((r) => r.request_id));
  const fresh = requests.filter((r) => !known.has(r.request_id));
  if (fresh.length > 0)
    records.append(
      at,
      fresh.map((body) => ({ kind: drafted, body })),
    );
  return fresh;
}

const mayFollow: Record<RequestStep["kind"], readonly TracebackRequest["state"][]> = {
  sent: ["drafted"],
  acknowledged: ["sent"],
  // A wrong entry is corrected by another: the last one holds.
  answered: ["sent", "acknowledged", "answered", "refused"],
  refused: ["sent", "acknowledged", "answered", "refused"],
};

/** Puts on record what happened to a request; refuses what cannot follow. */
export function recordStep(records: EventLog, at: string, step: RequestStep): void {
  const request = tracebackRequests(records.events()).find(
    ({ request_id }) => request_id === step.request_id,
  );
  if (!request)
    throw new CommandError(
      `${step.request_id}: no request has this id: docket trace … --request drafts one`,
    );
  if (!mayFollow[step.kind].includes(request.state))
    throw new CommandError(`${step.request_id} is ${request.state}: it cannot be ${step.kind} now`);
  records.append(at, [{ kind: kindOf(step.kind), body: step }]);
}
