import { describe, expect, it } from "vitest";
import { Random } from "../../src/simulation/random.ts";

const draws = 200_000;
const many = (draw: () => number) => Array.from({ length: draws }, draw);
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: readonly number[]) => {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
};

describe("Random", () => {
  it("gives the same numbers for the same seed, everywhere", () => {
    const random = new Random(2019);
    const other = new Random(2019);
    expect(Array.from({ length: 5 }, random.next)).toEqual(Array.from({ length: 5 }, other.next));
    expect([random.below(1000), random.below(1000), random.uuid()]).toEqual([
      other.below(1000),
      other.below(1000),
      other.uuid(),
    ]);
    const known = new Random(1);
    expect([known.below(1e6), known.below(1e6), known.uuid()]).toMatchInlineSnapshot(`
      [
        482405,
        388958,
        "e710ec7a-ef93-407b-acb5-2edbac30a24e",
      ]
    `);
  });

  it("starts far apart for seeds in a row", () => {
    const first = Array.from({ length: 1000 }, (_, seed) => new Random(seed + 1).next());
    expect(new Set(first).size).toBe(1000);
    expect(mean(first)).toBeCloseTo(1 / 2, 1);
    expect(variance(first)).toBeCloseTo(1 / 12, 1);
    const steps = first.slice(1).map((value, i) => Math.abs(value - first[i]!));
    expect(mean(steps)).toBeCloseTo(1 / 3, 1);
  });

  it("makes ids whose first 64 bits do not repeat in a million draws", () => {
    const random = new Random(7);
    const seen = new Set<string>();
    let misshapen = 0;
    for (let n = 0; n < 1_000_000; n++) {
      const id = random.uuid();
      if (!/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/.test(id)) misshapen++;
      seen.add(id.slice(0, 18));
      // Other things are drawn in between, as in a simulated month.
      if (n % 3 === 0) random.next();
    }
    expect(misshapen).toBe(0);
    expect(seen.size).toBe(1_000_000);
  });

  it("has digits of ids that are evenly spread, the last as the first", () => {
    const random = new Random(8);
    const counts = Array.from({ length: 32 }, () => new Map<string, number>());
    for (let n = 0; n < 16_000; n++) {
      [...random.uuid().replaceAll("-", "")].forEach((digit, at) =>
        counts[at]!.set(digit, (counts[at]!.get(digit) ?? 0) + 1),
      );
    }
    for (const [at, digits] of counts.entries()) {
      // The version and the variant.
      if (at === 12 || at === 16) continue;
      expect(digits.size, `digit ${at}`).toBe(16);
      for (const count of digits.values()) expect(Math.abs(count - 1000)).toBeLessThan(160);
    }
  });

  it("throws coins whose next throw does not follow from the last ones", () => {
    const random = new Random(9);
    const runs = new Map<number, number>();
    let last = 0;
    for (let n = 0; n < 160_000; n++) {
      last = ((last << 1) | random.below(2)) & 15;
      runs.set(last, (runs.get(last) ?? 0) + 1);
    }
    expect(runs.size).toBe(16);
    for (const count of runs.values()) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it("draws normal, exponential and Poisson deviates of the mean and spread asked for", () => {
    const random = new Random(10);
    const normal = many(() => random.normal(5, 2));
    expect(mean(normal)).toBeCloseTo(5, 1);
    expect(variance(normal)).toBeCloseTo(4, 1);
    const tail = normal.filter((value) => Math.abs(value - 5) > 6).length / draws;
    expect(tail).toBeCloseTo(0.0027, 3);
    const exponential = many(() => random.exponential(0.25));
    expect(Math.min(...exponential.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(mean(exponential)).toBeCloseTo(0.25, 2);
    expect(variance(exponential)).toBeCloseTo(0.0625, 2);
    for (const rate of [3, 80]) {
      const poisson = many(() => random.poisson(rate));
      expect(poisson.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
      expect(Math.abs(mean(poisson) / rate - 1)).toBeLessThan(0.02);
      expect(Math.abs(variance(poisson) / rate - 1)).toBeLessThan(0.02);
    }
  });

  it("shuffles a copy, every order as likely", () => {
    const random = new Random(11);
    const items = ["a", "b", "c"];
    const orders = new Map<string, number>();
    for (let n = 0; n < 60_000; n++) {
      const order = random.shuffled(items).join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(items).toEqual(["a", "b", "c"]);
    expect(orders.size).toBe(6);
    for (const count of orders.values()) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
});
