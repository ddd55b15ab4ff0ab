import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { docketHere, newWorkspace, runDate, temporaryFolder } from "../workspaces.ts";
import { callsOf } from "./hostile-files.ts";

// Attacks by words of the command line: each is one value, refused in one line where it is none.

let workspace: Workspace;
let folder: string;

beforeAll(async () => {
  folder = temporaryFolder();
  workspace = await newWorkspace();
  writeFileSync(join(folder, "a.csv"), callsOf("P1").three);
  const { errors } = await loadPaths(workspace, [join(folder, "a.csv")], { runDate });
  expect(errors).toEqual([]);
  await runPipeline(workspace, { runDate, months: ["2024-03"] });
  workspace.close();
  mkdirSync(join(folder, "full", "x.csv"), { recursive: true });
  writeFileSync(join(folder, "full", "mine.txt"), "keep me");
  writeFileSync(join(folder, "file"), "keep me");
  symlinkSync(join(folder, "nowhere"), join(folder, "dangling"));
});
afterAll(() => workspace.close());

const sql = "x'); drop table loads; --";
const none = /: no record of such a call is loaded$/;

type Case = [command: string, args: string[], status: number, said: RegExp];

const cases: Case[] = [
  ["trace a number that is SQL", ["trace", sql], 2, /drop table loads; --: not a telephone number$/],
  ["trace a number that is SQL and digits", ["trace", "+13165550123' or '1'='1"], 2, /: not a telephone number$/],
  ["trace a number of 100,000 digits", ["trace", "1".repeat(100_000)], 2, /: not a telephone number$/],
  ["trace no number", ["trace", ""], 2, /: not a telephone number$/],
  ["trace a number that nobody called from", ["trace", "+12025550199"], 1, none],
  ["trace a campaign that is SQL", ["trace", "--campaign", sql], 1, none],
  ["trace a call that is SQL", ["trace", "--call", `P1:${sql}`], 1, none],
  ["trace a call of no provider", ["trace", "--call", ":a"], 2, /:a: name a call as PROVIDER:CALL$/],
  ["trace a call without its provider", ["trace", "--call", "a"], 2, /a: name a call as PROVIDER:CALL$/],
  ["trace a state that is SQL", ["trace", "--state", sql], 1, none],
  ["trace nothing", ["trace"], 2, /name a number, or --campaign ID/],
  ["export a table and a statement", ["export", "loads; drop table loads", "--out", "x.csv"], 2, /^docket: unknown table: loads; drop/],
  ["export a file as a table", ["export", "read_csv('/etc/passwd')", "--out", "x.csv"], 2, /^docket: unknown table: read_csv/],
  ["export a table of another folder", ["export", "../loads", "--out", "x.csv"], 2, /^docket: unknown table: \.\.\/loads/],
  ["export a table of the engine", ["export", "duckdb_settings", "--out", "x.csv"], 2, /^docket: unknown table: duckdb_settings/],
  ["export what every object has", ["export", "__proto__", "--out", "x.csv"], 2, /^docket: unknown table: __proto__/],
  ["export a table in other letters", ["export", "LOADS", "--out", "x.csv"], 2, /^docket: unknown table: LOADS/],
  ["export into a kind of file that is none", ["export", "loads", "--out", "$/x.csv; rm -rf"], 2, /unknown kind of file/],
  ["export in place of a folder", ["export", "loads", "--out", "$/full/x.csv"], 1, /full\/x\.csv: /],
  ["simulate into a folder that is not empty", ["simulate", "--out", "$/full"], 1, /full: not empty: name a new folder/],
  ["simulate below a file", ["simulate", "--out", "$/file/x"], 1, /file\/x: /],
  ["simulate no calls", ["simulate", "--out", "$/new", "--calls", "0"], 2, /use a whole number from 1/],
  ["evaluate by a folder that is not there", ["evaluate", "--truth", "$/none"], 1, /none: no truth here/],
  ["evaluate by a file", ["evaluate", "--truth", "$/file"], 1, /file: no truth here/],
  ["evaluate by a folder of other files", ["evaluate", "--truth", "$/full"], 1, /full: no truth here/],
  ["load a link to nothing", ["load", "$/dangling"], 1, /dangling: no such file$/],
  ["load an address", ["load", "https://example.com/a.csv"], 1, /a\.csv: no such file$/],
  ["load a device without an end", ["load", "/dev/zero"], 1, /\/dev\/zero: not a regular file/],
  ["load the memory of a process", ["load", "/proc/self/mem"], 1, /\/proc\/self\/mem: /],
  ["load with a map that is a folder", ["load", "$/a.csv", "--map", "$/full"], 2, /full: cannot read the column map/],
  ["load as a format that is SQL", ["load", "$/a.csv", "--format", sql], 2, /Allowed choices are ftc-dnc/],
  ["load in a zone that is SQL", ["load", "$/a.csv", "--tz", sql], 2, /is not a time zone/],
  ["unload what is SQL", ["unload", sql], 2, /drop table loads; --: (no such load|neither a load)/],
  ["unload what every object has", ["unload", "__proto__"], 2, /__proto__: no such load/],
  ["acknowledge what is SQL", ["acknowledge", sql], 2, /drop table loads; --: (no such load|neither a load)/],
]; // prettier-ignore

describe("docket refuses to", () => {
  it.each(cases)("%s", async (_, args, status, said) => {
    const run = await docketHere(
      "-w", workspace.folder, "--run-date", "2026-01-01",
      ...args.map((arg) => arg.replace(/^\$(?=\/)/, folder)),
    ); // prettier-ignore
    expect(run.status).toBe(status);
    expect(`${run.stderr}${run.stdout}`.trimEnd()).toMatch(said);
    expect(run.stderr).not.toMatch(/ Error:|\n +at |undefined|\[object/);
  });

  it("harm what it was pointed at", async () => {
    expect(readdirSync(join(folder, "full")).sort()).toEqual(["mine.txt", "x.csv"]);
    for (const file of ["file", "full/mine.txt"])
      expect(readFileSync(join(folder, file), "utf8")).toBe("keep me");
    expect(existsSync(join(folder, "new"))).toBe(false);
    const { status, stdout } = await docketHere("-w", workspace.folder, "status");
    expect([status, stdout]).toEqual([0, expect.stringContaining("a.csv")]);
  });
});

it("an export goes to the file that is named, whatever signs its name holds", async () => {
  const out = join(folder, `it's "x"; drop [a] {b} * ? %s.csv`);
  const run = await docketHere("-w", workspace.folder, "export", "loads", "--out", out);
  expect(run).toMatchObject({ status: 0, stderr: "" });
  expect(readFileSync(out, "utf8").split("\n")[0]).toMatch(/^load_id,/);
});
