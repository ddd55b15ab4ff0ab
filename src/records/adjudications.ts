import type { Event, EventLog } from "../workspace/event-log.ts";

const drawn = "adjudication_drawn";

/** A sample as it was drawn: reviewers see neither bands nor sizes. */
export interface DrawnSample<Case> {
  sample_id: string;
  seed: number;
  cases: Case[];
}

export const drawnSamples = <Case>(events: readonly Event[]): DrawnSample<Case>[] =>
  events.filter((e) => e.kind === drawn).map((e) => e.body as DrawnSample<Case>);

/** Puts a sample on record; one that is there stays. */
export function recordSample(records: EventLog, at: string, sample: DrawnSample<object>): void {
  if (drawnSamples(records.events()).some((s) => s.sample_id === sample.sample_id)) return;
  records.append(at, [{ kind: drawn, body: sample }]);
}

/** Puts what two reviewers found on record. */
export function recordAdjudication(
  records: EventLog,
  at: string,
  body: { sample_id: string; cases: number },
): void {
  records.append(at, [{ kind: "adjudicated", body }]);
}
