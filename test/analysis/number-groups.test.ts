import { describe, expect, it } from "vitest";
import {
  fitBulk,
  leastSurprising,
  type UnitCount,
} from "../../src/analysis/complaints/number-groups.ts";

/** Counts that a truncated negative binomial is expected to give. */
function bulk(q: number, r: number, numbers: number): UnitCount[] {
  const p = [1];
  for (let k = 1; k < 60; k++) p.push((p[k - 1]! * q * (k + r)) / (k + 1));
  const total = p.reduce((a, b) => a + b, 0);
  return p.map((x, i) => ({ units: i + 1, numbers: Math.round((numbers * x) / total) })).filter((c) => c.numbers > 0);
} // prettier-ignore

describe("leastSurprising", () => {
  it("fits the bulk, whatever is in the tail", () => {
    const counts = bulk(0.5, 0.4, 1e6);
    const fit = fitBulk([...counts.filter((c) => c.units < 30), { units: 500, numbers: 40 }])!;
    expect(fit.q).toBeCloseTo(0.5, 2);
    expect(fit.r).toBeCloseTo(0.4, 1);
  });

  it("finds nothing where there is only the bulk", () => {
    expect(leastSurprising(bulk(0.5, 0.4, 100_000))).toBeNull();
    expect(leastSurprising(bulk(0.3, -0.5, 200_000))).toBeNull();
  });

  it("finds numbers beyond it", () => {
    const least = leastSurprising([...bulk(0.4, 0, 100_000), { units: 80, numbers: 20 }, { units: 120, numbers: 5 }]);
    expect(least).toBeGreaterThan(8);
    expect(least).toBeLessThanOrEqual(80);
  });

  it("says nothing from few numbers, or of counts that no such distribution has", () => {
    expect(leastSurprising([{ units: 1, numbers: 20 }, { units: 2, numbers: 5 }, { units: 3, numbers: 2 }])).toBeNull();
    expect(fitBulk([{ units: 1, numbers: 100 }, { units: 2, numbers: 100 }, { units: 3, numbers: 200 }])).toBeNull();
  });
}); // prettier-ignore
