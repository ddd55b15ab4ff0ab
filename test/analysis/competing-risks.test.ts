import { describe, expect, it } from "vitest";
import {
  incidenceAt,
  incidenceOf,
  medianOf,
} from "../../src/analysis/statistics/competing-risks.ts";
import { Random } from "../../src/simulation/random.ts";

type Outcome = "answered" | "refused";
const of = (time: number, outcome: Outcome | null) => ({ time, outcome });

describe("cumulative incidence", () => {
  it("is what counting gives where nothing is censored, whatever else competes", () => {
    const watched = [of(1, "answered"), of(2, "refused"), of(3, "answered"), of(4, "answered"), of(5, "refused")];
    expect(incidenceOf(watched, "answered").map((s) => s.share)).toEqual(
      [0.2, 0.2, 0.4, 0.6, 0.6].map((share) => expect.closeTo(share, 12)),
    );
  });

  it("gives the share of those that are not watched any more to those that are", () => {
    // By hand: S is 1, 3/4, 3/8; the answers add 1/4, and 3/4 times 1/2.
    const curve = incidenceOf([of(1, "answered"), of(2, null), of(3, "answered"), of(4, "refused")], "answered");
    expect(curve.map((s) => [s.time, s.at_risk])).toEqual([[1, 4], [3, 2], [4, 1]]);
    expect(curve.at(-1)!.share).toBeCloseTo(0.25 + 0.75 * 0.5, 12);
    expect(medianOf(curve).median).toBe(3);
    expect(incidenceAt(curve, 0.5).share).toBe(0);
  });

  it("has limits that hold the truth as often as they say", () => {
    const random = new Random(5);
    let held = 0;
    let medians = 0;
    const worlds = 400;
    for (let world = 0; world < worlds; world++) {
      // Answers come at rate 1, refusals at rate 1/4; watching ends at rate 1/4.
      const watched = Array.from({ length: 40 }, () => {
        const [answer, refusal, end] = [random.exponential(1), random.exponential(4), random.exponential(4)];
        const time = Math.min(answer, refusal, end);
        return of(time, time === end ? null : time === answer ? "answered" : "refused");
      });
      const curve = incidenceOf(watched, "answered");
      const truth = 0.8 * (1 - Math.exp(-1.25));
      const at = incidenceAt(curve, 1);
      held += Number(at.low <= truth && truth <= at.high);
      // Half have answered where 0.8 (1 - exp(-1.25 t)) is a half.
      const median = -Math.log(1 - 0.5 / 0.8) / 1.25;
      const found = medianOf(curve);
      medians += Number((found.low ?? Infinity) <= median && median <= (found.high ?? Infinity));
    }
    expect(held / worlds).toBeGreaterThan(0.86);
    expect(held / worlds).toBeLessThan(0.95);
    expect(medians / worlds).toBeGreaterThan(0.84);
  });
}); // prettier-ignore
