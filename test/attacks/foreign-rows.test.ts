import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadPaths, type LoadOptions } from "../../loaders/load.ts";
import { maskObscene, maskPrivate } from "../../src/analysis/campaigns/private-words.ts";
import { readTranscript } from "../../src/analysis/campaigns/extract.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { newWorkspace, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";

// Attacks by rows that are dated, named or worded as no row should be.

function load(workspace: Workspace, lines: readonly string[], options: Partial<LoadOptions> = {}) {
  const path = join(temporaryFolder(), "rows.csv");
  writeFileSync(path, `${lines.join("\n")}\n`);
  return loadPaths(workspace, [path], { runDate, ...options });
}

const callHeader = "call_id,provider_id,start_time,calling_number,called_number,duration_s";
const ftcHeader =
  "Company_Phone_Number,Created_Date,Violation_Date,Consumer_City,Consumer_State,Consumer_Area_Code,Subject,Recorded_Message_Or_Robocall";

it("one row in the future is rejected, and moves nothing", async () => {
  const workspace = await newWorkspace();
  const calls = await load(workspace, [
    callHeader,
    "a,P1,2024-03-05T12:00:00Z,+13165550123,+19133334444,1",
    "b,P1,2097-03-05T12:00:00Z,+13165550123,+19133334444,1",
  ]);
  expect(calls.loads[0]).toMatchObject({ rows_loaded: 1, rows_rejected: 1 });
  expect(calls.loads[0]!.last_at).toMatch(/^2024-03-05/);
  const complaints = await load(workspace, [
    ftcHeader,
    "7855550123,2024-03-01 10:00:00,,Topeka,Kansas,785,Other,Y",
    "7855550123,2042-03-01 10:00:00,,Topeka,Kansas,785,Other,Y",
  ]);
  expect(complaints.loads[0]).toMatchObject({ rows_loaded: 1, rows_rejected: 1 });
  const reasons = await rowsOf(workspace, "select distinct reason from rejects");
  expect(reasons).toEqual([{ reason: "dated_after_load" }]);
  workspace.close();
});

it("a run date before the rows' own dates rejects none of them", async () => {
  const workspace = await newWorkspace();
  const { loads } = await load(
    workspace,
    [callHeader, "a,P1,2024-03-05T12:00:00Z,+13165550123,+19133334444,1"],
    { runDate: new Date("2023-01-01T00:00:00Z") },
  );
  expect(loads[0]).toMatchObject({ rows_loaded: 1, rows_rejected: 0 });
  workspace.close();
});

it("a file that is loaded for one provider cannot replace another's records", async () => {
  const workspace = await newWorkspace();
  const row = (provider: string, customer: string) =>
    `a,${provider},2024-03-05T12:00:00Z,+13165550123,+19133334444,1,${customer}`;
  const header = `${callHeader},customer_id`;
  await load(workspace, [header, row("PA", "the-customer")]);
  const { loads, errors } = await load(workspace, [header, row("PA", "innocent")], {
    provider: "PB",
  });
  expect(loads).toEqual([]);
  expect(errors[0]!.message).toMatch(
    /loaded with --provider PB, but it would replace 1 records of PA/,
  );
  expect(await rowsOf(workspace, "select customer_id from call_legs")).toEqual([
    { customer_id: "the-customer" },
  ]);
  const own = await load(workspace, [header, row("PB", "other")], { provider: "PB" });
  expect(own.errors).toEqual([]);
  workspace.close();
});

it("the same complaints in other spellings of time, number, case and blanks count once", async () => {
  const workspace = await newWorkspace();
  // Two people may report the same call in the same second: the same row twice is two complaints.
  const written = [
    "7855550123,2024-03-01 10:00:00,2024-03-01 09:00:00,Topeka,Kansas,785,Other,Y",
    "7855550123,2024-03-01 10:00:00,2024-03-01 09:00:00,Topeka,Kansas,785,Other,Y",
    "7855550199,2024-03-01 10:00:01,,Wichita,Kansas,316,Dropped call or no message,N",
  ];
  const spellings = [
    (row: string) => row,
    (row: string) => row.replaceAll(/(\d) (\d\d:)/g, "$1T$2"),
    (row: string) => row.replaceAll(/:(\d\d),/g, ":$1.0,"),
    (row: string) => row.replaceAll("Kansas", "Kansas "),
    (row: string) => row.replace(/^(...)(...)/, "($1) $2-").toUpperCase(),
    (row: string) => row.replaceAll(/2024-03-01/g, "3/1/2024"),
  ];
  for (const [i, spell] of spellings.entries()) {
    const { loads, errors } = await load(workspace, [ftcHeader, ...written.map(spell)]);
    expect(errors).toEqual([]);
    expect(loads[0], written.map(spell).join("\n")).toMatchObject(
      i === 0 ? { rows_loaded: 3, rows_duplicate: 0 } : { rows_loaded: 0, rows_duplicate: 3 },
    );
  }
  workspace.close();
});

it("long runs of digits, letters and words are read in one pass", () => {
  // A step that is quadratic in these takes minutes: the test's own limit ends it.
  for (const unit of ["1", "a", "é", "1 ", "a.", "a@", "one ", "s", "a dot ", " at ", "$", "社"]) {
    const text = `${unit.repeat(Math.ceil(1_000_000 / unit.length))}!x`;
    for (const step of [maskPrivate, maskObscene]) step(text.slice(0, 200_000));
    readTranscript(text.slice(0, 200_000));
  }
});
