import { join } from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { Session } from "../../src/data/session.ts";
import { hourTitle } from "../../src/facts/findings.ts";
import { readFacts } from "../../src/facts/read.ts";
import { changeSentence, nationHeadline, stateHeadline } from "../../src/facts/sentences.ts";
import { isShown } from "../../src/facts/suppression.ts";
import type { Count, Facts, StateFacts } from "../../src/facts/types.ts";

let open: Facts;
let office: Facts;
beforeAll(async () => {
  const session = await Session.open(join(inject("sample"), "warehouse.duckdb"), {
    access_mode: "READ_ONLY",
  });
  const who = { publisher: "Test office", contact: "desk@example.gov" };
  open = await readFacts(session, { audience: "public", ...who });
  office = await readFacts(session, { audience: "office", ...who });
  session.close();
});

const state = (facts: Facts, code: string): StateFacts =>
  facts.states.find((s) => s.state === code)!;

describe("facts of a month", () => {
  it("add up: states and unplaced complaints make the nation", () => {
    const placed = office.states.reduce((sum, s) => sum + (s.complaints as number), 0);
    expect(placed + office.nation.complaints_without_state).toBe(office.nation.complaints);
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

  it("hold no public cell from 1 to 10 anywhere", () => {
    const cells: Count[] = [];
    for (const area of [open.nation, ...open.states]) {
      cells.push(
        area.complaints,
        area.timed,
        area.timed_outside,
        ...area.hours,
        ...area.week.flat(),
      );
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

  it("compare no month that is covered in part", () => {
    expect(changeSentence(state(open, "CA"))).toBe(
      "December 2019 is covered in part, so it cannot be set against September 2016.",
    );
    const full = { ...state(office, "CA"), days_covered: 31 };
    expect(changeSentence(full)).toMatch(/^That is [\d,]+ more than in September 2016\.$/);
  });
});
