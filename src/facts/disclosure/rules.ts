import type { Count } from "../types.ts";

/** No public cell shows fewer people than this. */
export const smallestCell = 11;
/** Part of a cell's rows from which one contributor is said to dominate it. */
export const dominantShare = 0.5;
/** A reader must not be able to bound a protected cell more tightly than this. */
export const leastWidth = 10;
/** Complaints under which an area's splits are not published at all: they would be withheld nearly everywhere. */
export const leastForSplits = 50;

/** A number that could be published, with what it stands for. */
export interface Cell {
  value: number;
  /** People behind it, as far as the data tell: filing sessions of complaints, called numbers of calls. */
  contributors: number;
  /** Rows of the largest contributor. */
  largest: number;
  /** What a reader of other tables knows it to be at least; 0 where nothing is known. */
  least?: number;
}

export const emptyCell: Cell = { value: 0, contributors: 0, largest: 0 };

/**
 * Whether a cell must not be shown: fewer than 11 people behind it, one of them behind more than half of it, or ten or
 * fewer rows without one who has several (the dominance and p% rules of statistical offices). A zero is shown.
 */
export function isPrimary({ value, contributors, largest }: Cell): boolean {
  if (value === 0) return false;
  return (
    value < smallestCell ||
    contributors < smallestCell ||
    largest > dominantShare * value ||
    (largest > 1 && value - largest < smallestCell)
  );
}

/** The interval that a reader must at least leave open around a primary cell: ten wide, and 1 to 11 for a small one. */
export const openInterval = (value: number): { low: number; high: number } => ({
  low: Math.max(1, value - leastWidth),
  high: Math.max(smallestCell, value),
});

export const isShown = (count: Count): count is number => count !== "withheld";

/** A sum of counts, withheld where one of them is. */
export const sumShown = (counts: readonly Count[]): Count =>
  counts.every(isShown) ? counts.reduce<number>((sum, n) => sum + n, 0) : "withheld";

/** A cell that stands alone, with no total to subtract it from. */
export const withholdOne = (cell: Cell): Count => (isPrimary(cell) ? "withheld" : cell.value);
