import { describe, expect, it } from "vitest";
import {
  backtest,
  forecast,
  seasonalNaive,
  type DailySeries,
} from "../../src/analysis/forecasts/index.ts";
import { seededNormal } from "../../src/analysis/statistics/random.ts";

const profile = [1.4, 1.3, 1.2, 1.2, 1.1, 0.5, 0.3];
const shares = [0.5, 0.3, 0.2];

/** Areas that share a level which walks at random by week, with noise of their own by day. */
function walk(days: number, seed: number, noise: number): DailySeries {
  const normal = seededNormal(seed);
  let level = 7000;
  const counts = shares.map((): number[] => []);
  for (let d = 0; d < days; d++) {
    if (d % 7 === 0) level *= Math.exp(0.05 * normal());
    shares.forEach((share, i) =>
      counts[i]!.push(Math.max(0, Math.round((share * level * profile[d % 7]!) / 7 * Math.exp(noise * normal())))),
    );
  }
  return { areas: ["A", "B", "C"], counts, known: new Array<boolean>(days).fill(true), first: 18_263 };
} // prettier-ignore

describe("forecast", () => {
  it("repeats a series that does not change", () => {
    const series = walk(84, 1, 0);
    const steady = {
      ...series,
      counts: shares.map((s) => Array.from({ length: 84 }, (_, d) => 1000 * s * profile[d % 7]!)),
    };
    const made = forecast(steady, 84)!;
    expect(made.origin).toBe(18_263 + 83);
    made.days.forEach((days, i) =>
      days.forEach((n, k) => expect(n).toBeCloseTo(1000 * shares[i]! * profile[(84 + k) % 7]!, 6)),
    );
  });

  it("needs eight weeks", () => {
    expect(forecast(walk(55, 1, 0.1), 55)).toBeNull();
    expect(forecast(walk(56, 1, 0.1), 56)).not.toBeNull();
  });

  it("takes days that are cut or missing for what they are", () => {
    const whole = walk(112, 2, 0.05);
    const known = whole.known.map((_, d) => d % 19 !== 3 && (d < 60 || d > 64));
    const counts = whole.counts.map((own) => own.map((n, d) => (known[d] ? n : 0)));
    const total = (s: DailySeries) =>
      forecast(s, 112)!
        .days.flat()
        .reduce((a, b) => a + b, 0);
    expect(total({ ...whole, counts, known }) / total(whole)).toBeGreaterThan(0.95);
    expect(total({ ...whole, counts, known }) / total(whole)).toBeLessThan(1.05);
  });

  it("knows nothing of the days that come", () => {
    const series = walk(140, 3, 0.1);
    const later = {
      ...series,
      counts: series.counts.map((c) => c.map((n, d) => (d < 100 ? n : 999_999))),
    };
    expect(forecast(later, 100)).toEqual(forecast(series, 100));
    expect(seasonalNaive(later, 100)).toEqual(seasonalNaive(series, 100));
  });
});

describe("backtest", () => {
  it("finds it better than repeating the last week where days are noisy, with intervals that hold", () => {
    const score = backtest(walk(400, 4, 0.25));
    expect(score.origins).toBeGreaterThan(40);
    expect(score.by_day).toBeLessThan(0.9);
    expect(score.coverage!).toBeGreaterThan(0.6);
    expect(score.coverage!).toBeLessThan(0.95);
    expect(score.ratios!.low).toBeLessThan(score.ratios!.high);
  });

  it("gives no interval from few past forecasts", () => {
    expect(backtest(walk(100, 5, 0.2)).ratios).toBeNull();
  });
});
