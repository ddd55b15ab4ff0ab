import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { gammaP, poissonInterval } from "../../src/analysis/statistics/poisson.ts";
import { compareMonths, monthExposures } from "../../src/analysis/statistics/change.ts";
import { seededNormal, seededRandom } from "../../src/analysis/statistics/random.ts";
import {
  countInterval,
  sessionDispersion,
  weeklyDispersion,
} from "../../src/analysis/statistics/rates.ts";
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

const independent = { value: 1, degrees: 1000 };

describe("rankRates", () => {
  const rows = fc.array(
    fc.record({
      count: fc.integer({ min: 1, max: 5000 }),
      exposure: fc.double({ min: 0.5, max: 400, noNaN: true }),
    }),
    { minLength: 1, maxLength: 56 },
  );
  it("keeps every rank within its range", () => {
    fc.assert(
      fc.property(rows, (inputs) => {
        const ranked = rankRates(
          inputs.map((row, i) => ({ id: String(i), dispersion: independent, ...row })),
        );
        for (const row of ranked) {
          expect(row.rank_low).toBeLessThanOrEqual(row.rank);
          expect(row.rank_high).toBeGreaterThanOrEqual(row.rank);
          expect(row.rate_low).toBeLessThanOrEqual(row.rate);
        }
      }),
      { seed: 9, numRuns: 20 },
    );
  });
  it("holds all true ranks at once in nine of ten draws, also where complaints come in bursts", () => {
    const normal = seededNormal(5);
    const truth = Array.from({ length: 20 }, (_, i) => 100 * Math.exp(0.08 * i));
    const exposure = 10;
    const rank = (i: number) => 20 - i;
    let all = 0;
    const worlds = 100;
    for (let w = 0; w < worlds; w++) {
      const ranked = rankRates(
        truth.map((rate, i) => {
          const mean = rate * exposure;
          // Variance four times the mean.
          const count = Math.max(1, Math.round(mean + 2 * Math.sqrt(mean) * normal()));
          return { id: String(i), count, exposure, dispersion: { value: 4, degrees: 1000 } };
        }),
      );
      if (ranked.every((r, i) => r.rank_low <= rank(i) && r.rank_high >= rank(i))) all++;
    }
    expect(all / worlds).toBeGreaterThanOrEqual(0.88);
  });
  it("never ranks a place better for fewer complaints", () => {
    const base = [100, 120, 90].map((count, i) => ({
      id: "abc"[i]!,
      count,
      exposure: 10,
      dispersion: independent,
    }));
    const rankOf = (count: number) =>
      rankRates(base.map((r) => (r.id === "a" ? { ...r, count } : r))).find((r) => r.id === "a")!
        .rank;
    for (let count = 80; count < 140; count++)
      expect(rankOf(count + 1)).toBeLessThanOrEqual(rankOf(count));
  });
});

describe("intervals of counts that come in sessions", () => {
  it("are those of independent counts where every session is one complaint", () => {
    const nation = { complaints: 5000, sessions: 5000, squares: 5000 };
    const { value } = sessionDispersion({ complaints: 100, sessions: 100, squares: 100 }, nation);
    expect(value).toBe(1);
    const { low, high } = countInterval(100, { value, degrees: 1e6 });
    const exact = poissonInterval(100, 0.95);
    expect(Math.abs(low - exact.low)).toBeLessThan(1);
    expect(Math.abs(high - exact.high)).toBeLessThan(1.5);
  });

  it("cover the true rate in at least nine of ten draws of bursts, where Poisson's cover under eight", () => {
    const random = seededRandom(3);
    // Session sizes as in the FTC's file of December 2019: most are 1, a few dozens.
    const size = () => {
      const u = random();
      if (u < 0.72) return 1;
      if (u < 0.93) return 2 + Math.floor(random() * 3);
      if (u < 0.995) return 5 + Math.floor(random() * 10);
      return 20 + Math.floor(random() * 40);
    };
    const poisson = (mean: number) => {
      let left = mean;
      for (let n = 0; ; n++) {
        const gap = -Math.log(1 - random());
        if (left < gap) return n;
        left -= gap;
      }
    };
    const draw = (sessions: number) => {
      const sizes = Array.from({ length: poisson(sessions) }, size);
      return {
        complaints: sizes.reduce((a, b) => a + b, 0),
        sessions: sizes.length,
        squares: sizes.reduce((sum, n) => sum + n * n, 0),
      };
    };
    const many = Array.from({ length: 40_000 }, size);
    const meanSize = many.reduce((a, b) => a + b, 0) / many.length;
    const nation = {
      complaints: many.reduce((a, b) => a + b, 0),
      sessions: many.length,
      squares: many.reduce((sum, n) => sum + n * n, 0),
    };
    for (const sessions of [60, 200]) {
      let covered = 0;
      let plain = 0;
      const worlds = 400;
      for (let w = 0; w < worlds; w++) {
        const own = draw(sessions);
        const truth = sessions * meanSize;
        const { low, high } = countInterval(own.complaints, sessionDispersion(own, nation));
        if (low <= truth && truth <= high) covered++;
        const exact = poissonInterval(own.complaints, 0.95);
        if (exact.low <= truth && truth <= exact.high) plain++;
      }
      expect(covered / worlds).toBeGreaterThan(0.9);
      expect(plain / worlds).toBeLessThan(0.8);
    }
  });

  it("say by week what sessions do not show", () => {
    const steady = weeklyDispersion([
      [100, 100, 100, 100],
      [50, 50, 50, 50],
    ]);
    expect(steady!.map((d) => d.value)).toEqual([1, 1]);
    const bursts = weeklyDispersion([
      [300, 20, 20, 60],
      [50, 80, 60, 10],
    ]);
    expect(bursts![0]!.value).toBeGreaterThan(5);
    expect(weeklyDispersion([[1, 2, 3]])).toBeNull();
  });
});

describe("change from month to month", () => {
  const daysOf = (month: string, length: number, level: number) =>
    Array.from({ length }, (_, i) => {
      const day = `${month}-${String(i + 1).padStart(2, "0")}`;
      const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
      const complaints = level * (weekday === 0 ? 2 : weekday === 6 ? 4 : 10);
      return { day, complaints, counted_share: 1 };
    });

  it("knows that months differ by their weekdays, and calls that no change", () => {
    const [march, april] = [daysOf("2024-03", 31, 100), daysOf("2024-04", 30, 100)];
    const [before, after] = monthExposures([march, april]) as [number, number];
    const sum = (days: typeof march) => days.reduce((n, d) => n + d.complaints, 0);
    expect(sum(april) / after / (sum(march) / before)).toBeCloseTo(1, 6);
    const rows = [{ id: "KS", before: sum(march), after: sum(april), dispersion: 1 }];
    expect(compareMonths(rows, { before, after })[0]).toMatchObject({ is_change: false });
    // By calendar days the same counts would differ by several percent.
    expect(sum(april) / 30 / (sum(march) / 31)).toBeGreaterThan(1.03);
  });

  it("knows of days that are missing or cut", () => {
    const march = daysOf("2024-03", 31, 100);
    const april = daysOf("2024-04", 30, 100)
      .slice(0, 27)
      .map((d, i) => (i === 9 ? { ...d, complaints: d.complaints / 5, counted_share: 0.2 } : d));
    const [before, after] = monthExposures([march, april]) as [number, number];
    const sum = (days: typeof march) => days.reduce((n, d) => n + d.complaints, 0);
    expect(sum(april) / after / (sum(march) / before)).toBeCloseTo(1, 6);
  });

  it("claims few changes where there is none, and finds one that is planted", () => {
    const normal = seededNormal(8);
    let claims = 0;
    for (let w = 0; w < 40; w++) {
      const rows = Array.from({ length: 56 }, (_, i) => {
        const draw = () => Math.max(1, Math.round(400 + 2 * Math.sqrt(400) * normal()));
        return { id: String(i), before: draw(), after: draw(), dispersion: 4 };
      });
      claims += compareMonths(rows, { before: 30, after: 30 }).filter((c) => c.is_change).length;
    }
    expect(claims / 40).toBeLessThan(0.3);
    const planted = Array.from({ length: 56 }, (_, i) => ({
      id: String(i),
      before: 400,
      after: i === 0 ? 700 : 400,
      dispersion: 4,
    }));
    const found = compareMonths(planted, { before: 30, after: 30 }).filter((c) => c.is_change);
    expect(found.map((c) => c.id)).toEqual(["0"]);
  });
});
