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
export function medianTime(durations: readonly Duration[]): number | null {
  const sorted = [...durations].sort(
    (a, b) => a.time - b.time || Number(b.happened) - Number(a.happened),
  );
  let left = 1;
  let at = sorted.length;
  for (const { time, happened } of sorted) {
    // Events come before censorings of the same time, one by one: the product is the same as by tied groups.
    if (happened) left *= 1 - 1 / at;
    at--;
    if (left <= 0.5 + 1e-12) return time;
  }
  return null;
}
