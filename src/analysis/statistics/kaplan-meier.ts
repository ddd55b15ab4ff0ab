import { incidenceOf, medianOf } from "./competing-risks.ts";

/** A time until an event, or until it was no longer watched for. */
export interface Duration {
  time: number;
  /** False where it was not seen to happen by `time`. */
  happened: boolean;
}

/**
 * Median time to the event by Kaplan and Meier (1958), with those to whom it did not happen censored; null where fewer than
 * half are estimated to have it.
 */
export const medianTime = (durations: readonly Duration[]): number | null =>
  medianOf(
    // With one outcome the incidence is what Kaplan and Meier leave of one.
    incidenceOf(
      durations.map(({ time, happened }) => ({ time, outcome: happened ? "happened" : null })),
      "happened",
    ),
  ).median;
