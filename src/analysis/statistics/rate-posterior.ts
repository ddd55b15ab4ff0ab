import lnGamma from "@stdlib/math-base-special-gammaln";

/** What is believed of a rate. */
export interface Posterior {
  mean: number;
  /** Equal-tailed 90 % interval. */
  low: number;
  high: number;
  /** Probability that the rate is above a value. */
  above: (value: number) => number;
}

/** Confidence of the interval of a rate. */
export const posteriorLevel = 0.9;

/** A prior of the grid, with the logarithm of its weight after all of the role was seen. */
interface Node {
  a: number;
  b: number;
  logWeight: number;
}

/** Nodes that weigh less than this beside the heaviest change no digit that is shown. */
const negligible = Math.log(1e-4);

/** Keeps the nodes that weigh anything, by their prior and by what they say of all of the data. */
function weighed(nodes: readonly Node[]): Node[] {
  const most = Math.max(...nodes.map((node) => node.logWeight));
  return nodes.filter((node) => node.logWeight - most > negligible);
}

const spaced = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

const lnBeta = (a: number, b: number): number => lnGamma(a) + lnGamma(b) - lnGamma(a + b);

/** Things that happened `k` times of `n`. */
export interface Trials {
  k: number;
  n: number;
}

const sameTrials = (trials: readonly Trials[]): { k: number; n: number; times: number }[] => {
  const counts = new Map<string, { k: number; n: number; times: number }>();
  for (const { k, n } of trials) {
    const known = counts.get(`${k} ${n}`) ?? { k, n, times: 0 };
    known.times++;
    counts.set(`${k} ${n}`, known);
  }
  return [...counts.values()];
};

/** The beliefs that the counts of a role lead to. */
export interface BetaBinomial {
  posterior: (of: Trials) => Posterior;
  /** Logarithm of the probability of a provider's counts. */
  logMarginal: (of: Trials) => number;
}

/**
 * Beta-binomial by full Bayes over a grid of priors (mean 0.005 to 0.6, size 0.5 to 200, weights 1 / (s (1 + s))): what is
 * believed of the rate of one provider of a role, given all of the role, and how likely its counts are. An estimate of the prior by moments has no solution
 * for a third of small roles, and its intervals cover 74 to 81 %. `sizeScale` multiplies the sizes, for sensitivity.
 */
export function betaBinomial(role: readonly Trials[], sizeScale = 1): BetaBinomial {
  const seen = sameTrials(role.filter((t) => t.n > 0));
  const nodes = spaced(0.005, 0.6, 60).flatMap((mean) =>
    spaced(Math.log(0.5), Math.log(200), 40).map((logSize): Node => {
      const size = Math.exp(logSize);
      const [a, b] = [mean * size * sizeScale, (1 - mean) * size * sizeScale];
      const own = lnBeta(a, b);
      const fit = seen.reduce((sum, t) => sum + t.times * (lnBeta(a + t.k, b + t.n - t.k) - own), 0);
      return { a, b, logWeight: fit - Math.log(size * (1 + size)) };
    }),
  );
  const kept = weighed(nodes);
  const known = new Map<string, Posterior>();
  const most = Math.max(...kept.map((node) => node.logWeight));
  const all = kept.reduce((sum, node) => sum + Math.exp(node.logWeight - most), 0);
  const logMarginal = ({ k, n }: Trials): number => {
    const ways = lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
    const sum = kept.reduce(
      (total, { a, b, logWeight }) =>
        total + Math.exp(logWeight - most + ways + lnBeta(a + k, b + n - k) - lnBeta(a, b)), 0);
    return Math.log(sum / all);
  };
  const posterior = ({ k, n }: Trials): Posterior => {
    const key = `${k} ${n}`;
    // On the logit scale, where rates near 0 have room.
    const found = known.get(key) ?? mixture({
      nodes: kept.map((node) => {
        const [a, b] = [node.a + k, node.b + n - k];
        return { a, b, log: node.logWeight - lnBeta(node.a + k, node.b + n - k) };
      }),
      ends: [-16, 8],
      logDensity: (node, x) => {
        const logP = -Math.log1p(Math.exp(-x));
        return node.a * logP + node.b * (logP - x);
      },
      valueOf: (x) => 1 / (1 + Math.exp(-x)),
      scaleOf: (value) => Math.log(value / (1 - value)),
    }); // prettier-ignore
    known.set(key, found);
    return found;
  };
  return { posterior, logMarginal };
} // prettier-ignore

/** What is believed where each of several accounts has a weight; weights add up to 1. */
export function averaged(accounts: readonly { weight: number; posterior: Posterior }[]): Posterior {
  const of = (value: (posterior: Posterior) => number) =>
    accounts.reduce((sum, { weight, posterior }) => sum + weight * value(posterior), 0);
  const above = (value: number) => of((posterior) => posterior.above(value));
  const quantile = (p: number): number => {
    let [low, high] = [0, 1];
    for (let i = 0; i < 40; i++) {
      const middle = (low + high) / 2;
      if (above(middle) > 1 - p) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  const tail = (1 - posteriorLevel) / 2;
  return { mean: of((p) => p.mean), low: quantile(tail), high: quantile(1 - tail), above };
}

interface Mixture {
  nodes: readonly { a: number; b: number; log: number }[];
  /** Range of the scale on which the density is summed. */
  ends: [number, number];
  /** Logarithm of a node's density on that scale, without its constant. */
  logDensity: (node: { a: number; b: number }, x: number) => number;
  valueOf: (x: number) => number;
  scaleOf: (value: number) => number;
}

const points = 300;

/** Sums a mixture on a grid that is laid again over where its mass is. */
function mixture({ nodes, ends, logDensity, valueOf, scaleOf }: Mixture): Posterior {
  const densityAt = (xs: readonly number[]): number[] => {
    const terms = new Float64Array(nodes.length);
    const logs = xs.map((x) => {
      let most = -Infinity;
      for (let j = 0; j < terms.length; j++) {
        terms[j] = nodes[j]!.log + logDensity(nodes[j]!, x);
        if (terms[j]! > most) most = terms[j]!;
      }
      let sum = 0;
      for (const term of terms) if (term > most - 30) sum += Math.exp(term - most);
      return most + Math.log(sum);
    });
    const most = Math.max(...logs);
    return logs.map((log) => Math.exp(log - most));
  };
  const coarse = spaced(ends[0], ends[1], points);
  const first = densityAt(coarse);
  const inside = coarse.filter((_, i) => first[i]! > 1e-12);
  const step = coarse[1]! - coarse[0]!;
  const xs = spaced(inside[0]! - step, inside.at(-1)! + step, points);
  const density = densityAt(xs);
  const below = [0];
  for (let i = 1; i < points; i++) below.push(below[i - 1]! + (density[i - 1]! + density[i]!) / 2);
  const total = below[points - 1]!;
  const quantile = (p: number): number => {
    const i = Math.max(1, below.findIndex((mass) => mass >= p * total));
    const share = (p * total - below[i - 1]!) / (below[i]! - below[i - 1]!);
    return valueOf(xs[i - 1]! + share * (xs[i]! - xs[i - 1]!));
  };
  const mass = density.reduce((sum, d) => sum + d, 0);
  const tail = (1 - posteriorLevel) / 2;
  return {
    mean: density.reduce((sum, d, i) => sum + d * valueOf(xs[i]!), 0) / mass,
    low: quantile(tail),
    high: quantile(1 - tail),
    above: (value) => {
      const place = ((scaleOf(value) - xs[0]!) / (xs[points - 1]! - xs[0]!)) * (points - 1);
      if (!(place > 0)) return 1;
      if (place >= points - 1) return 0;
      const i = Math.floor(place);
      return 1 - (below[i]! + (place - i) * (below[i + 1]! - below[i]!)) / total;
    },
  };
} // prettier-ignore
