import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { unload } from "../../loaders/unload.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { docketHere, newWorkspace, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";

// Attacks on the files of a workspace: what is lost is named with the remedy, and the remedy works.

const at = runDate.toISOString();

async function load(workspace: Workspace, name: string, lines: readonly string[]) {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  const { loads, errors } = await loadPaths(workspace, [path], { runDate });
  expect(errors).toEqual([]);
  return { path, load_id: loads[0]!.load_id };
}

const callHeader = "call_id,provider_id,start_time,calling_number,called_number,duration_s";
const call = (id: string, duration: number) =>
  `${id},P1,2024-03-05T12:00:00Z,+13165550123,+19133334444,${duration}`;
const complaintHeader =
  "Company_Phone_Number,Created_Date,Violation_Date,Consumer_City,Consumer_State,Consumer_Area_Code,Subject,Recorded_Message_Or_Robocall";
const complaint = (minute: number) =>
  `7855550123,2024-03-01 10:${minute}:00,,Topeka,Kansas,785,Other,Y`;

const kinds = [
  {
    table: "call_legs",
    ids: "select call_id as id from call_legs order by 1",
    first: [callHeader, call("x", 1), call("y", 1), call("z", 1)],
    // x is said again, y is corrected, w is new.
    second: [callHeader, call("x", 1), call("y", 2), call("w", 1)],
    left: ["w", "x", "y"],
    all: ["w", "x", "y", "z"],
  },
  {
    table: "complaints",
    ids: "select strftime(reported_at, '%M') as id from complaints order by 1",
    first: [complaintHeader, complaint(11), complaint(12), complaint(13)],
    second: [complaintHeader, complaint(11), complaint(14)],
    left: ["11", "14"],
    all: ["11", "12", "13", "14"],
  },
];

describe.each(kinds)("a lost file of $table", ({ table, ids, first, second, left, all }) => {
  it("is named with its load; unload takes that load back, and no row of another is lost", async () => {
    const workspace = await newWorkspace();
    const one = await load(workspace, "one.csv", first);
    const two = await load(workspace, "two.csv", second);
    const held = async () => (await rowsOf<{ id: string }>(workspace, ids)).map(({ id }) => id);
    expect(await held()).toEqual(all);
    const { load_no } = workspace.catalog.load(one.load_id)!;
    const lost = workspace.catalog.filesOf(table).find(({ loads }) => loads[0]![0] === load_no)!;
    rmSync(workspace.path(lost.path));
    const remedy = new RegExp(`missing.*one\\.csv.*docket unload ${one.load_id}`);
    await expect(loadPaths(workspace, [two.path], { runDate })).rejects.toThrow(remedy);
    await expect(unload(workspace, [two.load_id], at)).rejects.toThrow(remedy);
    const status = await docketHere("-w", workspace.folder, "status");
    expect(status.status).toBe(1);
    expect(status.stdout).toMatch(/two\.csv/);
    expect(status.stderr).toMatch(remedy);
    await unload(workspace, [one.load_id], at);
    expect(await held()).toEqual(left);
    await loadPaths(workspace, [one.path], { runDate });
    expect(await held()).toEqual(all);
    workspace.close();
  });
});

it("an analysis whose own files are damaged or cut is made again", async () => {
  const workspace = await newWorkspace();
  await load(workspace, "a.csv", [callHeader, call("x", 1)]);
  await runPipeline(workspace, { runDate });
  const current = (name: string) => workspace.path("published", "current", name);
  const status = () => docketHere("-w", workspace.folder, "status");
  const legs = current("loads/loads.parquet");
  const bytes = statSync(legs).size;
  for (const damage of [
    () => writeFileSync(workspace.path("verified.json"), '{"lake'),
    () => writeFileSync(current("manifest.json"), '{"run'),
    () => truncateSync(legs, 10),
    () => rmSync(legs),
    // One bit, in a file that the steps wrote and the run has under a second name.
    () => flipBit(current("leg_paths/month=2024-03/leg_paths.parquet")),
  ]) {
    damage();
    expect((await status()).status).toBe(0);
    await runPipeline(workspace, { runDate });
    expect((await status()).stdout).toMatch(/analysis is current/);
    expect(statSync(legs).size).toBe(bytes);
  }
  workspace.close();
});

function flipBit(file: string): void {
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(file, bytes);
}

it("a changed bit of a published file is told, and no page or brief is made of it", async () => {
  const workspace = await newWorkspace();
  await load(workspace, "a.csv", [callHeader, call("x", 1)]);
  await runPipeline(workspace, { runDate });
  flipBit(workspace.path("published/current/leg_paths/month=2024-03/leg_paths.parquet"));
  const status = await docketHere("-w", workspace.folder, "status");
  expect(status.stdout).toMatch(/no whole analysis is here/);
  workspace.close();
  const trace = await docketHere("-w", workspace.folder, "trace", "--suspicious");
  expect(trace.status).toBe(1);
  expect(trace.stderr).toMatch(/files of the analysis are lost or changed: run docket analyze/);
});

it("damaged records, a lost catalog and a damaged lock are told as what they are", async () => {
  const workspace = await newWorkspace();
  await load(workspace, "a.csv", [callHeader, call("x", 1)]);
  await runPipeline(workspace, { runDate });
  workspace.close();
  const { folder } = workspace;
  writeFileSync(workspace.path("records.sqlite"), "no database at all, but more than nothing");
  const status = await docketHere("-w", folder, "status");
  expect(status.status).toBe(1);
  expect(status.stdout).toMatch(/a\.csv/);
  expect(status.stderr).toMatch(/records\.sqlite: damaged/);
  rmSync(workspace.path("catalog.sqlite"));
  expect((await docketHere("-w", folder, "status")).stderr).toMatch(/catalog\.sqlite: missing/);
  const other = await newWorkspace();
  other.close();
  for (const end of ["", "-wal", "-shm"]) rmSync(other.path(`lock.sqlite${end}`), { force: true });
  writeFileSync(other.path("lock.sqlite"), "no database at all, but more than nothing".repeat(40));
  const locked = await docketHere("-w", other.folder, "analyze");
  expect(locked.stderr).toMatch(/lock\.sqlite: damaged: it holds nothing, so delete it/);
});
