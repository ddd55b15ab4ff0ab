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

/** What two reviewers found in a sample. */
export interface RecordedAdjudication {
  sample_id: string;
  cases: number;
  bands: { band: string; judged: number; real: number }[];
}

const adjudicated = "adjudicated";

/** Puts what two reviewers found on record. */
export function recordAdjudication(
  records: EventLog,
  at: string,
  body: RecordedAdjudication,
): void {
  records.append(at, [{ kind: adjudicated, body }]);
}

/** What was found in each sample, by the answers that were handed in last. */
export const adjudications = (events: readonly Event[]): RecordedAdjudication[] => [
  ...new Map(
    events
      .filter((e) => e.kind === adjudicated)
      .map((e) => e.body as RecordedAdjudication)
      .map((a) => [a.sample_id, a]),
  ).values(),
];
