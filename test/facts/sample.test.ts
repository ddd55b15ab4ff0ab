import { shippedFormats } from "../../loaders/columns/shipped-maps.ts";
import { formats } from "../../loaders/formats/index.ts";
import { evidenceOf, loadFacts } from "../../src/facts/loads.ts";
import { monthRows } from "./literal-rows.ts";
import { sessionSentence } from "../../src/facts/wording/complaints.ts";
import { stateLimits } from "../../src/facts/wording/limits.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { isShown } from "../../src/facts/disclosure/rules.ts";
import type { Count, Facts, Part } from "../../src/facts/types.ts";
import type { MonthFacts } from "../../src/facts/month.ts";
import { sampleFacts, sampleMonth } from "../sample-facts.ts";

let month: MonthFacts;
let open: Facts;
let office: Facts;
let shown: MonthFacts;
beforeAll(async () => {
  month = await sampleMonth("public");
  open = month.facts;
  office = await sampleFacts("office");
  shown = await sampleMonth("public", { demonstration: true });
});

const sum = (parts: readonly Part[]) => parts.reduce((n, p) => n + (p.count as number), 0);

describe("facts of the sample", () => {
  it("add up: states and unplaced complaints make the nation, and parts make the whole", () => {
    const placed = office.states.reduce((n, s) => n + (s.complaints as number), 0);
    expect(placed + (office.nation.unplaced as number)).toBe(office.nation.complaints);
    for (const area of [office.nation, ...office.states]) {
      for (const parts of [area.types, area.agencies, area.topics, area.days])
        if (parts) expect(sum(parts)).toBe(area.complaints);
    }
  });

  it("pass the audit in every month and edition that the public sees", async () => {
    expect(month.audit()).toEqual([]);
    expect(shown.audit()).toEqual([]);
    expect((await sampleMonth("public", { month: "2016-05" })).audit()).toEqual([]);
  });

  it("hold no public count from 1 to 10 anywhere", () => {
    const counts: Count[] = [];
    const collect = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(collect);
      else if (value !== null && typeof value === "object") {
        for (const [key, of] of Object.entries(value)) {
          if (
            [
              "count",
              "complaints",
              "sessions",
              "calls",
              "requests",
              "recordings",
              "timed",
            ].includes(key)
          )
            counts.push(of as Count);
          collect(of);
        }
      }
    };
    collect([open, shown.facts]);
    expect(counts.length).toBeGreaterThan(5000);
    expect(counts.filter((n) => isShown(n) && n > 0 && n < 11)).toEqual([]);
  });

  it("show the public nothing of a jurisdiction whose count is withheld", () => {
    const hidden = open.states.filter((s) => s.complaints === "withheld");
    expect(hidden.map((s) => s.state)).toEqual(expect.arrayContaining(["GU", "MP"]));
    for (const s of hidden)
      expect(s).toMatchObject({
        sessions: "withheld", rate: null, rank: null, types: null, topics: null, area_codes: null, days: null, hours: null,
      }); // prettier-ignore
  });

  it("rank alike in both editions", () => {
    expect(office.states.map((s) => s.rank)).toEqual(open.states.map((s) => s.rank));
    expect(open.states.filter((s) => s.rank).every((s) => s.rank!.of === 51)).toBe(true);
  });

  it("hold nothing simulated in the public edition, and mark it in the demonstration", () => {
    expect(open.tracing).toBeNull();
    expect(open.responses).toEqual([]);
    expect(open.loads.some((l) => l.is_simulated)).toBe(false);
    expect(JSON.stringify(open)).not.toMatch(/simulated, not real|SIM\d/);
    expect(shown.facts.tracing).toMatchObject({ is_simulated: true });
    expect(shown.facts.is_demonstration).toBe(true);
  });

  it("name no file, provider or single recording to the public", () => {
    const text = JSON.stringify([open, shown.facts]);
    expect(text).not.toMatch(/dnc_complaint_numbers|carrier-cdr-2019|\.wav|SIM0\d\d/);
    expect(open.campaigns.every((c) => c.groups === null)).toBe(true);
    expect(open.campaigns.every((c) => !isShown(c.recordings) || c.recordings >= 11)).toBe(true);
    expect(office.campaigns.length).toBe(open.campaigns.length + open.campaigns_not_shown);
  });

  it("put no obscene word, called name or unaccepted number into a script or label", () => {
    for (const c of open.campaigns) {
      expect(c.label).not.toMatch(/fuck|grandpa|calderon/i);
      expect(c.script ?? "").not.toMatch(/fuck|calderon|\d{3}[\s.-]?\d{4}/i);
    }
  });

  it("find the call-back that 26 recordings speak", () => {
    const numbers = office.campaigns.flatMap((c) => c.callbacks);
    const found = numbers.filter((n) => n.number === "+18333041447");
    expect(found.reduce((sum, n) => sum + (n.recordings as number), 0)).toBe(26);
    expect(open.campaigns.some((c) => c.callbacks.some((n) => n.number === "+18333041447"))).toBe(
      true,
    );
  });

  it("compare whole months of reduced records, and say what these do not tell", async () => {
    const { facts, audit } = await sampleMonth("public", { month: "2020-10" });
    expect(audit()).toEqual([]);
    const { nation, states } = facts;
    expect(nation).toMatchObject({
      complaints: 368_663,
      not_recorded: ["type", "topic", "hour", "session"],
      types: null,
      topics: null,
      hours: null,
    });
    // Labor Day is quiet, not cut.
    expect(nation.history.slice(-2)).toMatchObject([
      { month: "2020-09", days_covered: 30, days_counted: 30 },
      { month: "2020-10", days_covered: 31, days_counted: 31 },
    ]);
    expect(states.filter((s) => s.change && "value" in s.change).length).toBeGreaterThan(45);
    const texas = states.find((s) => s.state === "TX")!;
    expect(stateLimits(facts, texas).join(" ")).toContain(
      "do not tell what a call was about, whether it was a robocall, at what hour it came or which complaints one person filed in a row. Intervals count every complaint",
    );
    expect(sessionSentence(texas, nation, texas.population)).toMatch(/^Per day that is 3\.20 /);
  });

  it("know what each format is evidence of", () => {
    const tables = { complaints: "complaints", recordings: "recordings", call_legs: "calls" };
    for (const { name, table } of [...formats, ...shippedFormats()])
      expect(evidenceOf(name), name).toBe(tables[table as keyof typeof tables] ?? "other");
  });

  it("say which days a publisher loaded twice, without how many complaints", () => {
    const load = {
      load_id: "x", format: "ftc-api", title: "t", publisher: "p", file_name: "f", file_sha256: "s", rows_read: 4000,
      rows_loaded: 4000, rows_duplicate: 0, rows_rejected: 0, first_at: null, last_at: null, file_date: null,
      reject_limit: 0.01, is_simulated: false,
      notes: ["the publisher loaded whole days twice; their 3188 second copies are kept and not counted: 2020-05-25 (3188)"],
    }; // prettier-ignore
    const [shown] = loadFacts({ ...monthRows([]), loads: [load] }, "public", false);
    expect(shown).toMatchObject({ doubled_days: ["2020-05-25"], notes: [], rows: null });
    expect(JSON.stringify(shown)).not.toContain("3188");
  });

  it("refuse a public month of which nothing may be shown", async () => {
    await expect(sampleFacts("public", "2015-07")).rejects.toThrow(/too few complaints are loaded/);
    expect((await sampleFacts("office", "2015-07")).nation.complaints).toBe(2);
  });
});
