import { tracingThresholds } from "./thresholds.ts";

/** How much later the receiver's clock shows calls than the sender's; `slope` in seconds a day. */
export interface ClockPair {
  sender: number;
  receiver: number;
  n: number;
  dt: number;
  slope: number;
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
 * pair connects keep theirs. Solved by Gauss-Seidel; the middle clock is taken as right.
 */
export function solveClocks(pairs: readonly ClockPair[]): Clock[] {
  const providers = [...new Set(pairs.flatMap((p) => [p.sender, p.receiver]))].sort(
    (a, b) => a - b,
  );
  const delay = tracingThresholds.hopDelaySeconds.value;
  const offsets = solve(providers, pairs, (pair) => pair.dt - delay);
  const drifts = solve(
    providers,
    pairs.filter((pair) => pair.n >= 100),
    (pair) => pair.slope,
  );
  return providers.map((provider) => ({
    provider,
    offset: offsets.get(provider) ?? 0,
    drift: drifts.get(provider) ?? 0,
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
  const weight = (pair: ClockPair) => Math.sqrt(pair.n);
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
