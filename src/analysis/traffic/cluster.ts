/** A weight, in bits, of two items being of one operation. */
export type PairWeight = (a: number, b: number) => number;

/**
 * Average-link clusters of the items 0 to n - 1: the two clusters with the highest mean weight over all their pairs are
 * joined while that mean is above 0, so that one strong pair cannot chain two operations. Ties go to the lower indices.
 * Lists of indices, sorted; O(n²) weights and memory, O(n² log n) at worst by nearest neighbors.
 */
export function averageLink(n: number, weight: PairWeight): number[][] {
  const members: (number[] | null)[] = Array.from({ length: n }, (_, i) => [i]);
  const sums = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) sums[i * n + j] = sums[j * n + i] = weight(i, j);
  const best = new Int32Array(n).fill(-1);
  const mean = (i: number, j: number) =>
    sums[i * n + j]! / (members[i]!.length * members[j]!.length);
  const refresh = (i: number): void => {
    best[i] = -1;
    for (let j = 0; j < n; j++)
      if (j !== i && members[j] && (best[i] < 0 || mean(i, j) > mean(i, best[i]))) best[i] = j;
  };
  for (let i = 0; i < n; i++) refresh(i);
  for (;;) {
    let top = -1;
    for (let i = 0; i < n; i++)
      if (members[i] && best[i]! >= 0 && (top < 0 || mean(i, best[i]!) > mean(top, best[top]!)))
        top = i;
    if (top < 0 || mean(top, best[top]!) <= 0) break;
    const [into, from] = [Math.min(top, best[top]!), Math.max(top, best[top]!)];
    for (let j = 0; j < n; j++) {
      sums[into * n + j]! += sums[from * n + j]!;
      sums[j * n + into] = sums[into * n + j]!;
    }
    members[into] = [...members[into]!, ...members[from]!];
    members[from] = null;
    refresh(into);
    for (let i = 0; i < n; i++) {
      if (!members[i] || i === into) continue;
      if (best[i] === into || best[i] === from) refresh(i);
      // Average link is reducible: a join brings no third cluster nearer than the nearer of the two was.
    }
  }
  return members.flatMap((list) => (list ? [list.sort((a, b) => a - b)] : []));
}
