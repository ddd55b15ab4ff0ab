export const median = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

export const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** How long work took, and the most memory that the process had meanwhile. */
export async function peakMemory(work: () => unknown): Promise<{ ms: number; gib: number }> {
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 100);
  try {
    const ms = await timed(work);
    return { ms, gib: peak / 2 ** 30 };
  } finally {
    clearInterval(watch);
  }
}
