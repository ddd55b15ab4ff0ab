import { describe, expect, it } from "vitest";
import {
  expectedAfter,
  gammaPrior,
  ratioOf,
  type Expected,
} from "../../src/analysis/effects/before-after.ts";
import { placeboOf } from "../../src/analysis/effects/placebo.ts";
import { Random } from "../../src/simulation/random.ts";

/** Providers that are traced at rates of their own, by a day's chance; `effect` multiplies those of the treated afterward. */
function world(seed: number, { effect = 1, providers = 300, letters = 24 } = {}) {
  const random = new Random(seed);
  const traced = new Map<string, number[]>();
  const rates = new Map<string, number>();
  for (let i = 0; i < providers; i++) {
    // Gamma with shape 1/2: half the square of a normal.
    const normal =
      Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    rates.set(`P${i}`, (normal ** 2 / 2) * 0.05);
  }
  const draw = (rate: number, from: number, to: number) => {
    const days: number[] = [];
    for (let day = from; day < to; day++) if (random.chance(Math.min(1, rate))) days.push(day);
    return days;
  };
  for (const [id, rate] of rates) traced.set(id, draw(rate, 0, 182));
  const worst = [...traced]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, letters)
    .map(([id]) => id);
  const treated = new Set(worst);
  for (const [id, rate] of rates)
    traced.set(id, [...traced.get(id)!, ...draw(rate * (treated.has(id) ? effect : 1), 182, 365)]);
  const actions = worst.map((provider_id) => ({
    action_id: provider_id,
    provider_id,
    kind: "letter",
    day: 182,
  }));
  const found = actions.map((a) => expectedAfter(traced, a, { treated, last: 364 })!);
  return { traced, actions, treated, found };
}

const sum = (found: readonly Expected[], of: (e: Expected) => number) =>
  found.reduce((n, e) => n + of(e), 0);

describe("the effect of letters", () => {
  it("is none where nothing was done, though the worst fall by themselves", () => {
    let held = 0;
    const ratios: number[] = [];
    const naive: number[] = [];
    for (let seed = 1; seed <= 60; seed++) {
      const { found } = world(seed);
      const ratio = ratioOf(found)!;
      ratios.push(ratio.ratio);
      naive.push(sum(found, (e) => e.after) / sum(found, (e) => e.before));
      held += Number(ratio.low <= 1 && 1 <= ratio.high);
    }
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    // Counted before and after, the 24 worst fall with nothing done; against what was expected they do not.
    expect(mean(naive)).toBeLessThan(0.95);
    expect(Math.abs(mean(ratios) - 1)).toBeLessThan(0.03);
    // 90 % of 60 is 54; under 48 has a chance of 1 %.
    expect(held).toBeGreaterThanOrEqual(48);
  });

  it("is found where it is, and has its interval", () => {
    let held = 0;
    for (let seed = 101; seed <= 130; seed++) {
      const ratio = ratioOf(world(seed, { effect: 0.4 }).found)!;
      expect(ratio.high).toBeLessThan(1);
      held += Number(ratio.low <= 0.4 && 0.4 <= ratio.high);
    }
    expect(held).toBeGreaterThanOrEqual(22);
  });

  it("has a control: intervals of letters that nobody sent hold 1", () => {
    const { traced, actions, treated } = world(7, { letters: 8 });
    const { groups, held } = placeboOf(traced, actions, { treated, last: 364 });
    expect(groups).toBe(200);
    expect(held / groups).toBeGreaterThan(0.7);
  });

  it("is not told of few calls or few days", () => {
    const traced = new Map([["a", [10, 20, 30]], ["b", [15, 200]]]);
    const treated = new Set(["a"]);
    expect(ratioOf([expectedAfter(traced, { provider_id: "a", day: 40 }, { treated, last: 220 })!])).toBe(null);
    expect(expectedAfter(traced, { provider_id: "a", day: 200 }, { treated, last: 220 })).toBe(null);
    expect(gammaPrior([0, 0])).toEqual({ shape: 1, mean: 0 });
  });
}); // prettier-ignore
