import { groupByLeader, type LeaderGroup } from "./leaders.ts";
import { overlap, shingles, Vocabulary } from "./tokens.ts";
import { campaignThresholds as limits } from "./thresholds.ts";

/**
 * Groups transcripts into recordings: the same audio, perhaps cut differently. Longest first, so that a leader is
 * the fullest transcript of its recording. The result depends on the texts alone, not on their order.
 * `fingerprints` (where an export has them) join transcripts of equal audio outright.
 */
export function groupRecordings(
  words: readonly (readonly string[])[],
  fingerprints: readonly (string | null)[] = [],
): LeaderGroup[] {
  const texts = words.map((w) => w.join(" "));
  const vocabulary = new Vocabulary();
  const sets = words.map((w) => vocabulary.ids(shingles(w, limits.recordingShingle.value)));
  const order = words
    .map((_, i) => i)
    .sort((a, b) => words[b]!.length - words[a]!.length || compare(texts[a]!, texts[b]!) || a - b);
  const byText = new Map<string, number>();
  const byFingerprint = new Map<string, number>();
  return groupByLeader({
    sets,
    order,
    likeness: (item, leader) => sameRecording(sets[item]!, sets[leader]!),
    known: (item) => {
      const print = fingerprints[item];
      return (print ? byFingerprint.get(print) : undefined) ?? byText.get(texts[item]!);
    },
    onPlaced: (item, group) => {
      byText.set(texts[item]!, group);
      const print = fingerprints[item];
      if (print) byFingerprint.set(print, group);
    },
  });
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Likeness of two transcripts where they are one recording, else 0. */
function sameRecording(a: Uint32Array, b: Uint32Array): number {
  const smaller = Math.min(a.length, b.length);
  const common = overlap(a, b);
  const jaccard = common / (a.length + b.length - common);
  if (jaccard >= limits.recordingJaccard.value) return 1 + jaccard;
  const containment = common / smaller;
  const isCut =
    smaller >= limits.recordingCutLength.value && containment >= limits.recordingContainment.value;
  return isCut ? containment : 0;
}
