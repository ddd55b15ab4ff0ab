import { tracingThresholds } from "./thresholds.ts";

/** How much later the receiver's clock shows calls than the sender's. */
export interface ClockPair {
  sender: number;
  receiver: number;
  /** Hand-overs between the two records: 1, or 2 over a provider without records. */
  hops: number;
  n: number;
  /** Seconds, at `day` after the origin of time. */
  dt: number;
  day: number;
  /** Seconds a day; null where too few days have calls. */
  slope: number | null;
}

export interface Clock {
  provider: number;
  /** Seconds that the clock is ahead at the origin of time, against the middle of all clocks. */
  offset: number;
  /** Seconds that it gains in a day. */
  drift: number;
  /** Calls that the estimate rests on. */
  pairs: number;
}

/**
 * Clocks of providers from differences between pairs: the weighted least-squares solution of
 * offset(receiver) - offset(sender) = difference - usual hand-over, pulled gently to zero so that providers which no
 * pair connects keep theirs; drifts in the same way first, since a difference is known at the middle of a pair's days and
 * wanted at the origin. Solved by Gauss-Seidel; the middle clock is taken as right.
 */
export function solveClocks(pairs: readonly ClockPair[]): Clock[] {
  const providers = [...new Set(pairs.flatMap((p) => [p.sender, p.receiver]))].sort(
    (a, b) => a - b,
  );
  const delay = tracingThresholds.hop_delay_s.value;
  const drifts = solve(
    providers,
    pairs.filter((pair) => pair.slope !== null && pair.n >= 100),
    (pair) => pair.slope ?? 0,
  );
  const drift = (provider: number) => drifts.get(provider) ?? 0;
  const offsets = solve(
    providers,
    pairs,
    (pair) => pair.dt - pair.hops * delay - (drift(pair.receiver) - drift(pair.sender)) * pair.day,
  );
  return providers.map((provider) => ({
    provider,
    offset: offsets.get(provider) ?? 0,
    drift: drift(provider),
    pairs: pairs
      .filter((p) => p.sender === provider || p.receiver === provider)
      .reduce((sum, p) => sum + p.n, 0),
  }));
}

function solve(
  providers: readonly number[],
  pairs: readonly ClockPair[],
  difference: (pair: ClockPair) => number,
): Map<number, number> {
  const values = new Map(providers.map((provider) => [provider, 0]));
  // A silent provider between two adds its own delay, which is not known.
  const weight = (pair: ClockPair) => Math.sqrt(pair.n) / (pair.hops === 1 ? 1 : 10);
  const ridge = 1e-3;
  for (let round = 0; round < 2000; round++) {
    let change = 0;
    for (const provider of providers) {
      let sum = 0;
      let weights = ridge;
      for (const pair of pairs) {
        if (pair.receiver === provider && pair.sender !== provider) {
          sum += weight(pair) * ((values.get(pair.sender) ?? 0) + difference(pair));
          weights += weight(pair);
        } else if (pair.sender === provider && pair.receiver !== provider) {
          sum += weight(pair) * ((values.get(pair.receiver) ?? 0) - difference(pair));
          weights += weight(pair);
        }
      }
      const next = sum / weights;
      change = Math.max(change, Math.abs(next - (values.get(provider) ?? 0)));
      values.set(provider, next);
    }
    if (change < 1e-6) break;
  }
  const sorted = [...values.values()].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return new Map([...values].map(([provider, value]) => [provider, value - middle]));
}
