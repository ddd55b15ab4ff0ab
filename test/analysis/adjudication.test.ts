import { describe, expect, it } from "vitest";
import {
  clopperPearson,
  drawCases,
  judgeAnswers,
  type Answer,
} from "../../src/analysis/adjudication/index.ts";

const cases = Array.from({ length: 200 }, (_, i) => ({ id: `c${i}`, probability: i / 200 }));

describe("drawCases", () => {
  it("draws as many of each band as they allow, the same for one seed", () => {
    const drawn = drawCases(cases, 40, 1);
    expect(drawn).toHaveLength(40);
    const counts = new Map<string, number>();
    for (const c of drawn) counts.set(c.band, (counts.get(c.band) ?? 0) + 1);
    expect([...counts.values()].sort((a, b) => a - b)).toEqual([2, 12, 13, 13]);
    expect(drawCases(cases.toReversed(), 40, 1)).toEqual(drawn);
    expect(drawCases(cases, 40, 2)).not.toEqual(drawn);
  });
});

describe("judgeAnswers", () => {
  it("counts as real only what both say, weighted by the sizes of the bands", () => {
    const drawn = drawCases(cases, 40, 1);
    const all = (answer: (n: number) => Answer) =>
      new Map(drawn.map((c) => [c.case_no, answer(c.case_no)]));
    const split = judgeAnswers(
      drawn,
      all(() => "unlawful_pattern"),
      all((n) => (n % 2 ? "lawful" : "unlawful_pattern")),
    );
    expect(split.cases).toBe(40);
    expect(split.agreed).toBe(20);
    expect(split.kappa).toBeCloseTo(0);
    const whole = judgeAnswers(
      drawn,
      all(() => "unlawful_pattern"),
      all(() => "unlawful_pattern"),
    );
    expect(whole.claimed_precision).toBe(1);
    expect(whole.kappa).toBeNull();
  });
});

describe("clopperPearson", () => {
  it("gives the published interval of 162 of 180, and the ends", () => {
    const [low, high] = clopperPearson(162, 180);
    expect(low).toBeCloseTo(0.8466, 3);
    expect(high).toBeCloseTo(0.9396, 3);
    expect(clopperPearson(0, 10)[0]).toBe(0);
    expect(clopperPearson(10, 10)[1]).toBe(1);
    expect(clopperPearson(0, 10)[1]).toBeCloseTo(0.3085, 3);
  });
});
