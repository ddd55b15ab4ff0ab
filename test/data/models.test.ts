import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { analyze } from "../../src/cli/analyze.ts";
import { runChecks } from "../../src/data/models.ts";
import { publishedTables } from "../../src/data/published-tables.ts";
import { Session } from "../../src/data/session.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { newWorkspace } from "../workspaces.ts";

let sample: Session;
let empty: Workspace;
beforeAll(async () => {
  sample = await Session.open(join(inject("sample"), "warehouse.duckdb"), {
    access_mode: "READ_ONLY",
  });
  empty = await newWorkspace();
});
afterAll(() => {
  sample.close();
  empty.close();
});

describe("models", () => {
  it("bind and run on an empty workspace", async () => {
    const report = await analyze(empty);
    expect(report).toMatchObject({ months: [], campaigns: 0, recordings: 0 });
    expect(report.checks.filter((c) => c.failing_rows > 0)).toEqual([]);
  });

  it("hold every check on the sample", async () => {
    const results = await runChecks(sample);
    expect(results.length).toBeGreaterThan(8);
    for (const result of results) expect(result).toMatchObject({ failing_rows: 0 });
  });

  it("catch what must not be: a check fails when its rule is broken", async () => {
    const broken = await newWorkspace();
    await broken.session.run("insert into rejects values ('nowhere', 1, 'x', 'y')");
    await broken.session
      .run(`insert into raw.complaints select 'twice', 'FTC', timestamp '2024-01-01', 'unstated', null, null,
      '8005551234', null, null, null, null, null, 'KS', null, null, null, 'live', null, null, 'l' from range(2)`);
    const failed = (await runChecks(broken.session).catch((e: Error) => e)) as
      Awaited<ReturnType<typeof runChecks>> | Error;
    // Models that no run has built yet cannot be checked: build them first.
    if (failed instanceof Error) await analyze(broken);
    const names = (await runChecks(broken.session))
      .filter((c) => c.failing_rows > 0)
      .map((c) => c.check);
    broken.close();
    expect(names).toEqual(
      expect.arrayContaining(["every_complaint_is_loaded_once", "numbers_are_e164_or_explained"]),
    );
  });

  it("count a month as the FTC's file does", async () => {
    const row = await sample.row<Record<string, number>>(
      "select complaints, robocalls, live_calls, type_unknown, rank, rank_low, rank_high from state_months where state = 'CA' and month = '2019-12'",
    );
    expect(row).toEqual({
      complaints: 2638,
      robocalls: 1884,
      live_calls: 734,
      type_unknown: 20,
      rank: 19,
      rank_low: 5,
      rank_high: 36,
    });
    const all = await sample.row<{ n: number }>(
      "select sum(complaints)::bigint as n from state_months where month = '2019-12'",
    );
    expect(all!.n, "50 of 20,508 complaints name no state; one of these has a US area code").toBe(
      20459,
    );
  });

  it("find the call-back number that some 25 recordings speak", async () => {
    const row = await sample.row<{ n: number }>(
      "select count(*) as n from recording_callbacks where callback_number = '+18333041447'",
    );
    expect(row!.n).toBeGreaterThanOrEqual(25);
  });
});

describe("docs/tables.md", () => {
  it("documents every column of every published table", async () => {
    const text = readFileSync(new URL("../../docs/tables.md", import.meta.url), "utf8");
    for (const table of publishedTables) {
      const section = new RegExp(`^## ${table}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, "m").exec(
        text,
      )?.[1];
      expect(section, `docs/tables.md lacks ## ${table}`).toBeTruthy();
      const documented = [...section!.matchAll(/^\| `(\w+)` *\|/gm)].map((m) => m[1]);
      const columns = await sample.rows<{ column_name: string }>(
        `select column_name from (describe ${table})`,
      );
      expect(documented, table).toEqual(columns.map((c) => c.column_name));
    }
  });
});
