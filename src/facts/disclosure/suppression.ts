import type { Count, Part } from "../types.ts";

/** No public cell shows fewer people than this. */
export const smallestCell = 11;

/**
 * Withholds counts of 1 to 10, those that are `forced`, and the next smallest ones until what is withheld adds up to
 * at least 11 in at least two cells: otherwise a reader could subtract the published cells from the published total.
 * Zero is published.
 */
export function withholdSmall(
  counts: readonly number[],
  forced: ReadonlySet<number> = new Set(),
): Count[] {
  const hidden = new Set<number>();
  counts.forEach((count, i) => {
    if (count > 0 && (count < smallestCell || forced.has(i))) hidden.add(i);
  });
  if (hidden.size === 0) return [...counts];
  const others = counts
    .map((count, i) => ({ count, i }))
    .filter(({ count, i }) => count > 0 && !hidden.has(i))
    .sort((a, b) => a.count - b.count || a.i - b.i);
  const total = () => [...hidden].reduce((sum, i) => sum + (counts[i] as number), 0);
  while ((total() < smallestCell || hidden.size < 2) && others.length > 0) {
    hidden.add(others.shift()!.i);
  }
  return counts.map((count, i) => (hidden.has(i) ? "withheld" : count));
}

/** A count that stands alone, with no total to subtract it from. */
export const withholdOne = (count: number): Count =>
  count > 0 && count < smallestCell ? "withheld" : count;

/** Parts of which the small ones stand in one; `merged` holds the labels of those. */
export interface MergedParts {
  parts: Part[];
  merged: ReadonlySet<string>;
}

/**
 * Merges parts under 11, and those that are `forced`, into one: the smallest others join until it holds at least 11
 * and two parts, or all. Parts of zero go.
 */
export function mergeSmall(
  parts: readonly Part[],
  label: (merged: Part[]) => string,
  forced: ReadonlySet<string> = new Set(),
): MergedParts {
  const sorted = parts.filter((p) => p.complaints > 0).sort((a, b) => b.complaints - a.complaints);
  const isSmall = (p: Part) => p.complaints < smallestCell || forced.has(p.label);
  const kept = sorted.filter((p) => !isSmall(p));
  const merged = sorted.filter(isSmall);
  const sum = () => merged.reduce((total, part) => total + part.complaints, 0);
  if (merged.length > 0) {
    while ((sum() < smallestCell || merged.length < 2) && kept.length > 0) {
      merged.unshift(kept.pop()!);
    }
  }
  const one = merged.length > 0 ? [{ label: label(merged), complaints: sum() }] : [];
  return { parts: [...kept, ...one], merged: new Set(merged.map((p) => p.label)) };
}

/**
 * Where a total over areas is published, a cell that only one area hides, or whose hidden areas add up to under 11,
 * follows by subtraction. Forces the cell of the next smallest area too, until none does. `hides` tells which cells an
 * area hides, given what it is forced to; an area that is hidden altogether always says yes. `isPublished` tells
 * whether the total of a cell is published. Returns what each area is forced to hide.
 */
export function protectAcrossAreas<Key>(
  areas: readonly ReadonlyMap<Key, number>[],
  keys: readonly Key[],
  isPublished: (key: Key) => boolean,
  hides: (area: number, forced: ReadonlySet<Key>) => (key: Key) => boolean,
): Set<Key>[] {
  const forced = areas.map(() => new Set<Key>());
  const hidden = areas.map((_, area) => hides(area, forced[area]!));
  for (let changed = true; changed;) {
    changed = false;
    for (const key of keys.filter(isPublished)) {
      const cells = areas
        .map((cellsOf, area) => ({ area, count: cellsOf.get(key) ?? 0 }))
        .filter(({ count }) => count > 0);
      const hiding = cells.filter(({ area }) => hidden[area]!(key));
      const sum = hiding.reduce((total, { count }) => total + count, 0);
      if (sum === 0 || (sum >= smallestCell && hiding.length >= 2)) continue;
      const [next] = cells
        .filter(({ area }) => !hidden[area]!(key))
        .sort((a, b) => a.count - b.count || a.area - b.area);
      if (!next) continue;
      forced[next.area]!.add(key);
      hidden[next.area] = hides(next.area, forced[next.area]!);
      changed = true;
    }
  }
  return forced;
}

export const isShown = (count: Count): count is number => count !== "withheld";
