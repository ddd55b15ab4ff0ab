import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditCells, type AuditedCell, type AuditedSum } from "../../src/facts/disclosure/audit.ts";
import { moreLeftOut } from "../../src/facts/disclosure/left-out.ts";
import {
  publishMonth,
  publishOneWay,
  type CellRow,
  type LeftOut,
} from "../../src/facts/disclosure/month.ts";
import { isPrimary } from "../../src/facts/disclosure/rules.ts";
import { seededRandom } from "../../src/analysis/statistics/random.ts";
import { monthFacts, type FactsOptions } from "../../src/facts/month.ts";
import type { Facts } from "../../src/facts/types.ts";
import { callRows, complaintsOf, monthRows, type Complaint } from "./literal-rows.ts";

const people = (value: number) => ({ value, contributors: value, largest: value > 0 ? 1 : 0 });

const options = (audience: FactsOptions["audience"]): FactsOptions => ({
  audience,
  publisher: { office: null, contact: null, license: null, corrections: null, corrections_log: [] },
  method_sha256: "0".repeat(64),
});

const publicFacts = (complaints: readonly Complaint[], more = {}): Facts => {
  const { facts, audit } = monthFacts(monthRows(complaints, more), options("public"));
  expect(audit()).toEqual([]);
  return facts;
};

const stateOf = (facts: Facts, code: string) => facts.states.find((s) => s.state === code)!;

describe("which counts are protected", () => {
  it.each([
    ["zero is shown", people(0), false],
    ["ten people are not", people(10), true],
    ["eleven are", people(11), false],
    ["22 complaints of one session are not", { value: 22, contributors: 1, largest: 22 }, true],
    ["17 of which one filed 14 are not", { value: 17, contributors: 4, largest: 14 }, true],
    ["half by one is not half", { value: 40, contributors: 20, largest: 21 }, true],
    ["13 without the largest under 11", { value: 13, contributors: 11, largest: 3 }, true],
  ])("%s", (_, cell, expected) => {
    expect(isPrimary(cell)).toBe(expected);
  });
});

describe("counts that add up to a known total", () => {
  /** Every whole-number solution that a reader cannot rule out, by trying them all. */
  const bounds = (values: readonly number[], shown: readonly (number | "withheld")[]) => {
    const hidden = values.flatMap((_, i) => (shown[i] === "withheld" ? [i] : []));
    const rest = hidden.reduce((sum, i) => sum + values[i]!, 0);
    // Each is at least 1, and what one can hold depends on how many others there are.
    return hidden.map((i) => ({ value: values[i]!, low: 1, high: rest - (hidden.length - 1) }));
  };

  it("leaves an interval of ten around every one that is withheld", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 57 }),
        (values) => {
          const total = values.reduce((a, b) => a + b, 0);
          fc.pre(total >= 60);
          const shown = publishOneWay(values.map(people), "public");
          shown.forEach((cell, i) => {
            if (cell !== "withheld") expect(cell === 0 || cell >= 11).toBe(true);
            if (values[i] === 0)
              expect(cell === 0 || shown.every((c) => c === "withheld")).toBe(true);
          });
          if (shown.every((c) => c === "withheld")) return;
          const small = bounds(values, shown).filter(({ value }) => value < 11);
          for (const { low, high } of small) expect(high - low).toBeGreaterThanOrEqual(10);
        },
      ),
      { seed: 11, numRuns: 60 },
    );
  });

  it("does not stop at eleven cells that add up to eleven", () => {
    const values = [...new Array<number>(11).fill(1), 40, 50, 60];
    const shown = publishOneWay(values.map(people), "public");
    const hidden = values.filter((_, i) => shown[i] === "withheld");
    expect(hidden.reduce((a, b) => a + b, 0) - hidden.length).toBeGreaterThanOrEqual(10);
    expect(hidden.length).toBeLessThan(values.length);
  });

  it("does not always withhold the smallest of the others", () => {
    const seconds = Array.from({ length: 12 }, (_, n) => {
      const values = [5, ...Array.from({ length: 10 }, (_, i) => 20 + i + n)];
      const shown = publishOneWay(values.map(people), "public");
      return values.findIndex((v, i) => v > 10 && shown[i] === "withheld");
    });
    expect(seconds.some((i) => i !== 1)).toBe(true);
  });
});

describe("the audit", () => {
  const cell = (
    id: string,
    value: number,
    status: AuditedCell["status"],
    is_primary = status !== "shown" && value < 11,
  ): AuditedCell => ({ id, value, status, is_primary });

  it("finds a cell that one subtraction gives", () => {
    const cells = [
      cell("US", 117, "shown"),
      cell("AK", 5, "withheld"),
      cell("KS", 40, "shown"),
      cell("TX", 60, "shown"),
      cell("none", 12, "shown"),
    ];
    const sums: AuditedSum[] = [{ total: "US", parts: ["AK", "KS", "TX", "none"] }];
    expect(auditCells(cells, sums)).toEqual([{ id: "AK", value: 5, low: 5, high: 5 }]);
  });

  it("finds a bridge: a cell of a two-way table that lies in no cycle of withheld cells", () => {
    // Kansas 6, 6, 5 and Texas 6, 6, 30 and others on three days; rows and columns are printed.
    const table: Record<string, [number, AuditedCell["status"]][]> = {
      KS: [[6, "withheld"], [6, "withheld"], [5, "withheld"]],
      TX: [[6, "withheld"], [6, "withheld"], [30, "shown"]],
      OH: [[30, "shown"], [30, "shown"], [6, "shown"]],
    }; // prettier-ignore
    const cells: AuditedCell[] = [];
    const sums: AuditedSum[] = [];
    for (const [area, row] of Object.entries(table)) {
      row.forEach(([n, status], d) => cells.push(cell(`${area}${d}`, n, status)));
      cells.push(
        cell(
          area,
          row.reduce((sum, [n]) => sum + n, 0),
          "shown",
        ),
      );
      sums.push({ total: area, parts: row.map((_, d) => `${area}${d}`) });
    }
    for (const d of [0, 1, 2]) {
      const parts = Object.keys(table).map((area) => `${area}${d}`);
      const total = Object.values(table).reduce((sum, row) => sum + row[d]![0], 0);
      cells.push(cell(`day${d}`, total, "shown"));
      sums.push({ total: `day${d}`, parts });
    }
    const found = auditCells(cells, sums);
    expect(found.find((b) => b.id === "KS2")).toMatchObject({ low: 5, high: 5 });
  });

  it("finds a small count that is printed, and an interval that is too narrow", () => {
    expect(auditCells([cell("a", 7, "shown", true)], [])).toHaveLength(1);
    const cells = [cell("t", 12, "shown"), cell("a", 6, "withheld"), cell("b", 6, "withheld")];
    const [first] = auditCells(cells, [{ total: "t", parts: ["a", "b"] }]);
    expect(first === undefined || first.high - first.low >= 10).toBe(true);
    const narrow = [cell("t", 9, "shown"), cell("a", 4, "withheld"), cell("b", 5, "withheld")];
    expect(auditCells(narrow, [{ total: "t", parts: ["a", "b"] }])).toHaveLength(2);
  });

  it("agrees with trying all whole numbers in small tables", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 2, maxLength: 4 }),
        (values) => {
          const total = values.reduce((a, b) => a + b, 0);
          const cells = [
            cell("t", total, "shown"),
            ...values.map((v, i) => cell(`c${i}`, v, "withheld", true)),
          ];
          const parts = values.map((_, i) => `c${i}`);
          const found = new Set(auditCells(cells, [{ total: "t", parts }]).map((b) => b.id));
          values.forEach((_, i) => {
            const [low, high] = [1, total - (values.length - 1)];
            expect(found.has(`c${i}`)).toBe(high - low < 10);
          });
        },
      ),
      { seed: 12, numRuns: 100 },
    );
  });
});

describe("a public month", () => {
  const big = (state: string, n: number): Complaint[] =>
    Array.from({ length: n }, (_, i) => ({
      state,
      day: 1 + (i % 20),
      hour: 8 + (i % 13),
      type: i % 3 === 0 ? "live" : "robocall",
      topic: i % 4 === 0 ? "Other" : "",
      npa: i % 2 === 0 ? "913" : "316",
    }));

  it("does not print the unplaced complaints where they give a state away", () => {
    const facts = publicFacts([
      ...complaintsOf(5, { state: "AK" }),
      ...big("KS", 400),
      ...big("TX", 600),
      ...complaintsOf(12, {}),
    ]);
    expect(stateOf(facts, "AK").complaints).toBe("withheld");
    const hidden = [facts.nation.unplaced, ...facts.states.map((s) => s.complaints)].filter(
      (n) => n === "withheld",
    );
    expect(hidden.length).toBeGreaterThan(1);
  });

  it("protects an office that loads its own state alone", () => {
    const facts = publicFacts([
      ...big("KS", 300),
      ...complaintsOf(5, { state: "KS", hour: 3 }),
      ...complaintsOf(7, { state: "KS", hour: 4 }),
    ]);
    const kansas = stateOf(facts, "KS");
    for (const area of [facts.nation, kansas])
      expect(area.hours!.filter((h) => h.key === "3" || h.key === "4").map((h) => h.count)).toEqual(
        ["withheld", "withheld"],
      );
  });

  it("counts people, not complaints", () => {
    const facts = publicFacts([
      ...big("AZ", 300),
      ...complaintsOf(22, { state: "AZ", npa: "215", session: "one person" }),
    ]);
    const codes = stateOf(facts, "AZ").area_codes!;
    expect(codes.find((p) => p.key === "215")!.count).toBe("withheld");
    expect(stateOf(facts, "AZ").sessions).not.toBe(322);
  });

  it("lists what is withheld by name, so that its order tells nothing", () => {
    const facts = publicFacts([
      ...big("KS", 500),
      ...complaintsOf(2, { state: "KS", topic: "Zebra" }),
      ...complaintsOf(9, { state: "KS", topic: "Charities" }),
      ...complaintsOf(4, { state: "KS", topic: "Mortgage" }),
    ]);
    for (const parts of [stateOf(facts, "KS").topics!, facts.nation.topics!]) {
      const hidden = parts.filter((p) => p.count === "withheld").map((p) => p.label);
      expect(hidden).toEqual([...hidden].sort());
      expect(hidden).toContain("Zebra");
    }
  });

  it("withholds national calls under eleven, and a state's traces against the nation's", () => {
    const none: Complaint[] = [];
    const few = monthFacts(
      monthRows(none, { calls: callRows([["KS", "originator", 4]]) }),
      options("public"),
    );
    expect(few.facts.tracing).toMatchObject({ calls: "withheld", call_records: "withheld" });
    const { facts, audit } = monthFacts(
      monthRows(none, {
        calls: callRows([
          ["KS", "originator", 15],
          ["KS", "no_export", 45],
          ["TX", "originator", 5],
          ["TX", "no_export", 95],
        ]),
      }),
      options("public"),
    );
    expect(audit()).toEqual([]);
    expect(stateOf(facts, "TX").calls!.origin_known).toBe("withheld");
    expect(stateOf(facts, "KS").calls!.origin_known).toBe("withheld");
    expect(facts.tracing!.origin_known).toBe(20);
  });

  it("does not let the hours of a week and the hours of the day undo each other", () => {
    const month = Array.from({ length: 31 }, (_, i) =>
      complaintsOf(20, { state: "KS", day: i + 1, hour: 16, weekday: 1 + (i % 7) }),
    ).flat();
    const { facts, audit } = monthFacts(
      monthRows([
        ...month,
        ...complaintsOf(11, { state: "KS", hour: 3, weekday: 1 }),
        ...complaintsOf(5, { state: "KS", hour: 3, weekday: 2 }),
        ...complaintsOf(7, { state: "KS", hour: 14, weekday: 3 }),
        ...complaintsOf(20, { state: "KS", hour: 14, weekday: 4 }),
      ]),
      options("public"),
    );
    const week = facts.nation.week!;
    for (const [hour, total, days] of [
      [3, 16, [0, 1]],
      [14, 27, [2, 3]],
    ] as const) {
      expect(facts.nation.hours!.find((h) => h.key === String(hour))!.count).toBe(total);
      // One of two would be their sum less the other.
      expect(days.map((day) => week[day]![hour])).toEqual(["withheld", "withheld"]);
    }
    expect(audit()).toEqual([]);
  });

  it("does not let origins by state and the reasons why traces stop undo each other", () => {
    const { facts, audit } = monthFacts(
      monthRows([], {
        calls: callRows([
          ["TX", "originator", 140],
          ["KS", "originator", 65],
          ["KS", "no_export", 5],
          ["OH", "no_export", 100],
        ]),
      }),
      options("public"),
    );
    expect(stateOf(facts, "KS").calls!.origin_known).toBe("withheld");
    // 205 calls that end at an originator, less 140, would be those of Kansas.
    if (facts.tracing!.origin_known === "withheld")
      for (const end of facts.tracing!.ends ?? []) expect(end.count).toBe("withheld");
    else expect(stateOf(facts, "TX").calls!.origin_known).toBe("withheld");
    expect(audit()).toEqual([]);
  });

  it("does not let area codes and the national count by area code undo each other", () => {
    // Five people in Texas have a Kansas area code.
    const facts = publicFacts([
      ...big("KS", 300),
      ...big("TX", 500),
      ...complaintsOf(5, { state: "TX", npa: "913", npa_state: "KS" }),
    ]);
    const counts = new Map(facts.nation.area_code_states!.map((p) => [p.key, p.count]));
    expect(counts.get("KS")).toBe("withheld");
    expect(stateOf(facts, "KS").area_codes!.every((p) => p.count !== "withheld")).toBe(true);
  });

  it("prints rates to the digits that they support, and no count of those who filed before", () => {
    const facts = publicFacts([
      ...big("KS", 300),
      ...complaintsOf(4, { state: "KS", session: "one person" }),
    ]);
    const kansas = stateOf(facts, "KS");
    for (const value of Object.values(kansas.rate!))
      expect(value).toBe(Math.round(value * 10) / 10);
    expect(kansas.complaints).toBe(304);
    expect(kansas.sessions).toBe("withheld");
  });

  const script = (campaign_id: string, recordings: number) =>
    ({
      campaign_id, label: campaign_id, category: "other", status: "active", first_seen: null, last_seen: null, recordings,
      recording_groups: 3, complaints: 180, support: "strong", cohesion: 1, call_to_action: null, brands: [], mentions: [],
      languages: ["en"], script: "x", places: 12, quote: "x", is_simulated: false, nearest_campaign_id: null,
      nearest_similarity: null,
    }); // prettier-ignore
  const namedIn = (campaign_id: string, area: string, complaints: number) => ({
    campaign_id,
    area,
    complaints,
    sessions: complaints,
    largest: 1,
  });

  it("does not bound a withheld state by a campaign's count", () => {
    const rows = monthRows([
      ...big("KS", 300),
      ...complaintsOf(84, { state: "TX" }),
      ...complaintsOf(5, { state: "AK" }),
    ]);
    const cell = (area: string, complaints: number) => namedIn("c1", area, complaints);
    const { facts } = monthFacts(
      {
        ...rows,
        campaigns: [script("c1", 12)],
        campaign_cells: [cell("US", 180), cell("KS", 100), cell("TX", 80)],
      },
      options("public"),
    );
    expect(stateOf(facts, "TX").complaints).toBe("withheld");
    expect(facts.campaigns[0]!.states?.find((s) => s.key === "TX")?.count ?? "withheld").toBe(
      "withheld",
    );
  });

  it("does not let a state's total and its campaigns undo each other", () => {
    const { facts } = monthFacts(
      {
        ...monthRows([...big("KS", 136), ...big("OH", 186)]),
        campaigns: [script("a", 30), script("b", 20), script("c", 5)],
        campaign_cells: [
          ...[namedIn("a", "US", 160), namedIn("a", "KS", 80), namedIn("a", "OH", 80)],
          ...[namedIn("b", "US", 125), namedIn("b", "KS", 55), namedIn("b", "OH", 70)],
          ...[namedIn("c", "US", 16), namedIn("c", "KS", 1), namedIn("c", "OH", 15)],
        ],
      },
      options("public"),
    );
    for (const [state, all] of [
      ["KS", 136],
      ["OH", 186],
    ] as const) {
      const shown = facts.campaigns.flatMap((c) => {
        const count = c.states?.find((s) => s.key === state)?.count ?? "withheld";
        return count === "withheld" ? [] : [count];
      });
      const rest = all - shown.reduce((sum, n) => sum + n, 0);
      expect(rest, state).toBeGreaterThanOrEqual(11);
    }
    // 55 recordings, of which 30 and 20 are said.
    expect(facts.campaigns.map((c) => c.recordings)).toEqual([30, 20, "withheld"]);
    expect(facts.recordings).toBe("withheld");
    expect(facts.has_recordings).toBe(true);
  });

  it("does not print the nation's sessions where they give a state's away", () => {
    const again = (state: string, n: number) =>
      Array.from({ length: n }, (_, i) => ({ state, session: `${state} ${i % 5}`, day: 2 }));
    const small = publicFacts([...big("KS", 300), ...big("TX", 120), ...again("TX", 10)]);
    expect(stateOf(small, "TX")).toMatchObject({ complaints: 130, sessions: "withheld" });
    expect(small.nation).toMatchObject({ sessions: "withheld", sessions_are_rounded: false });
    const large = publicFacts([...big("KS", 9000), ...big("TX", 120), ...again("TX", 10)]);
    expect(stateOf(large, "TX").sessions).toBe("withheld");
    expect(large.nation).toMatchObject({ sessions: 9100, sessions_are_rounded: true });
  });

  it("leaves out whole tables where the rules for single cells fall short", () => {
    const random = seededRandom(20261126);
    let leftOut: LeftOut = new Set();
    let mended = 0;
    for (let n = 0; n < 4; n++) {
      const rows = monthRows(
        Array.from({ length: 260 }, () => {
          const day = 1 + Math.floor(random() * 30);
          return { state: "KS", day, weekday: 1 + (day % 7), hour: Math.floor(random() * 24) };
        }),
      );
      leftOut = new Set();
      for (;;) {
        const { facts, audit } = monthFacts(rows, { ...options("public"), left_out: leftOut });
        const breaches = audit();
        if (breaches.length === 0) {
          expect(stateOf(facts, "KS").complaints).toBe(260);
          break;
        }
        leftOut = moreLeftOut(breaches, leftOut)!;
        expect(leftOut).toBeDefined();
      }
      if (leftOut.size > 0) mended++;
    }
    // Else the test would hold nothing.
    expect(mended).toBeGreaterThan(0);
  });

  it("does not mark a day as cut where its count is withheld: the mark would bound it", () => {
    const rows = monthRows([
      ...Array.from({ length: 20 }, (_, d) => complaintsOf(30, { state: "KS", day: d + 1 })).flat(),
      ...complaintsOf(9, { state: "KS", day: 21 }),
      ...complaintsOf(9, { state: "KS", day: 22 }),
    ]);
    const cut = { ...rows, days: rows.days.map((d) => ({ ...d, is_cut: d.complaints === 9 })) };
    const { facts } = monthFacts(cut, options("public"));
    expect(facts.nation.coverage.days.slice(20, 22)).toEqual(["covered", "covered"]);
    expect(monthFacts(cut, options("office")).facts.nation.coverage.days[20]).toBe("cut");
  });

  it("shows an office everything, and ranks alike in both editions", () => {
    const complaints = [
      ...big("KS", 300),
      ...big("TX", 500),
      ...big("OH", 200),
      ...complaintsOf(5, { state: "WY" }),
    ];
    const open = publicFacts(complaints);
    const office = monthFacts(monthRows(complaints), options("office")).facts;
    expect(stateOf(office, "WY").complaints).toBe(5);
    expect(office.states.map((s) => s.rank)).toEqual(open.states.map((s) => s.rank));
  });

  it.each(Array.from({ length: 10 }, (_, i) => i + 1))(
    "breaks no law in a random month (seed %i)",
    (seed) => {
      const random = seededRandom(seed);
      const pick = <T>(...values: T[]): T => values[Math.floor(random() * values.length)]!;
      const complaints = Array.from({ length: 100 + Math.floor(random() * 900) }, (): Complaint => {
        const state = pick("KS", "KS", "KS", "TX", "TX", "TX", "TX", "OH", "WY", "GU", "");
        return {
          state,
          type: pick("robocall", "robocall", "robocall", "live", "unknown"),
          topic: pick("", "", "Other", "Charities", "Reducing debt"),
          agency: random() < 0.95 ? "FTC" : "FCC",
          day: 1 + Math.floor(random() * 6),
          hour: random() < 0.1 ? null : 6 + Math.floor(random() * 7),
          // A session is of one place.
          ...(random() < 0.15 ? { session: `${state}${pick("a", "b", "c")}` } : {}),
        };
      });
      const facts = publicFacts(complaints);
      const truth = new Map(
        monthRows(complaints).cells.map((c) => [`${c.area}|${c.split}|${c.part}`, c]),
      );
      for (const area of [{ state: "US", ...facts.nation }, ...facts.states]) {
        for (const [split, parts] of [
          ["type", area.types],
          ["topic", area.topics],
          ["agency", area.agencies],
          ["day", area.days],
          ["hour", area.hours],
        ] as const) {
          for (const { key, count } of parts ?? []) {
            if (count === "withheld") continue;
            const cell = truth.get(`${area.state}|${split}|${key}`);
            expect(count).toBe(cell?.complaints ?? 0);
            if (cell) expect(cell.sessions).toBeGreaterThanOrEqual(11);
          }
        }
      }
    },
  );
});

describe("cells of a month", () => {
  it("show a zero as a zero where the area's parts are shown", () => {
    const rows: CellRow[] = [
      ["US", "total", "", 120],
      ["KS", "total", "", 120],
      ["US", "type", "robocall", 120],
      ["KS", "type", "robocall", 120],
    ].map(([area, split, part, n]) => ({
      area: String(area),
      split: String(split),
      part: String(part),
      ...people(Number(n)),
    }));
    const month = publishMonth(
      rows,
      ["KS", "TX"],
      [{ split: "type", has_nation: true, has_areas: true }],
      "public",
    );
    expect(month.total("TX")).toBe(0);
    expect(month.split("TX", "type")).toBeNull();
    expect(month.split("KS", "type")!.parts).toEqual([{ part: "robocall", count: 120 }]);
  });
});
