import { describe, expect, it } from "vitest";
import { monthFacts, type FactsOptions } from "../../src/facts/month.ts";
import type { Facts, StateFacts } from "../../src/facts/types.ts";
import { callRows, complaintsOf, monthRows } from "./literal-rows.ts";

const options = (audience: FactsOptions["audience"], is_demonstration = false): FactsOptions => ({
  audience,
  is_demonstration,
  publisher: { office: null, contact: null, license: null, corrections: null, corrections_log: [] },
  method_sha256: "0".repeat(64),
});

const stateOf = (facts: Facts, code: string): StateFacts =>
  facts.states.find((s) => s.state === code)!;

describe("facts of a month, without a database", () => {
  it("are the same for the same rows", () => {
    const rows = monthRows([
      ...complaintsOf(90, { state: "KS" }),
      ...complaintsOf(80, { state: "TX" }),
    ]);
    expect(monthFacts(rows, options("public")).facts).toEqual(
      monthFacts(rows, options("public")).facts,
    );
  });

  it("of call records alone have their site: nothing is said of complaints", () => {
    const rows = monthRows([], {
      calls: callRows([
        ["KS", "originator", 60],
        ["KS", "no_export", 40],
      ]),
    });
    const { facts } = monthFacts(rows, options("public"));
    expect(facts).toMatchObject({ has_complaints: false, has_calls: true });
    expect(facts.nation).toMatchObject({ rate: null, topics: null });
    expect(facts.tracing).toMatchObject({ calls: 100, origin_known: 60 });
    expect(stateOf(facts, "KS").calls).toMatchObject({ calls: 100, origin_known: 60 });
  });

  it("of recordings or tracebacks alone do not fail", () => {
    const rows = monthRows([]);
    const { facts, audit } = monthFacts(rows, options("public"));
    expect(facts.has_complaints).toBe(false);
    expect(audit()).toEqual([]);
  });

  it("sum before they withhold: what is known is the same in both editions", () => {
    const rows = monthRows([], {
      calls: callRows([
        ["KS", "originator", 9],
        ["KS", "foreign_upstream", 400],
        ["KS", "no_export", 800],
      ]),
    });
    for (const audience of ["public", "office"] as const)
      expect(monthFacts(rows, options(audience)).facts.tracing!.origin_known).toBe(409);
  });

  it("leave simulated calls out of a public edition, and show them in a demonstration", () => {
    const rows = monthRows(complaintsOf(90, { state: "KS" }), {
      calls: callRows([["KS", "originator", 60]], true),
      responses: [
        { response_status: "no_response", rule_applies: true, requests: 40, is_simulated: true },
        { response_status: "no_response", rule_applies: true, requests: 12, is_simulated: false },
      ],
    });
    const open = monthFacts(rows, options("public")).facts;
    expect(open.tracing).toBeNull();
    expect(stateOf(open, "KS").calls).toBeNull();
    expect(open.responses.map((r) => r.requests)).toEqual([12]);
    const shown = monthFacts(rows, options("public", true)).facts;
    expect(shown.tracing).toMatchObject({ is_simulated: true, calls: 60 });
    expect(shown.responses.map((r) => r.requests)).toEqual([52]);
  });

  it("refuse a public month of which nothing may be shown", () => {
    const rows = monthRows(complaintsOf(7, { state: "KS" }));
    expect(() => monthFacts(rows, options("public"))).toThrow(
      /too few complaints are loaded for 2024-03/,
    );
    expect(monthFacts(rows, options("office")).facts.nation.complaints).toBe(7);
  });

  it("tell days that are covered from days that are cut and days without a file", () => {
    const rows = monthRows([
      ...complaintsOf(60, { state: "KS", day: 4 }),
      ...complaintsOf(20, { state: "KS", day: 5 }),
    ]);
    const cut = { ...rows, days: rows.days.map((d) => ({ ...d, is_cut: d.day.endsWith("05") })) };
    const { coverage } = monthFacts(cut, options("public")).facts.nation;
    expect(coverage.days.slice(2, 6)).toEqual(["none", "covered", "cut", "none"]);
    expect(coverage.days_covered).toBe(1);
  });

  it("compare two whole months of one agency, and say why others cannot be compared", () => {
    const month = (name: string, days_covered = 31, agencies = ["FTC"]) => ({
      month: name,
      complaints: 1000,
      agencies,
      days_covered,
      days_counted: days_covered,
      complaints_with_city: 1000,
      days_in_month: 31,
    });
    const rows = monthRows(complaintsOf(90, { state: "KS" }));
    const change = (...coverage: ReturnType<typeof month>[]) =>
      stateOf(monthFacts({ ...rows, coverage }, options("office")).facts, "KS").change;
    const march = month("2024-03");
    expect(change(march)).toEqual({ before: "2024-02", reason: "not_loaded" });
    expect(change(month("2024-02", 3), march)).toMatchObject({ reason: "partial" });
    expect(change(month("2024-02", 31, ["FCC"]), march)).toMatchObject({
      reason: "agencies_differ",
    });
    const before = [
      ...rows.totals,
      ...rows.totals.map((c) => ({ ...c, month: "2024-02", complaints: 30, sessions: 30 })),
    ];
    const days = ["2024-02", "2024-03"].flatMap((m) =>
      Array.from({ length: 28 }, (_, i) => ({
        month: m,
        agency: "FTC",
        day: `${m}-${String(i + 1).padStart(2, "0")}`,
        complaints: 100,
        is_cut: false,
        counted_share: 1,
      })),
    );
    const compared = stateOf(
      monthFacts(
        { ...rows, days, totals: before, coverage: [month("2024-02"), march] },
        options("office"),
      ).facts,
      "KS",
    ).change;
    expect(compared).toMatchObject({ is_change: true });
    expect((compared as { value: number }).value).toBeCloseTo(3, 1);
  });
});
