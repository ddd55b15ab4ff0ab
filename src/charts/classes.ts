/** Quantile breaks of rates into five classes: four upper bounds, rounded as the legend and the table print rates, so
 * that two places with the same printed rate are in one class. */
export function quantileBreaks(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  return [0.2, 0.4, 0.6, 0.8].map((q) => {
    const at = q * (sorted.length - 1);
    const low = sorted[Math.floor(at)]!;
    return rounded(low + (sorted[Math.ceil(at)]! - low) * (at % 1));
  });
}

export function classOf(value: number, breaks: readonly number[]): 0 | 1 | 2 | 3 | 4 {
  return Math.min(4, breaks.filter((bound) => rounded(value) > bound).length) as 0 | 1 | 2 | 3 | 4;
}

const rounded = (rate: number): number => Math.round(rate * 10) / 10;
