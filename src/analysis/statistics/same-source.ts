import logGamma from "@stdlib/math-base-special-gammaln";

/**
 * Bits by which two lists of counts over the same parts look like draws from one distribution rather than from two: the
 * Bayes factor of two Dirichlet-multinomials with the prior `alphas`. Counts are scaled down to `most` in all, since calls
 * of one operation come in bursts and are no independent draws.
 */
export function sameSourceBits(
  a: readonly number[],
  b: readonly number[],
  alphas: readonly number[],
  most: number,
): number {
  const total = (list: readonly number[]) => list.reduce((sum, n) => sum + n, 0);
  const [totalA, totalB] = [total(a), total(b)];
  if (totalA === 0 || totalB === 0) return 0;
  const scaleA = Math.min(1, most / totalA);
  const scaleB = Math.min(1, most / totalB);
  let log = 0;
  for (let i = 0; i < alphas.length; i++) {
    const x = a[i]! * scaleA;
    const y = b[i]! * scaleB;
    const alpha = alphas[i]!;
    if (x === 0 || y === 0) continue;
    log += logGamma(alpha + x + y) + logGamma(alpha) - logGamma(alpha + x) - logGamma(alpha + y);
  }
  const sum = total(alphas);
  const [n, m] = [totalA * scaleA, totalB * scaleB];
  log += logGamma(sum + n) + logGamma(sum + m) - logGamma(sum + n + m) - logGamma(sum);
  return log / Math.LN2;
}
