/** A group of items that are alike their leader. */
export interface LeaderGroup {
  /** Index of the item that defines the group: likeness is to it alone, so that it cannot chain. */
  leader: number;
  members: number[];
}

export interface LeaderOptions {
  /** Sets of shingle numbers, sorted. */
  sets: readonly Uint32Array[];
  /** Items in the order in which they may become leaders. */
  order: readonly number[];
  /** Likeness of an item to a leader where they belong together, else 0. */
  likeness: (item: number, leader: number) => number;
  /** An item's group that is known without looking, for instance by equal text. */
  known?: (item: number) => number | undefined;
  /** Told where an item went. */
  onPlaced?: (item: number, group: number) => void;
}

/** Shingles carried by more leaders than this propose no pair; they still count in the likeness. */
const mostPostings = 1000;
/** Leaders with most shingles in common that are compared in full. */
const mostCompared = 24;

/**
 * Groups items by likeness to a leader, in one pass. Candidates come from an index of the leaders' shingles, rarest
 * first and only half of an item's shingles (two items that share most of their shingles share some of the rarer
 * half), never from all pairs. Work grows in step with the items.
 */
export function groupByLeader(options: LeaderOptions): LeaderGroup[] {
  const { sets, order, likeness } = options;
  const groups: LeaderGroup[] = [];
  const postings = new Map<number, number[]>();
  let shared = new Uint16Array(1024);
  for (const item of order) {
    let group = options.known?.(item);
    if (group === undefined) {
      const candidates = mostShared(sets[item]!, postings, shared);
      let best = 0;
      for (const candidate of candidates) {
        const value = likeness(item, groups[candidate]!.leader);
        if (value > best || (value === best && value > 0 && candidate < group!)) {
          best = value;
          group = candidate;
        }
      }
    }
    if (group === undefined) {
      group = groups.length;
      groups.push({ leader: item, members: [] });
      if (groups.length > shared.length) shared = new Uint16Array(shared.length * 2);
      for (const id of sets[item]!) {
        const list = postings.get(id);
        if (list) list.push(group);
        else postings.set(id, [group]);
      }
    }
    groups[group]!.members.push(item);
    options.onPlaced?.(item, group);
  }
  for (const group of groups) group.members.sort((a, b) => a - b);
  return groups;
}

/** The groups that share most of the rarer half of a set, at most `mostCompared`. `shared` is scratch, left zero. */
function mostShared(
  set: Uint32Array,
  postings: ReadonlyMap<number, readonly number[]>,
  shared: Uint16Array,
): number[] {
  const lists: (readonly number[])[] = [];
  let unknown = 0;
  for (const id of set) {
    const list = postings.get(id);
    if (!list) unknown++;
    else if (list.length <= mostPostings) lists.push(list);
  }
  lists.sort((a, b) => a.length - b.length);
  // Shingles that no leader has are the rarest of all; they fill the rarer half first, and at least some others stay.
  const take = Math.max(Math.ceil(set.length / 2) - unknown, Math.ceil(set.length / 5), 4);
  const touched: number[] = [];
  for (const list of lists.slice(0, take)) {
    for (const group of list) {
      if (shared[group] === 0) touched.push(group);
      shared[group]!++;
    }
  }
  const counts = touched.map((group) => ({ group, count: shared[group]! }));
  for (const group of touched) shared[group] = 0;
  if (counts.length > mostCompared) {
    counts.sort((a, b) => b.count - a.count || a.group - b.group);
    counts.length = mostCompared;
  }
  return counts.map(({ group }) => group);
}
