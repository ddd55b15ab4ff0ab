import negativeBinomialCdf from "@stdlib/stats-base-dists-negative-binomial-cdf";
import { effectThresholds } from "./thresholds.ts";

const t = effectThresholds;

/** Days (whole numbers, rising) on which calls were placed that were traced to a provider as their source. */
export type TracedDays = ReadonlyMap<string, readonly number[]>;

/** Something done about a provider. */
export interface Action {
  action_id: string;
  provider_id: string;
  kind: string;
  /** Number of the day. */
  day: number;
}

/** What was expected after an action had nothing changed, and what was seen. */
export interface Expected {
  /** Traced calls in the days before. */
  before: number;
  after: number;
  expected: number;
  /** Of the predictive distribution: what is not known of the provider's own rate. */
  shape: number;
  /** Relative variance of how the others moved: it is shared by all of a group. */
  trend_variance: number;
  after_days: number;
}

export interface Ratio {
  ratio: number;
  low: number;
  high: number;
}

/** Shape and mean of a gamma distribution of rates, in calls per `before_days`. */
interface Prior {
  shape: number;
  mean: number;
}

/** How many of a provider's days lie in a span; the last day is not in it. */
export const between = (days: readonly number[], from: number, to: number): number =>
  days.filter((day) => day >= from && day < to).length;

/**
 * The gamma distribution of rates that makes the counts of all providers likeliest as negative binomials: its mean is
 * theirs, its shape is sought on a grid. With no overdispersion the shape is at the end of the grid.
 */
export function gammaPrior(counts: readonly number[]): Prior {
  const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
  if (mean === 0) return { shape: 1, mean: 0 };
  const times = new Map<number, number>();
  for (const n of counts) times.set(n, (times.get(n) ?? 0) + 1);
  const logLikelihood = (shape: number) =>
    [...times].reduce((sum, [n, of]) => sum + of * logNegativeBinomial(n, shape, mean), 0);
  const grid = Array.from({ length: 120 }, (_, i) => 0.02 * 1.08 ** i);
  const shape = grid.reduce((best, s) => (logLikelihood(s) > logLikelihood(best) ? s : best));
  return { shape, mean };
}

/** Without the factor of the count alone. */
function logNegativeBinomial(n: number, shape: number, mean: number): number {
  let sum = shape * Math.log(shape / (shape + mean)) + n * Math.log(mean / (shape + mean));
  for (let i = 0; i < n; i++) sum += Math.log(shape + i);
  return sum;
}

/**
 * What a provider would have been traced for after an action, had nothing changed (Hauer 1997): its own count before, drawn
 * toward that of all providers as far as chance alone would draw it, times how the others' counts moved against what was
 * expected of them: those that got no letter were chosen by their counts, too. The worst of a half-year fall to 0.86 of
 * their count with nothing done. The day of the action belongs to neither side. Null where too little time has passed.
 */
export function expectedAfter(
  traced: TracedDays,
  { provider_id, day }: Pick<Action, "provider_id" | "day">,
  { treated, last }: { treated: ReadonlySet<string>; last: number },
): Expected | null {
  const after_days = Math.min(t.after_days.value, last - day);
  if (after_days < t.least_after_days.value) return null;
  const from = day - t.before_days.value;
  const until = day + 1 + after_days;
  const before = new Map([...traced].map(([id, days]) => [id, between(days, from, day)]));
  const { shape, mean } = gammaPrior([...before.values()]);
  const length = after_days / t.before_days.value;
  const unmoved = (x: number) => (mean === 0 ? 0 : ((shape + x) / (shape / mean + 1)) * length);
  const others = [...traced]
    .filter(([id]) => !treated.has(id))
    .map(([id, days]) => {
      const x = before.get(id)!;
      return { seen: between(days, day + 1, until), expected: unmoved(x), shape: shape + x };
    });
  const total = (of: (other: (typeof others)[number]) => number) =>
    others.reduce((sum, other) => sum + of(other), 0);
  // A half more on each side keeps few counts from a ratio of nothing.
  const awaited = total((o) => o.expected) + 0.5;
  const trend = (total((o) => o.seen) + 0.5) / awaited;
  const bySpread = total((o) => o.expected + o.expected ** 2 / o.shape) + 0.5;
  // One large provider that came or went moves the trend by itself: how far they lie from it counts where it is more.
  const bySight = total((o) => (o.seen / trend - o.expected) ** 2);
  const x = before.get(provider_id) ?? 0;
  return {
    before: x,
    after: between(traced.get(provider_id) ?? [], day + 1, until),
    expected: unmoved(x) * trend,
    shape: shape + x,
    trend_variance: Math.max(bySpread, bySight) / awaited ** 2,
    after_days,
  };
}

/**
 * Seen by expected over all of a group, with the interval of ratios under which what was seen is not unlikely. The sum of the
 * predictive distributions is taken as one of the same mean and variance. Null under the least that must be expected.
 */
export function ratioOf(group: readonly Expected[]): Ratio | null {
  const expected = group.reduce((sum, e) => sum + e.expected, 0);
  if (expected < t.least_expected.value) return null;
  const after = group.reduce((sum, e) => sum + e.after, 0);
  const trend = Math.max(...group.map((e) => e.trend_variance));
  const extra =
    group.reduce((sum, e) => sum + e.expected ** 2 / e.shape, 0) + trend * expected ** 2;
  const shape = expected ** 2 / extra;
  const tail = (1 - t.level.value) / 2;
  const atMost = (n: number, ratio: number) =>
    n < 0 ? 0 : negativeBinomialCdf(n, shape, shape / (shape + ratio * expected));
  // Half of the chance of the very count counts, so that an interval of counts is not wider than it says.
  const middle = (ratio: number) => (atMost(after, ratio) + atMost(after - 1, ratio)) / 2;
  return {
    ratio: after / expected,
    low: after === 0 ? 0 : crossing(middle, 1 - tail),
    high: crossing(middle, tail),
  };
}

/** The ratio at which a falling function takes a value. */
function crossing(falling: (ratio: number) => number, value: number): number {
  let [low, high] = [1e-6, 1];
  while (falling(high) > value && high < 1e6) high *= 2;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (falling(middle) > value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
