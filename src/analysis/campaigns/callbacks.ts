import { campaignThresholds as limits } from "./thresholds.ts";

/** Numbers that one recording speaks or its export states, and where it was heard. */
export interface SpokenNumbers {
  callbacks: readonly string[];
  /** Source and line that it was heard on. */
  place: string;
}

/**
 * Numbers that count as call-backs: a complaint names them, or at least three recordings from two sources or lines speak
 * them. Any other may be the called person's own, read out by the call or by a voicemail greeting, or a misheard one.
 */
export function acceptedCallbacks(
  recordings: readonly SpokenNumbers[],
  namedByComplaints: ReadonlySet<string>,
): Set<string> {
  const heard = new Map<string, { recordings: number; places: Set<string> }>();
  for (const { callbacks, place } of recordings) {
    for (const number of callbacks) {
      const entry = heard.get(number) ?? { recordings: 0, places: new Set() };
      entry.recordings++;
      entry.places.add(place);
      heard.set(number, entry);
    }
  }
  const accepted = [...heard].filter(
    ([number, { recordings, places }]) =>
      namedByComplaints.has(number) ||
      (recordings >= limits.callbackRecordings.value && places.size >= limits.callbackLines.value),
  );
  return new Set(accepted.map(([number]) => number));
}
