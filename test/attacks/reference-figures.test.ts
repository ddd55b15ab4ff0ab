import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { newWorkspace, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";

// Attacks by reference files: a figure that is none is rejected by its line, and the others stay.

const figure = (period: string, value: string) =>
  `FTC,complaints,${period},year,${value},complaints,exact,`;

interface Case {
  lines: (states: string[]) => string[];
  format: string;
  loaded: number;
  reasons: [line: number, reason: string][];
  kept: [sql: string, rows: Record<string, unknown>[]];
}

const cases: Record<string, Case> = {
  "published figures that are no numbers": {
    format: "published-figures",
    lines: () => [
      "publisher,series,period,period_kind,value,unit,exactness,note",
      figure("1991", "inf"),
      figure("1992", "-inf"),
      figure("1993", "nan"),
      figure("1994", "1e999"),
      figure("1995", "-1"),
      figure("1996", ""),
      figure("1997", "12 or 13"),
      figure("1998", "0x10"),
      figure("1999", "42"),
      figure("1990", "1").replace("FTC", " "),
    ],
    loaded: 1,
    reasons: [
      ...Array.from({ length: 8 }, (_, i) => [i + 2, "bad_value"] as [number, string]),
      [11, "blank_series"],
    ],
    kept: ["select period, value from published_figures", [{ period: "1999", value: 42 }]],
  },
  "populations of no place, of no number, and of one place twice": {
    format: "census-population",
    lines: (states) => [
      "state,name,population_2020",
      "ZZ,Nowhere,5",
      "'; drop table loads; --,Kansas,5",
      "KS,Kansas,1e999",
      "KS,Kansas,nan",
      "KS,Kansas,9223372036854775808",
      "KS,Kansas,",
      ...states.map((state) => `${state},x,1000`),
      "KS,Kansas,2000",
    ],
    loaded: 57,
    reasons: [
      [2, "unknown_state"],
      [3, "unknown_state"],
      ...[4, 5, 6, 7].map((line) => [line, "bad_population"] as [number, string]),
    ],
    kept: ["select population, count(*) over () as n from stg_populations where state = 'KS'", [{ population: 2000, n: 1 }]],
  },
}; // prettier-ignore

describe("a reference file with", () => {
  it.each(Object.keys(cases))("%s", async (what) => {
    const { lines, format, loaded, reasons, kept } = cases[what]!;
    const workspace = await newWorkspace();
    const file = join(temporaryFolder(), "figures.csv");
    const states = await rowsOf<{ state: string }>(workspace, "select state from jurisdictions");
    const all = lines(states.map(({ state }) => state));
    writeFileSync(file, `${all.join("\n")}\n`);
    const report = await loadPaths(workspace, [file], { runDate });
    expect(report.errors).toEqual([]);
    expect(report.loads).toEqual([
      expect.objectContaining({ format, rows_loaded: loaded, rows_rejected: reasons.length }),
    ]);
    const rejects = await rowsOf<{ line: number; reason: string }>(
      workspace,
      "select line, reason from rejects order by line",
    );
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual(reasons);
    expect(await rowsOf(workspace, kept[0])).toEqual(kept[1]);
    workspace.close();
  });
});
