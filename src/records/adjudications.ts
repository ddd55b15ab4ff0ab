import type { Adjudication, DrawnCase } from "../analysis/adjudication/index.ts";
import type { Event, EventLog } from "../workspace/event-log.ts";

const drawn = "adjudication_drawn";

/** A sample as it was drawn: reviewers see neither bands nor sizes. */
export interface DrawnSample {
  sample_id: string;
  seed: number;
  cases: DrawnCase[];
}

export const drawnSamples = (events: readonly Event[]): DrawnSample[] =>
  events.filter((e) => e.kind === drawn).map((e) => e.body as DrawnSample);

/** Puts a sample on record; one that is there stays. */
export function recordSample(records: EventLog, at: string, sample: DrawnSample): void {
  if (drawnSamples(records.events()).some((s) => s.sample_id === sample.sample_id)) return;
  records.append(at, [{ kind: drawn, body: sample }]);
}

/** Puts what two reviewers found on record. */
export function recordAdjudication(
  records: EventLog,
  at: string,
  body: Adjudication & { sample_id: string },
): void {
  records.append(at, [{ kind: "adjudicated", body }]);
}
