import TinyQueue from "tinyqueue";
import { groupByLeader } from "./leaders.ts";
import { overlap, scriptTokens, shingles, Vocabulary } from "./tokens.ts";
import { campaignThresholds as limits } from "./thresholds.ts";

/** What the script clusterer needs of a recording group: its leader's words and the call-backs spoken in it. */
export interface ScriptItem {
  words: readonly string[];
  callbacks: readonly string[];
}

export interface ScriptCluster {
  members: number[];
  /** Mean similarity of all pairs of members, 0 to 1; 1 where there is one. */
  cohesion: number;
}

export interface ScriptClusters {
  clusters: ScriptCluster[];
  /** Similarity of two items, 0 to 1. */
  similarity: (a: number, b: number) => number;
  /** For each cluster the most similar other one and how similar, where any shares a shingle. */
  nearest: ({ cluster: number; similarity: number } | undefined)[];
}

/**
 * Clusters recording groups into scripts by average linkage: two clusters join while the mean similarity over all
 * their pairs stays above the threshold, so that one odd recording cannot chain two scripts together.
 * Similarity is the mean of weighted Jaccard and weighted containment of two-word shingles, where a shingle weighs
 * by its rarity (inverse document frequency): "press one to speak" counts little, a script's own phrases much.
 * Groups that are very much alike are first put together around a leader, and the leaders are linked: the cost of
 * linkage then depends on how many different wordings there are, not on how often each was heard.
 */
export function clusterScripts(items: readonly ScriptItem[]): ScriptClusters {
  const vocabulary = new Vocabulary();
  const sets = items.map((item) =>
    vocabulary.ids(shingles(scriptTokens(item.words), limits.scriptShingle.value)),
  );
  const weights = rarity(sets, vocabulary.size);
  const totals = sets.map((set) => set.reduce((sum, id) => sum + weights[id]!, 0));
  const callbacks = items.map((item) => new Set(item.callbacks));

  const similarity = (a: number, b: number): number => {
    const common = overlap(sets[a]!, sets[b]!, weights);
    if (common === 0) return 0;
    const jaccard = common / (totals[a]! + totals[b]! - common);
    const containment = common / Math.min(totals[a]!, totals[b]!);
    const shared = [...callbacks[a]!].some((number) => callbacks[b]!.has(number));
    return Math.min(1, (jaccard + containment) / 2 + (shared ? limits.sharedCallback.value : 0));
  };

  const wordings = groupByLeader({
    sets,
    order: items.map((_, i) => i),
    likeness: (item, leader) => {
      const value = similarity(item, leader);
      return value >= limits.wordingSimilarity.value ? value : 0;
    },
  });
  const leaders = wordings.map((w) => w.leader);
  const edges = candidateEdges(
    leaders.map((leader) => sets[leader]!),
    (a, b) => similarity(leaders[a]!, leaders[b]!),
  );
  const { roots, between, sizes } = averageLink(
    wordings.map((w) => w.members.length),
    edges,
    limits.scriptSimilarity.value,
  );
  const members = new Map<number, number[]>();
  roots.forEach((root, i) => {
    const list = members.get(root) ?? [];
    list.push(...wordings[i]!.members);
    members.set(root, list);
  });
  const clusterOf = new Map([...members.keys()].map((root, index) => [root, index]));
  const clusters = [...members.values()].map((list) => {
    list.sort((a, b) => a - b);
    return { members: list, cohesion: meanSimilarity(list, similarity) };
  });
  const nearest = [...members.keys()].map((root) => {
    let best: { cluster: number; similarity: number } | undefined;
    for (const [other, sum] of between.get(root) ?? []) {
      const mean = sum / (sizes[root]! * sizes[other]!);
      const cluster = clusterOf.get(other)!;
      if (!best || mean > best.similarity || (mean === best.similarity && cluster < best.cluster)) {
        best = { cluster, similarity: mean };
      }
    }
    return best;
  });
  return { clusters, similarity, nearest };
}

/** Weight of each shingle: log(1 + n / frequency), where a shingle in under a hundredth of the items weighs no more
 * than one in a hundredth. Transcription errors are unique: without that bound they would outweigh the script. */
function rarity(sets: readonly Uint32Array[], size: number): Float64Array {
  const frequency = new Uint32Array(size);
  for (const set of sets) for (const id of set) frequency[id]!++;
  const least = sets.length / 100;
  return Float64Array.from(frequency, (f) => Math.log(1 + sets.length / Math.max(f, least)));
}

const mostPairsForCohesion = 2000;

function meanSimilarity(
  list: readonly number[],
  similarity: (a: number, b: number) => number,
): number {
  if (list.length < 2) return 1;
  const pairs = (list.length * (list.length - 1)) / 2;
  const step = Math.max(1, Math.floor(pairs / mostPairsForCohesion));
  let sum = 0;
  let taken = 0;
  let index = 0;
  for (let i = 0; i < list.length; i++) {
    for (let j = i + 1; j < list.length; j++) {
      if (index++ % step !== 0) continue;
      sum += similarity(list[i]!, list[j]!);
      taken++;
    }
  }
  return sum / taken;
}

type Edge = [a: number, b: number, similarity: number];

/** Pairs that share a shingle which is not common, with their similarity. */
function candidateEdges(
  sets: readonly Uint32Array[],
  similarity: (a: number, b: number) => number,
): Edge[] {
  const postings = new Map<number, number[]>();
  sets.forEach((set, i) => {
    for (const id of set) {
      const list = postings.get(id);
      if (list) list.push(i);
      else postings.set(id, [i]);
    }
  });
  const edges: Edge[] = [];
  sets.forEach((set, i) => {
    const candidates = new Set<number>();
    for (const id of set) {
      const list = postings.get(id)!;
      if (list.length > limits.mostPostings.value) continue;
      for (const other of list) if (other < i) candidates.add(other);
    }
    for (const other of candidates) {
      const value = similarity(other, i);
      if (value >= leastSimilarity) edges.push([other, i, value]);
    }
  });
  return edges;
}

/** Likeness below which a pair counts as 0 in the mean: boilerplate alone. */
const leastSimilarity = 0.05;

/**
 * Average-link (UPGMA) clustering of a sparse similarity graph; a pair without an edge counts as 0. Nodes stand for
 * as many items as `counts` says. Ties are broken by the lower indices, so that the result is always the same.
 * `between` holds what is left: the summed similarity of each pair of clusters, by their roots.
 */
export function averageLink(
  counts: readonly number[],
  edges: readonly Edge[],
  threshold: number,
): { roots: number[]; between: Map<number, Map<number, number>>; sizes: number[] } {
  const size = counts.length;
  const sizes = [...counts];
  const sums = new Map<number, Map<number, number>>();
  const link = (a: number, b: number, value: number) => {
    let row = sums.get(a);
    if (!row) sums.set(a, (row = new Map<number, number>()));
    row.set(b, value);
  };
  const alike: Pair[] = [];
  for (const [a, b, value] of edges) {
    const sum = value * counts[a]! * counts[b]!;
    link(a, b, sum);
    link(b, a, sum);
    if (value >= threshold)
      alike.push([sum / (sizes[a]! * sizes[b]!), Math.min(a, b), Math.max(a, b)]);
  }
  const queue = new TinyQueue(alike, byLikeness);
  const parent = Array.from({ length: size }, (_, i) => i);
  const alive = new Uint8Array(size).fill(1);
  for (let top = queue.pop(); top; top = queue.pop()) {
    const [value, a, b] = top;
    if (!alive[a] || !alive[b]) continue;
    if (sums.get(a)!.get(b)! / (sizes[a]! * sizes[b]!) !== value) continue;
    parent[b] = a;
    alive[b] = 0;
    sizes[a]! += sizes[b]!;
    const row = sums.get(a)!;
    row.delete(b);
    for (const [other, sum] of sums.get(b)!) {
      if (other === a) continue;
      row.set(other, (row.get(other) ?? 0) + sum);
      sums.get(other)!.delete(b);
    }
    sums.delete(b);
    for (const [other, sum] of row) {
      sums.get(other)!.set(a, sum);
      const next = sum / (sizes[a]! * sizes[other]!);
      if (next >= threshold) queue.push([next, Math.min(a, other), Math.max(a, other)]);
    }
  }
  const find = (i: number): number => (parent[i] === i ? i : find(parent[i]!));
  return { roots: parent.map((_, i) => find(i)), between: sums, sizes };
}

type Pair = [similarity: number, a: number, b: number];

/** Most alike first, then lowest indices: only a pair and itself are equal, so that ties are always broken alike. */
const byLikeness = (x: Pair, y: Pair) => y[0] - x[0] || x[1] - y[1] || x[2] - y[2];
