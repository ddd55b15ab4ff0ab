import { beforeAll, describe, expect, it } from "vitest";
import { hourTitle, mapTitle } from "../../src/facts/wording/titles.ts";
import {
  changeSentence,
  nationHeadline,
  stateCallsSentence,
  stateHeadline,
} from "../../src/facts/wording/sentences.ts";
import { isShown } from "../../src/facts/disclosure/suppression.ts";
import type { Count, Facts, StateFacts } from "../../src/facts/types.ts";
import { sampleFacts } from "../sample-facts.ts";

let open: Facts;
let office: Facts;
beforeAll(async () => {
  open = await sampleFacts("public");
  office = await sampleFacts("office");
});

const state = (facts: Facts, code: string): StateFacts =>
  facts.states.find((s) => s.state === code)!;

describe("facts of a month", () => {
  it("add up: states and unplaced complaints make the nation", () => {
    const placed = office.states.reduce((sum, s) => sum + (s.complaints as number), 0);
    expect(placed + (office.nation.complaints_without_state as number)).toBe(
      office.nation.complaints,
    );
  });

  it("add up: the parts of every split make the whole, in both editions", () => {
    for (const facts of [open, office]) {
      for (const area of [facts.nation, ...facts.states]) {
        if (!isShown(area.complaints)) continue;
        for (const split of [area.by_type, area.by_agency, area.topics]) {
          expect(split.reduce((sum, part) => sum + part.complaints, 0)).toBe(area.complaints);
        }
      }
    }
  });

  it("show the public nothing of a jurisdiction whose count is withheld", () => {
    for (const s of open.states.filter((one) => one.complaints === "withheld")) {
      expect(s).toMatchObject({
        rate: null,
        rank: null,
        by_type: [],
        topics: [],
        area_codes: [],
        days: [],
      });
    }
    expect(open.states.filter((s) => s.complaints === "withheld").map((s) => s.state)).toEqual([
      "AK",
      "GU",
      "MP",
    ]);
  });

  it("count a call once, apart from the records of it, and name no provider to the public", () => {
    for (const facts of [open, office]) {
      const { tracing } = facts;
      expect(tracing!.ends.reduce((sum, end) => sum + end.complaints, 0)).toBe(tracing!.calls);
      expect(tracing!.call_records).toBeGreaterThan(tracing!.calls);
      for (const { calls } of facts.states) {
        if (!calls || !isShown(calls.calls)) continue;
        expect(calls.call_records).toBeGreaterThanOrEqual(calls.calls);
        if (isShown(calls.origin_known))
          expect(calls.origin_known).toBeLessThanOrEqual(calls.calls);
      }
    }
    expect(open.tracing!.named).toBeNull();
    expect(office.tracing!.named!.clocks.length).toBeGreaterThan(10);
    expect(JSON.stringify(open.tracing)).not.toMatch(/SIM\d/);
    const cells = open.states.flatMap(({ calls }) =>
      calls ? [calls.calls, calls.call_records, calls.origin_known] : [],
    );
    expect(cells.filter((n) => isShown(n) && n > 0 && n < 11)).toEqual([]);
    expect(cells.filter((n) => !isShown(n)).length).toBeGreaterThan(5);
    const shown = office.states.reduce((sum, s) => sum + ((s.calls?.calls as number) ?? 0), 0);
    expect(shown, "the rest has no state").toBeLessThanOrEqual(office.tracing!.calls);
    expect(stateCallsSentence(state(open, "CA"))).toMatch(
      /^Simulated, not real: providers that export .* saw \d+ calls to California in December 2019, in \d+ records/,
    );
  });

  it("hold no public cell from 1 to 10 anywhere", () => {
    const cells: Count[] = [];
    for (const area of [open.nation, ...open.states]) {
      cells.push(area.complaints, area.timed, area.timed_outside, ...area.hours);
      cells.push(...area.days.map((d) => d.complaints));
      for (const split of [area.by_type, area.by_agency, area.topics, area.area_codes])
        cells.push(...split.map((p) => p.complaints));
    }
    cells.push(
      ...open.campaigns.flatMap((c) => [c.complaints, ...c.states.map((s) => s.complaints)]),
    );
    cells.push(...open.states.flatMap((s) => s.history.map((h) => h.complaints)));
    for (const cell of cells)
      if (isShown(cell)) expect(cell === 0 || cell >= 11, String(cell)).toBe(true);
  });

  it("do not say that nothing fell outside lawful hours where the hours are withheld", () => {
    expect(state(open, "KS").timed_outside).toBe("withheld");
    expect(hourTitle(state(open, "KS"))).toContain("is withheld");
    expect(hourTitle(state(office, "KS"))).toMatch(/[1-9]\d? % fall outside/);
  });

  it("say zero, withheld and a number in different words", () => {
    expect(stateHeadline(state(open, "AS"))).toMatch(
      /^No complaint about unwanted calls from American Samoa/,
    );
    expect(stateHeadline(state(open, "GU"))).toMatch(/^Fewer than 11 complaints/);
    expect(stateHeadline(state(office, "GU"))).toMatch(/reported 1 unwanted call /);
    expect(nationHeadline(open.nation)).toContain("20,508 unwanted calls");
  });

  it("let nothing be had by subtracting the jurisdictions from the nation", () => {
    for (const topic of open.nation.topics.filter((t) => !t.label.startsWith("all other"))) {
      const holding = office.states.filter((s) => s.topics.some((t) => t.label === topic.label));
      const hiding = holding.filter(
        (s) => !state(open, s.state).topics.some((t) => t.label === topic.label),
      );
      if (hiding.length === 0) continue;
      const hidden = hiding.reduce(
        (sum, s) => sum + s.topics.find((t) => t.label === topic.label)!.complaints,
        0,
      );
      expect(hidden, topic.label).toBeGreaterThanOrEqual(11);
    }
  });

  it("refuse a public month of which nothing may be shown", async () => {
    await expect(sampleFacts("public", "2015-07")).rejects.toThrow(
      /fewer than 11 complaints are loaded for 2015-07/,
    );
    expect((await sampleFacts("office", "2015-07")).nation.complaints).toBe(2);
  });

  it("compare two whole months next to each other and no others", () => {
    const ca = state(office, "CA");
    const month = (name: string, complaints: number, days_covered = 30) => ({
      month: name,
      complaints,
      days_covered,
      days_in_month: 30,
      agencies: ["FTC"],
    });
    const said = (...history: StateFacts["history"]) => changeSentence({ ...ca, history });
    expect(changeSentence(state(open, "CA"))).toBe(
      "The month before is not loaded, so there is no change to tell.",
    );
    expect(said(month("2024-10", 100), month("2024-12", 100))).toMatch(
      /^The month before is not loaded/,
    );
    expect(said(month("2024-11", 100, 1), month("2024-12", 3100))).toBe(
      "November 2024 is covered in part, so there is no change to tell.",
    );
    expect(said(month("2024-11", 100), month("2024-12", 134))).toMatch(
      /^That is 34 more than in November 2024, more of a change than chance alone would do \(p = 0\.03\d\)\.$/,
    );
    expect(said(month("2024-11", 100), month("2024-12", 110))).toMatch(
      /^That is 10 more than in November 2024; chance alone would do as much/,
    );
    expect(said(month("2023-12", 100), month("2024-01", 100))).toMatch(
      /^That is as many as in December 2023/,
    );
    expect(said(month("2024-11", 100), { ...month("2024-12", 134), agencies: ["FCC"] })).toMatch(
      /different agencies/,
    );
  });

  it("name a leader only among counts that are shown, and only where it stands apart", () => {
    const rated = (
      code: string,
      complaints: number,
      value: number,
      low: number,
      high: number,
      rank: number,
    ) => ({
      ...state(office, code),
      complaints,
      rate: { value, low, high },
      rank: { rank, low: 1, high: 3, of: 3 },
    });
    const ohio = rated("OH", 300, 2.5, 2.2, 2.8, 1);
    const kansas = rated("KS", 30, 1, 0.7, 1.4, 2);
    const none = rated("VI", 0, 0, 0, 4, 3);
    expect(mapTitle([ohio, kansas, none])).toBe("Ohio has the highest rate, 2.5 per 100,000");
    expect(mapTitle([ohio, { ...kansas, rate: { value: 1, low: 0.2, high: 2.4 } }])).toContain(
      "1 other is too close to tell apart",
    );
    expect(
      mapTitle([ohio, { ...kansas, complaints: "withheld", rate: null, rank: null }]),
    ).toContain("among jurisdictions whose count is shown");
    expect(mapTitle([none])).toBe("Too few complaints to compare jurisdictions");
  });
});
