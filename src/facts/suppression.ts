import type { Count, Part } from "./types.ts";

/** No public cell shows fewer people than this. */
export const smallestCell = 11;

/**
 * Withholds counts of 1 to 10, and the next smallest ones until what is withheld adds up to at least 11 in at least
 * two cells: otherwise a reader could subtract the published cells from the published total. Zero is published.
 */
export function withholdSmall(counts: readonly number[]): Count[] {
  const hidden = new Set<number>();
  counts.forEach((count, i) => {
    if (count > 0 && count < smallestCell) hidden.add(i);
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

/** Merges parts under 11 into one that is not: the smallest first, until the merged part has 11 or is all. */
export function mergeSmall(parts: readonly Part[], label: (merged: Part[]) => string): Part[] {
  const sorted = [...parts]
    .filter((p) => p.complaints > 0)
    .sort((a, b) => b.complaints - a.complaints);
  const merged: Part[] = [];
  const sum = () => merged.reduce((total, part) => total + part.complaints, 0);
  while (sorted.length > 0) {
    const last = sorted[sorted.length - 1]!;
    const done = merged.length === 0 ? last.complaints >= smallestCell : sum() >= smallestCell;
    if (done && last.complaints >= smallestCell) break;
    merged.unshift(sorted.pop()!);
  }
  if (merged.length === 0) return sorted;
  return [...sorted, { label: label(merged), complaints: sum() }];
}

export const isShown = (count: Count): count is number => count !== "withheld";
