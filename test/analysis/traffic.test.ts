import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averageLink } from "../../src/analysis/traffic/cluster.ts";
import { baselineOf } from "../../src/analysis/traffic/compare.ts";
import { countBits } from "../../src/analysis/traffic/evidence.ts";
import {
  estimateCalls,
  findOperations,
  isClaimed,
  type Cell,
} from "../../src/analysis/traffic/index.ts";
import { homogeneousParts } from "../../src/analysis/traffic/mixture.ts";
import { isNotice } from "../../src/analysis/traffic/notices.ts";
import { sameSourceBits } from "../../src/analysis/statistics/same-source.ts";
import { seededRandom } from "../../src/analysis/statistics/random.ts";

const expected = { neighborExpected: 0.0001, impossibleExpected: 0.005 };

interface Habit {
  answered: number;
  attestedA: number;
  states: string[];
}
const robocaller: Habit = { answered: 0.3, attestedA: 0.2, states: ["KS", "MO"] };
const sender: Habit = { answered: 0.6, attestedA: 0.95, states: ["CA", "NY", "TX", "FL"] };

let made = 0;
/** A cell whose calls have a habit, up to chance. */
function cell(over: Partial<Cell>, habit: Habit, random: () => number): Cell {
  const calls = over.calls ?? 200;
  const count = (share: number) =>
    Array.from({ length: calls }, random).filter((x) => x < share).length;
  const answered = count(habit.answered);
  const a = count(habit.attestedA);
  const third = Math.floor(answered / 3);
  const spread = (parts: readonly string[]) => {
    const map = new Map<string, number>();
    for (let i = 0; i < calls; i++) {
      const part = parts[Math.floor(random() * parts.length)]!;
      map.set(part, (map.get(part) ?? 0) + 1);
    }
    return map;
  };
  const days = Array.from({ length: 20 }, (_, d) => `2024-03-${String(d + 1).padStart(2, "0")}`);
  made++;
  return {
    cell_id: `c${made}`, month: "2024-03", origin_key: "o1", origin_kind: "customer", provider_id: "P1", foreign_provider_id: null,
    customer_id: "K1", trunk: null, signer_id: null, caller: `1316555${1000 + made}`, pattern: "ordinary", calls,
    origin_calls: 10_000, callers: 1, called: calls, answered, durations: [third, third, answered - 2 * third, 0, 0, 0],
    attested: [a, calls - a, 0, 0], impossible: 0, impossible_calls: 0, listed: 0, withheld: 0, neighbor: 0, off_hours: 0, first_at: 1_709_300_000,
    last_at: 1_711_000_000, hours: Array.from({ length: 24 }, (_, h) => (h > 13 && h < 22 ? Math.floor(calls / 8) : 0)),
    days: spread(days), states: spread(habit.states), exporters: new Map([["T1", 70], ["T2", 70], ["T3", 60]]),
    reports: { apps: new Map(), lines: new Map(), scripts: new Map(), callbacks: new Map(), topics: new Map() }, ...over,
  };
} // prettier-ignore

const scam = (n: number): Cell["reports"] => ({
  apps: new Map([["shield", { scam: n, unwanted: 1, wanted: 0 }]]),
  lines: new Map([["honeypot", { pretext: 2, notice: 0 }]]),
  scripts: new Map([["1", 2]]),
  callbacks: new Map([["+18005550100", 2]]),
  topics: new Map(),
});

describe("average linkage", () => {
  it("joins no two clusters by one strong pair: it does not chain", () => {
    // Two tight groups and one pair between them that is nearly as strong.
    const weight = (a: number, b: number) =>
      a < 3 === b < 3 ? 2 : (a === 2 && b === 3) || (a === 3 && b === 2) ? 1.9 : -3;
    expect(averageLink(6, weight)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  it("puts every item in one cluster, whatever the weights", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14 }), fc.integer(), (n, seed) => {
        const random = seededRandom(seed);
        const weights = Array.from({ length: n * n }, () => random() * 8 - 5);
        const at = (a: number, b: number) => weights[Math.min(a, b) * n + Math.max(a, b)]!;
        const found = averageLink(n, at).flat();
        expect(found.sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });
});

describe("weights", () => {
  it("tell one distribution from two", () => {
    const alphas = [3, 3, 3];
    expect(sameSourceBits([40, 30, 30], [38, 33, 29], alphas, 200)).toBeGreaterThan(1);
    expect(sameSourceBits([90, 5, 5], [10, 45, 45], alphas, 200)).toBeLessThan(-20);
    expect(sameSourceBits([0, 0, 0], [10, 45, 45], alphas, 200)).toBe(0);
  });

  it("count evidence by what both sides expect", () => {
    expect(countBits([8, 2], [4, 1], [1, 4])).toBeGreaterThan(3);
    expect(countBits([2, 8], [4, 1], [1, 4])).toBeLessThan(-3);
    expect(countBits([0, 0], [4, 1], [1, 4])).toBeCloseTo(0);
  });
});

describe("findOperations", () => {
  it("finds a caller that several sources report, whole over its numbers, and no lawful sender", () => {
    const random = seededRandom(7);
    const illegal = Array.from({ length: 6 }, () => cell({ reports: scam(4) }, robocaller, random));
    const lawful = Array.from({ length: 6 }, () =>
      cell({ origin_key: "o2", customer_id: "K2" }, sender, random),
    );
    const claimed = findOperations([...illegal, ...lawful], expected).filter(isClaimed);
    expect(claimed).toHaveLength(1);
    expect(claimed[0]!.cells.map((c) => c.cell_id).sort()).toEqual(
      illegal.map((c) => c.cell_id).sort(),
    );
    expect(claimed[0]!.verdict.probability).toBeGreaterThan(0.9);
  });

  it("keeps two operations of one reseller apart by what they say and ask to call", () => {
    const random = seededRandom(8);
    const other = (): Cell["reports"] => ({
      ...scam(4),
      scripts: new Map([["2", 2]]),
      callbacks: new Map([["+18885550199", 2]]),
    });
    const first = Array.from({ length: 4 }, () => cell({ reports: scam(4) }, robocaller, random));
    const second = Array.from({ length: 4 }, () => cell({ reports: other() }, robocaller, random));
    const claimed = findOperations([...first, ...second], expected).filter(isClaimed);
    expect(claimed.map((o) => o.cells.length)).toEqual([4, 4]);
  });

  it("finds one operation over two originators by its numbers and call-back", () => {
    const random = seededRandom(9);
    const numbers = ["13165550001", "13165550002", "13165550003", "13165550004"];
    const of = (origin_key: string, provider_id: string) =>
      numbers.map((caller) =>
        cell({ origin_key, provider_id, caller, reports: scam(3) }, robocaller, random),
      );
    const claimed = findOperations([...of("o1", "P1"), ...of("o9", "P9")], expected).filter(
      isClaimed,
    );
    expect(claimed).toHaveLength(1);
    expect(claimed[0]!.strands).toHaveLength(2);
    expect(claimed[0]!.links[0]!.comparisons.map((c) => c.kind)).toContain("callers");
  });

  it("claims nothing on the word of one app, however often it says scam", () => {
    const random = seededRandom(10);
    const bank = cell(
      {
        calls: 5000,
        reports: {
          ...scam(0),
          apps: new Map([["poisoned", { scam: 100_000, unwanted: 0, wanted: 0 }]]),
          lines: new Map(),
        },
      },
      sender,
      random,
    );
    const found = findOperations([bank], expected);
    expect(found.filter(isClaimed)).toHaveLength(0);
    // The cap: six bits, and no more.
    const [{ verdict }] = found as [(typeof found)[number]];
    const odds = (p: number) => Math.log2(p / (1 - p));
    const moved = odds(verdict.probability) - odds(verdict.without.get("app:poisoned")!);
    expect(moved).toBeLessThanOrEqual(6.001);
  });

  it("finds two callers among many small cells of one customer, and one where there is one", () => {
    const random = seededRandom(16);
    const survey: Habit = { answered: 0.5, attestedA: 0.2, states: ["CA", "NY"] };
    const small = (habit: Habit) => cell({ calls: 10 }, habit, random);
    const mixed = Array.from({ length: 60 }, (_, i) => small(i % 2 === 0 ? robocaller : survey));
    const whole = Array.from({ length: 60 }, () => small(robocaller));
    const states = (part: readonly Cell[]) => [...new Set(part.flatMap((c) => [...c.states.keys()]))].sort();
    const parts = homogeneousParts(mixed, baselineOf(mixed));
    expect(parts.map(states).sort()).toEqual([["CA", "NY"], ["KS", "MO"]]);
    expect(homogeneousParts(whole, baselineOf([...whole, ...mixed]))).toHaveLength(1);
  }); // prettier-ignore

  it("does not take calls that were answered, but not measured, for one-ring calls", () => {
    const billed = cell({ durations: [0, 0, 0, 0, 0, 0] }, robocaller, seededRandom(13));
    const unanswered = cell({ answered: 2, durations: [2, 0, 0, 0, 0, 0] }, robocaller, seededRandom(13));
    const codes = (c: Cell) => findOperations([c], expected)[0]!.verdict.evidence.map((e) => e.code);
    expect(codes(billed)).not.toContain("one_ring");
    expect(codes(unanswered)).toContain("one_ring");
  }); // prettier-ignore

  it("counts two lines that heard one script as one reading of it, not two", () => {
    const heard = (lines: string[]) => {
      const own = { ...scam(0), apps: new Map(), lines: new Map(lines.map((l) => [l, { pretext: 1, notice: 0 }])) };
      const [operation] = findOperations([cell({ reports: own }, robocaller, seededRandom(14))], expected);
      return operation!.verdict.evidence.filter((e) => e.source.startsWith("line:")).reduce((sum, e) => sum + e.bits, 0);
    };
    expect(heard(["a", "b"])).toBeLessThan(2 * heard(["a"]));
    expect(heard(["a", "b"])).toBeGreaterThan(heard(["a"]));
  }); // prettier-ignore

  it("takes one customer that has people call one number for one operation, whomever its scripts call", () => {
    const random = seededRandom(15);
    const elsewhere: Habit = { ...robocaller, states: ["CA", "NY"] };
    const first = Array.from({ length: 3 }, () => cell({ reports: scam(4) }, robocaller, random));
    const second = Array.from({ length: 3 }, () =>
      cell({ reports: { ...scam(4), scripts: new Map([["2", 2]]) } }, elsewhere, random),
    );
    const claimed = findOperations([...first, ...second], expected).filter(isClaimed);
    expect(claimed.map((o) => o.cells.length)).toEqual([6]);
  });

  it("does not depend on the order of cells", () => {
    const random = seededRandom(11);
    const cells = [
      ...Array.from({ length: 8 }, () => cell({ reports: scam(3) }, robocaller, random)),
      ...Array.from({ length: 8 }, () => cell({ origin_key: "o2" }, sender, random)),
    ];
    const names = (of: readonly Cell[]) =>
      findOperations(of, expected)
        .map((o) => o.cells.map((c) => c.cell_id).sort())
        .sort();
    expect(names(cells.toReversed())).toEqual(names(cells));
  });

  it("finds nothing in nothing", () => {
    expect(findOperations([], expected)).toEqual([]);
  });
});

describe("estimateCalls", () => {
  it("gives no upper end where fewer than three providers export", () => {
    expect(
      estimateCalls(
        90,
        [
          { calls: 50, lines: 10 },
          { calls: 40, lines: 10 },
        ],
        30,
      ).high,
    ).toBeNull();
  });

  it("covers the truth about as often as it says, where calls go by lines", () => {
    const random = seededRandom(12);
    let covered = 0;
    for (let trial = 0; trial < 400; trial++) {
      const all = Array.from({ length: 10 }, () => 50 + Math.floor(random() * 500));
      const calls = all.map(
        (lines) => Array.from({ length: lines * 2 }, random).filter((x) => x < 0.3).length,
      );
      const seen = calls.slice(0, 5).reduce((s, n) => s + n, 0);
      const other = all.slice(5).reduce((s, n) => s + n, 0);
      const { low, high } = estimateCalls(
        seen,
        calls.slice(0, 5).map((n, i) => ({ calls: n, lines: all[i]! })),
        other,
      );
      const truth = calls.reduce((s, n) => s + n, 0);
      if (low <= truth && truth <= high!) covered++;
    }
    expect(covered / 400).toBeGreaterThan(0.85);
  });
});

describe("notices", () => {
  it("are told from pretexts by their words", () => {
    expect(isNotice("Hello, your Cedar Grove verification code is 6 8 7 9 3 8.")).toBe(true);
    expect(isNotice("This is a reminder to confirm your appointment with Dr. Lee at 2:30.")).toBe(
      true,
    );
    expect(isNotice("We have been trying to reach you about your car's extended warranty.")).toBe(
      false,
    );
    expect(isNotice("Your social security number has been suspended. Press 1 now.")).toBe(false);
  });
});
