import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { unload } from "../../loaders/unload.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { openPublished } from "../../src/pipeline/published.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { newWorkspace, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";

const at = runDate.toISOString();
const header = "call_id,provider_id,start_time,calling_number,called_number,duration_s";
const call = (id: string, duration: number) =>
  `${id},P1,2024-03-05T12:00:00Z,+13165550123,+19133334444,${duration}`;

async function load(workspace: Workspace, name: string, text: string): Promise<string> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  const report = await loadPaths(workspace, [path], { runDate });
  expect(report.errors).toEqual([]);
  return report.loads[0]!.load_id;
}

const legs = (workspace: Workspace) =>
  rowsOf(workspace, "select call_id, duration_s from call_legs order by call_id");

describe("unload", () => {
  it("takes a load of call records back, and what it superseded holds again", async () => {
    const workspace = await newWorkspace();
    await load(workspace, "a.csv", [header, call("x", 1), call("y", 1)].join("\n"));
    const second = await load(workspace, "b.csv", [header, call("x", 2), call("z", 2)].join("\n"));
    await load(workspace, "c.csv", [header, call("y", 3)].join("\n"));
    expect(await legs(workspace)).toEqual([
      { call_id: "x", duration_s: 2 },
      { call_id: "y", duration_s: 3 },
      { call_id: "z", duration_s: 2 },
    ]);
    const [taken] = await unload(workspace, [second], at);
    expect(taken).toMatchObject({ rows: 2, restored: 1 });
    expect(await legs(workspace)).toEqual([
      { call_id: "x", duration_s: 1 },
      { call_id: "y", duration_s: 3 },
    ]);
    workspace.close();
  });

  it("keeps the middle of three versions out, where the first is taken back", async () => {
    const workspace = await newWorkspace();
    const first = await load(workspace, "a.csv", [header, call("x", 1)].join("\n"));
    await load(workspace, "b.csv", [header, call("x", 2)].join("\n"));
    await load(workspace, "c.csv", [header, call("x", 3)].join("\n"));
    await unload(workspace, [first], at);
    expect(await legs(workspace)).toEqual([{ call_id: "x", duration_s: 3 }]);
    expect(await rowsOf(workspace, "select duration_s from superseded_legs")).toEqual([
      { duration_s: 2 },
    ]);
    workspace.close();
  });

  it("gives back rows that were duplicates of the load's, and every load still adds up", async () => {
    const workspace = await newWorkspace();
    const ftc =
      "Company_Phone_Number,Created_Date,Violation_Date,Consumer_City,Consumer_State,Consumer_Area_Code,Subject,Recorded_Message_Or_Robocall";
    const row = (n: number) => `785555${1000 + n},2024-03-01 10:00:00,,Topeka,Kansas,785,Other,Y`;
    const day = await load(workspace, "day.csv", [ftc, row(1), row(2)].join("\n"));
    const again = await load(workspace, "again.csv", [ftc, row(2), row(3)].join("\n"));
    expect(workspace.catalog.load(again)).toMatchObject({ rows_loaded: 1, rows_duplicate: 1 });
    await unload(workspace, [day], at);
    expect(workspace.catalog.load(again)).toMatchObject({ rows_loaded: 2, rows_duplicate: 0 });
    expect(await rowsOf(workspace, "select count(*) as n from complaints")).toEqual([{ n: 2 }]);
    await runPipeline(workspace, { runDate });
    const { manifest, close } = await openPublished(workspace);
    close();
    expect(manifest.checks.filter((check) => check.failing_rows > 0)).toEqual([]);
    workspace.close();
  });

  it("leaves the workspace as if the load had never been", async () => {
    const folder = join(temporaryFolder(), "in");
    mkdirSync(folder);
    writeFileSync(join(folder, "a.csv"), [header, call("x", 1), call("y", 1)].join("\n"));
    const workspace = await newWorkspace();
    await loadPaths(workspace, [folder], { runDate });
    const before = (await runPipeline(workspace, { runDate })).published!.run;
    const wrong = await load(workspace, "b.csv", [header, call("x", 9), call("q", 9)].join("\n"));
    expect((await runPipeline(workspace, { runDate })).published!.run).not.toBe(before);
    await unload(workspace, [wrong], at);
    expect((await runPipeline(workspace, { runDate })).published!.run).toBe(before);
    workspace.close();
  });

  it("refuses an id that is no load", async () => {
    const workspace = await newWorkspace();
    await expect(unload(workspace, ["0123456789abcdef"], at)).rejects.toThrow(/no such load/);
    workspace.close();
  });
});

describe("record numbers", () => {
  it("count every record of a file, also those that could not be split, in each file of a batch", async () => {
    const folder = join(temporaryFolder(), "in");
    mkdirSync(folder);
    const file = (provider: string) =>
      [
        header,
        call("a", 1).replace("P1", provider),
        "too,few",
        call("b", 1).replace("P1", provider),
        "too,few",
        "too,few",
      ].join("\n");
    for (const name of ["one", "two", "three"])
      writeFileSync(join(folder, `${name}.csv`), file(name));
    const workspace = await newWorkspace();
    await loadPaths(workspace, [folder], { runDate });
    expect(
      await rowsOf(
        workspace,
        `select provider_id, call_id, (leg_id & 4294967295)::integer as record_no from call_legs
        order by provider_id, call_id`,
      ),
    ).toEqual(
      ["one", "three", "two"].flatMap((provider_id) => [
        { provider_id, call_id: "a", record_no: 1 },
        { provider_id, call_id: "b", record_no: 3 },
      ]),
    );
    workspace.close();
  });
});
