import { describe, expect, it } from "vitest";
import { clusterScores } from "../../src/evaluation/cluster-scores.ts";

describe("clusterScores", () => {
  it("is whole for a perfect clustering, lawful calls outside", () => {
    const score = clusterScores([
      { found: "x", real: "a", calls: 100 },
      { found: "y", real: "b", calls: 50 },
      { found: null, real: null, calls: 900 },
    ]);
    expect(score).toMatchObject({ precision: 1, recall: 1, f: 1, macro_f: 1, coverage: 1, matched: 2, real_matched: 2 });
  });

  it("counts lawful calls in a campaign against its precision", () => {
    const { precision, matched } = clusterScores([
      { found: "x", real: "a", calls: 100 },
      { found: "x", real: null, calls: 300 },
    ]);
    expect(precision).toBeCloseTo(0.25);
    expect(matched).toBe(0);
  });

  it("takes an unassigned call for a cluster of its own: precise, and nothing found", () => {
    const score = clusterScores([{ found: null, real: "a", calls: 100 }]);
    expect(score.precision).toBe(1);
    expect(score.recall).toBeCloseTo(0.01);
    expect(score.coverage).toBe(0);
  });

  it("gives the figures of a case worked by hand", () => {
    // a: 60 in x, 40 alone; b: 20 in x. x has 80.
    const score = clusterScores([
      { found: "x", real: "a", calls: 60 },
      { found: null, real: "a", calls: 40 },
      { found: "x", real: "b", calls: 20 },
    ]);
    expect(score.precision).toBeCloseTo((60 * (60 / 80) + 40 + 20 * (20 / 80)) / 120);
    expect(score.recall).toBeCloseTo((60 * (60 / 100) + 40 * (1 / 100) + 20) / 120);
  });
}); // prettier-ignore
