import { overlap, shingles, Vocabulary } from "./tokens.ts";
import { campaignThresholds as limits } from "./thresholds.ts";

/** Transcripts taken for one recording: the same audio, perhaps cut differently. */
export interface RecordingGroup {
  /** Index of the longest transcript: the group is defined by likeness to it, so that likeness cannot chain. */
  leader: number;
  members: number[];
}

/**
 * Groups transcripts into recordings by likeness to a leader, longest first. Candidates come from an index of
 * shingles, never from all pairs, and only leaders are indexed, so work grows in step with the transcripts.
 * The result depends on the texts alone, not on their order. `fingerprints` (where an export has them) join
 * transcripts of equal audio outright.
 */
export function groupRecordings(
  words: readonly (readonly string[])[],
  fingerprints: readonly (string | null)[] = [],
): RecordingGroup[] {
  const texts = words.map((w) => w.join(" "));
  const order = words
    .map((_, i) => i)
    .sort((a, b) => words[b]!.length - words[a]!.length || compare(texts[a]!, texts[b]!) || a - b);
  const vocabulary = new Vocabulary();
  const postings = new Map<number, number[]>();
  const groups: RecordingGroup[] = [];
  const leaderShingles: Uint32Array[] = [];
  const byText = new Map<string, number>();
  const byFingerprint = new Map<string, number>();

  for (const i of order) {
    const text = texts[i]!;
    const print = fingerprints[i];
    const known = (print ? byFingerprint.get(print) : undefined) ?? byText.get(text);
    const own =
      known === undefined
        ? vocabulary.ids(shingles(words[i]!, limits.recordingShingle.value))
        : undefined;
    const found = known ?? bestLeader(own!, leaderShingles, postings);
    const group = found ?? groups.length;
    if (found === undefined) {
      groups.push({ leader: i, members: [] });
      leaderShingles.push(own!);
      for (const id of own!) {
        const list = postings.get(id);
        if (list) list.push(group);
        else postings.set(id, [group]);
      }
    }
    groups[group]!.members.push(i);
    byText.set(text, group);
    if (print) byFingerprint.set(print, group);
  }
  for (const group of groups) group.members.sort((a, b) => a - b);
  return groups;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function bestLeader(
  own: Uint32Array,
  leaders: readonly Uint32Array[],
  postings: ReadonlyMap<number, number[]>,
): number | undefined {
  const shared = new Map<number, number>();
  for (const id of own) {
    const list = postings.get(id);
    if (!list || list.length > limits.mostPostings.value) continue;
    for (const group of list) shared.set(group, (shared.get(group) ?? 0) + 1);
  }
  let best: number | undefined;
  let bestLikeness = 0;
  for (const [group] of shared) {
    const leader = leaders[group]!;
    const likeness = sameRecording(own, leader);
    if (likeness > bestLikeness || (likeness === bestLikeness && likeness > 0 && group < best!)) {
      best = group;
      bestLikeness = likeness;
    }
  }
  return best;
}

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
