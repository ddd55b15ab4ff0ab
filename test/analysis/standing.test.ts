import { describe, expect, it } from "vitest";
import {
  countRequests,
  dayLikeness,
  listedBy,
  posteriorsOf,
} from "../../src/analysis/standing/requests.ts";
import { atLeast } from "../../src/analysis/standing/sources.ts";
import { requestRows } from "../../src/analysis/standing/judge.ts";
import { exactShare } from "../../src/analysis/statistics/exact-share.ts";
import { betaBinomial } from "../../src/analysis/statistics/rate-posterior.ts";
import { Random } from "../../src/simulation/random.ts";

describe("rates of a role", () => {
  it("have intervals that hold the truth as often as they say, also in small roles", () => {
    const random = new Random(11);
    for (const size of [6, 14, 50]) {
      let [held, all] = [0, 0];
      for (let world = 0; all < 200; world++) {
        const role = Array.from({ length: size }, () => {
          const rate = random.beta(1, 7);
          const n = 1 + Math.floor(random.exponential(9));
          return { rate, n, k: Array.from({ length: n }).filter(() => random.chance(rate)).length };
        });
        const { posterior } = betaBinomial(role);
        for (const { rate, ...trials } of role) {
          const { low, high } = posterior(trials);
          held += Number(low <= rate && rate <= high);
          all++;
        }
      }
      // Full Bayes on a grid covers 84 to 93 % at 90 (statistics review 5.2); moments cover 74 to 81 %.
      expect(held / all, String(size)).toBeGreaterThan(0.83);
      expect(held / all, String(size)).toBeLessThan(0.97);
    }
  });

  it("put 30 of 60 above 2 of 2", () => {
    const { posterior } = betaBinomial([{ k: 2, n: 2 }, { k: 30, n: 60 }, ...Array.from({ length: 40 }, () => ({ k: 1, n: 12 }))]); // prettier-ignore
    expect(posterior({ k: 30, n: 60 }).mean).toBeGreaterThan(posterior({ k: 2, n: 2 }).mean);
    expect(posterior({ k: 30, n: 60 }).above(0.1)).toBeGreaterThan(0.999);
    expect(posterior({ k: 0, n: 30 }).above(0.1)).toBeLessThan(0.1);
  });

  it("have the exact interval of Clopper and Pearson beside them", () => {
    // R: binom.test(3, 10, conf.level = 0.9)$conf.int
    expect(exactShare(3, 10).low).toBeCloseTo(0.08726, 4);
    expect(exactShare(3, 10).high).toBeCloseTo(0.60662, 4);
    expect(exactShare(0, 5)).toMatchObject({ low: 0 });
    expect(() => exactShare(3, 2)).toThrow(/3 of 2/);
  });
});

describe("requests of one day", () => {
  const requests = (isAlike: boolean) => {
    const random = new Random(3);
    return Array.from({ length: 60 }, (_, p) =>
      Array.from({ length: 10 }, (_, day) => {
        const isSilentDay = random.chance(0.3);
        return Array.from({ length: 3 }, () => ({
          provider_id: `P${p}`, is_foreign: false, says_a: Number(isAlike ? isSilentDay : random.chance(0.3)) as 0 | 1, says_d: null, lack: null,
          is_astray: false, is_on_record: false, named_by: null, day: `2024-01-${day + 10}`, campaign: "c", source: "s",
        }));
      }),
    ).flat(2);
  };

  it("count once where they go together, and each where they do not", () => {
    expect(dayLikeness("a", requests(true))).toBeCloseTo(1, 1);
    expect(dayLikeness("a", requests(false))).toBeLessThan(0.06);
    expect(countRequests("a", requests(true)).get("P1")).toMatchObject({ n: 30, days: 10, spread: expect.closeTo(3, 0) });
    expect(countRequests("a", requests(false)).get("P1")!.spread).toBeLessThan(1.15);
  });
}); // prettier-ignore

describe("class d", () => {
  it("believes less of what one provider below alone says", () => {
    const asked = (k: number, n: number, unproven: number[]) => ({ k, n, unproven, spread: 1, days: n, campaigns: n, sources: 1 });
    const others = Array.from({ length: 30 }, (_, i): [string, ReturnType<typeof asked>] => [`P${i}`, asked(0, 12, [])]);
    const found = posteriorsOf(
      new Map([...others, ["accused", asked(6, 6, [6])], ["many", asked(6, 6, [1, 1, 1, 1, 1, 1])]]), () => "originating", { stray: 0.2 },
    );
    expect(found.get("accused")!.mean).toBeLessThan(0.5);
    expect(found.get("many")!.mean).toBeGreaterThan(0.6);
  }); // prettier-ignore
});

describe("a provider that always answers", () => {
  it("is not listed, and is not one of whom too little is known", () => {
    const request = (provider_id: string, i: number, says_a: 0 | 1) => ({
      provider_id, is_foreign: false, says_a, says_d: null, lack: null, is_astray: false, is_on_record: false, named_by: null,
      day: `2024-01-${10 + i}`, campaign: `c${i % 3}`, source: "s",
    });
    const ten = (id: string, says: 0 | 1) => Array.from({ length: 10 }, (_, i) => request(id, i, says));
    const requests = [...ten("good", 0), ...ten("silent", 1), ...ten("new", 0).slice(0, 2)];
    const rows = requestRows("a", requests, () => "originating", new Map()) as { provider_id: string; tier: string }[];
    expect(Object.fromEntries(rows.map((r) => [r.provider_id, r.tier]))).toEqual({ good: "not_listed", silent: "listed", new: "too_few" });
  });
}); // prettier-ignore

describe("a list", () => {
  it("is the largest of which so few are expected to be wrong", () => {
    const p = new Map([["a", 0.99], ["b", 0.97], ["c", 0.92], ["d", 0.6]]); // prettier-ignore
    expect([...listedBy(p, 0.05)]).toEqual(["a", "b", "c"]);
    expect([...listedBy(new Map([["d", 0.6]]), 0.05)]).toEqual([]);
  });

  it("counts uncertain events as they are", () => {
    expect(atLeast(2, [0.5, 0.5, 0.5])).toBeCloseTo(0.5, 12);
    expect(atLeast(1, [])).toBe(0);
  });
});
