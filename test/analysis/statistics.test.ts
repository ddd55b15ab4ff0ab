import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { gammaP, poissonInterval, sameRatePValue } from "../../src/analysis/statistics/poisson.ts";
import { rankRates } from "../../src/analysis/statistics/ranks.ts";

describe("poissonInterval", () => {
  it("gives the published exact limits (Garwood 1936; Ulm 1990)", () => {
    const published: [number, number, number][] = [
      [0, 0, 3.689],
      [1, 0.0253, 5.572],
      [5, 1.623, 11.668],
      [10, 4.795, 18.39],
      [20, 12.217, 30.888],
      [100, 81.364, 121.627],
    ];
    for (const [count, low, high] of published) {
      const interval = poissonInterval(count, 0.95);
      expect(interval.low).toBeCloseTo(low, 2);
      expect(interval.high).toBeCloseTo(high, 2);
    }
  });
  it("holds up for counts of a national year", () => {
    const { low, high } = poissonInterval(5_000_000, 0.95);
    expect(low).toBeCloseTo(5_000_000 - 1.96 * Math.sqrt(5_000_000), -2);
    expect(high).toBeCloseTo(5_000_000 + 1.96 * Math.sqrt(5_000_000), -2);
  });
  it("has its tails where they belong", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (k) => {
        const { low, high } = poissonInterval(k, 0.9);
        expect(gammaP(k, low)).toBeCloseTo(0.05, 6);
        expect(gammaP(k + 1, high)).toBeCloseTo(0.95, 6);
      }),
      { seed: 5 },
    );
  });
  it("refuses what is no count", () => {
    expect(() => poissonInterval(1.5, 0.95)).toThrow("invalid count: 1.5");
    expect(() => poissonInterval(3, 1)).toThrow("invalid level: 1");
  });
});

describe("rankRates", () => {
  const rows = fc.array(
    fc.record({
      count: fc.integer({ min: 0, max: 5000 }),
      exposure: fc.double({ min: 0.5, max: 400, noNaN: true }),
    }),
    { minLength: 1, maxLength: 56 },
  );
  it("keeps every rank within its interval, whatever the order", () => {
    fc.assert(
      fc.property(rows, (inputs) => {
        const named = inputs.map((row, i) => ({ id: String(i), ...row }));
        const ranked = rankRates(named);
        for (const row of ranked) {
          expect(row.rank_low).toBeLessThanOrEqual(row.rank);
          expect(row.rank_high).toBeGreaterThanOrEqual(row.rank);
          expect(row.rate_low).toBeLessThanOrEqual(row.rate);
        }
        const again = rankRates([...named].reverse()).reverse();
        expect(again).toEqual(ranked);
      }),
      { seed: 9 },
    );
  });
  it("never ranks a jurisdiction better for more complaints", () => {
    const base = [
      { id: "a", count: 100, exposure: 10 },
      { id: "b", count: 120, exposure: 10 },
      { id: "c", count: 90, exposure: 10 },
    ];
    const rank = (count: number) =>
      rankRates(base.map((r) => (r.id === "a" ? { ...r, count } : r))).find((r) => r.id === "a")!
        .rank;
    for (let count = 80; count < 140; count++)
      expect(rank(count + 1)).toBeLessThanOrEqual(rank(count));
  });
});

describe("sameRatePValue", () => {
  it("agrees with summing the binomial by hand", () => {
    // 100 against 134 at equal exposure: two-sided exact binomial, doubled tail.
    expect(sameRatePValue({ count: 134, exposure: 1 }, { count: 100, exposure: 1 })).toBeCloseTo(
      0.0308,
      3,
    );
    expect(sameRatePValue({ count: 5, exposure: 1 }, { count: 5, exposure: 1 })).toBe(1);
    expect(sameRatePValue({ count: 0, exposure: 1 }, { count: 5, exposure: 1 })).toBeCloseTo(
      2 / 32,
      10,
    );
    expect(sameRatePValue({ count: 31, exposure: 31 }, { count: 28, exposure: 28 })).toBe(1);
  });
});
