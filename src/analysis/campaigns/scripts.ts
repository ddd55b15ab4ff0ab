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
 */
export function clusterScripts(items: readonly ScriptItem[]): ScriptClusters {
  const vocabulary = new Vocabulary();
  const sets = items.map((item) =>
    vocabulary.ids(shingles(scriptTokens(item.words), limits.scriptShingle.value)),
  );
  const frequency = new Uint32Array(vocabulary.size);
  for (const set of sets) for (const id of set) frequency[id]!++;
  const weights = new Float64Array(vocabulary.size);
  for (let id = 0; id < weights.length; id++) {
    weights[id] = Math.log(1 + items.length / frequency[id]!);
  }
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

  const edges = candidateEdges(sets, frequency, similarity);
  const { roots, between } = averageLink(items.length, edges, limits.scriptSimilarity.value);
  const members = new Map<number, number[]>();
  roots.forEach((root, i) => {
    const list = members.get(root);
    if (list) list.push(i);
    else members.set(root, [i]);
  });
  const clusterOf = new Map([...members.keys()].map((root, index) => [root, index]));
  const clusters = [...members.values()].map((list) => ({
    members: list,
    cohesion: meanSimilarity(list, similarity),
  }));
  const nearest = [...members.entries()].map(([root, own]) => {
    let best: { cluster: number; similarity: number } | undefined;
    for (const [other, sum] of between.get(root) ?? []) {
      const mean = sum / (own.length * members.get(other)!.length);
      const cluster = clusterOf.get(other)!;
      if (!best || mean > best.similarity || (mean === best.similarity && cluster < best.cluster)) {
        best = { cluster, similarity: mean };
      }
    }
    return best;
  });
  return { clusters, similarity, nearest };
}

const mostPairsForCohesion = 2000;

function meanSimilarity(list: readonly number[], similarity: (a: number, b: number) => number): number {
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
  frequency: Uint32Array,
  similarity: (a: number, b: number) => number,
): Edge[] {
  const postings = new Map<number, number[]>();
  const edges: Edge[] = [];
  sets.forEach((set, i) => {
    const candidates = new Set<number>();
    for (const id of set) {
      if (frequency[id]! < 2 || frequency[id]! > limits.mostPostings.value) continue;
      const list = postings.get(id);
      if (!list) {
        postings.set(id, [i]);
        continue;
      }
      for (const other of list) candidates.add(other);
      list.push(i);
    }
    for (const other of candidates) {
      const value = similarity(other, i);
      if (value >= 0.05) edges.push([other, i, value]);
    }
  });
  return edges;
}

/**
 * Average-link (UPGMA) clustering of a sparse similarity graph; a pair without an edge counts as 0.
 * Ties are broken by the lower indices, so that the result is always the same.
 */
export function averageLink(
  size: number,
  edges: readonly Edge[],
  threshold: number,
): { roots: number[]; between: Map<number, Map<number, number>> } {
  const sums = new Map<number, Map<number, number>>();
  const link = (a: number, b: number, value: number) => {
    let row = sums.get(a);
    if (!row) sums.set(a, (row = new Map()));
    row.set(b, (row.get(b) ?? 0) + value);
  };
  const heap = new Heap();
  for (const [a, b, value] of edges) {
    link(a, b, value);
    link(b, a, value);
    if (value >= threshold) heap.push([value, Math.min(a, b), Math.max(a, b)]);
  }
  const sizes = new Array<number>(size).fill(1);
  const parent = Array.from({ length: size }, (_, i) => i);
  const alive = new Uint8Array(size).fill(1);
  for (let top = heap.pop(); top; top = heap.pop()) {
    const [value, a, b] = top;
    if (!alive[a] || !alive[b]) continue;
    const mean = sums.get(a)!.get(b)! / (sizes[a]! * sizes[b]!);
    if (mean !== value) continue;
    parent[b] = a;
    alive[b] = 0;
    const combined = sizes[a]! + sizes[b]!;
    const row = sums.get(a)!;
    row.delete(b);
    for (const [other, sum] of sums.get(b)!) {
      if (other === a) continue;
      row.set(other, (row.get(other) ?? 0) + sum);
      const back = sums.get(other)!;
      back.delete(b);
    }
    sums.delete(b);
    sizes[a] = combined;
    for (const [other, sum] of row) {
      sums.get(other)!.set(a, sum);
      const next = sum / (combined * sizes[other]!);
      if (next >= threshold) heap.push([next, Math.min(a, other), Math.max(a, other)]);
    }
  }
  const find = (i: number): number => (parent[i] === i ? i : find(parent[i]!));
  return { roots: parent.map((_, i) => find(i)), between: sums };
}

type HeapEntry = [value: number, a: number, b: number];

/** A binary heap: greatest value first, then lowest indices. */
class Heap {
  readonly #entries: HeapEntry[] = [];

  push(entry: HeapEntry): void {
    const entries = this.#entries;
    entries.push(entry);
    for (let i = entries.length - 1; i > 0; ) {
      const up = (i - 1) >> 1;
      if (!before(entries[i]!, entries[up]!)) break;
      [entries[i], entries[up]] = [entries[up]!, entries[i]!];
      i = up;
    }
  }

  pop(): HeapEntry | undefined {
    const entries = this.#entries;
    const top = entries[0];
    const last = entries.pop();
    if (entries.length === 0 || !last) return top;
    entries[0] = last;
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < entries.length && before(entries[child]!, entries[least]!)) least = child;
      }
      if (least === i) return top;
      [entries[i], entries[least]] = [entries[least]!, entries[i]!];
      i = least;
    }
  }
}

const before = (x: HeapEntry, y: HeapEntry) =>
  x[0] > y[0] || (x[0] === y[0] && (x[1] < y[1] || (x[1] === y[1] && x[2] < y[2])));
