import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { newWorkspace, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";

const header =
  "number,frn,business_name,foreign_voice_provider,implementation,gateway_provider_choice,last_updated";

/** A copy of the database: filings as number, name, whether foreign, implementation and last update. */
function copyOf(
  name: string,
  filings: readonly (readonly [number, string, boolean, string, string])[],
) {
  const path = join(temporaryFolder(), `${name}.csv`);
  const lines = filings.map(
    ([n, business, foreign, implementation, updated]) =>
      `RMD${String(n).padStart(7, "0")},${String(n).padStart(10, "0")},${business},${foreign ? "Yes" : "No"},${implementation},No,${updated}`,
  );
  writeFileSync(path, [header, ...lines, ""].join("\n"));
  return path;
}

describe("copies of the Robocall Mitigation Database", () => {
  it("tell what was filed, changed, removed and filed again between them", async () => {
    const workspace = await newWorkspace();
    const others = Array.from(
      { length: 20 },
      (_, i) => [100 + i, `Other ${i}`, false, "Complete", "2024-01-05"] as const,
    );
    const first = [
      [1, "Alpha", false, "Partial", "2024-01-02"],
      [2, "Beta", false, "Complete", "2024-01-03"],
      ...others,
    ] as const;
    // In any order: the copies' own days count. Foreign filers are in the third and the fourth copy alone.
    const copies = [
      copyOf("rmd-2024-04-01", [
        ...others,
        [1, "Alpha", false, "Complete", "2024-02-20"],
        [2, "Beta", false, "Complete", "2024-03-30"],
        [3, "Gamma", false, "Complete", "2024-02-10"],
      ]),
      copyOf("rmd-2024-01-10", first),
      copyOf("rmd-2024-03-01", [
        ...others,
        [1, "Alpha", false, "Complete", "2024-02-20"],
        [3, "Gamma", false, "Complete", "2024-02-10"],
        [4, "Abroad", true, "Partial", "2024-01-01"],
      ]),
      // A copy of a few filings: what it lacks is not removed.
      copyOf("rmd-2024-05-01", [[1, "Alpha", false, "Complete", "2024-04-28"]]),
    ];
    const { errors, loads } = await loadPaths(workspace, copies, { runDate });
    expect(errors).toEqual([]);
    expect(loads.map((load) => load.rows_rejected)).toEqual([0, 0, 0, 0]);
    const rows = await rowsOf(
      workspace,
      "select filing_number[-1:] as n, event, after_day::varchar as after_day, by_day::varchar as by_day, changed from rmd_history order by by_day, n",
    );
    expect(rows).toEqual([
      {
        n: "1",
        event: "changed",
        after_day: "2024-01-10",
        by_day: "2024-03-01",
        changed: ["implementation", "last_updated"],
      },
      { n: "2", event: "removed", after_day: "2024-01-10", by_day: "2024-03-01", changed: null },
      { n: "3", event: "filed", after_day: "2024-01-10", by_day: "2024-03-01", changed: null },
      {
        n: "2",
        event: "refiled",
        after_day: "2024-03-01",
        by_day: "2024-04-01",
        changed: ["last_updated"],
      },
      {
        n: "1",
        event: "changed",
        after_day: "2024-04-01",
        by_day: "2024-05-01",
        changed: ["last_updated"],
      },
    ]);
    workspace.close();
  });
});
