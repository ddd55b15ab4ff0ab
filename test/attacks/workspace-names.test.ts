import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { Workspace } from "../../src/workspace/workspace.ts";
import { testSettings } from "../sample-workspace.ts";
import { docketHere, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";
import { callsOf } from "./hostile-files.ts";

// Attacks by the names of folders: what a query or a shell would take for its own is a letter of the path here.

const { three } = callsOf("P1");

/** A workspace in a folder of this name, with three calls. */
async function loadInto(folder: string): Promise<Workspace> {
  cpSync(inject("empty"), folder, { recursive: true });
  writeFileSync(join(folder, "docket.json"), JSON.stringify(testSettings));
  const file = join(temporaryFolder(), "a.csv");
  writeFileSync(file, three);
  const workspace = await Workspace.open(folder, { command: "test", mode: "write" });
  const { errors, loads } = await loadPaths(workspace, [file], { runDate });
  expect(errors).toEqual([]);
  expect(loads).toHaveLength(1);
  return workspace;
}

async function expectCalls(workspace: Workspace): Promise<void> {
  const rows = await rowsOf(workspace, "select call_id from call_legs order by call_id");
  expect(rows.map((row) => row["call_id"])).toEqual(["a", "b", "c"]);
}

const names: [what: string, name: string][] = [
  ["quotes and SQL", `it's "x"'); drop table loads; --`],
  ["brackets, braces and exclamation marks", "[a-z] {b} (c) ! ^ ~ <d>"],
  ["signs of a shell", "$(touch x) `id` ${HOME} | & ; > y \\ \\n"],
  ["signs of an address", "%2e%2e %00 # = + @ : http:"],
  ["letters of all the world", "é e\u0301 電話 עברית \u202Etxt.exe \u200b 📞"],
  ["what looks like an option, and the name of a lock", "--help -w lock tmp hive=1"],
  ["as many letters as a name can have", "n".repeat(255)],
];

it.each(names)("a workspace whose name holds %s is filled and read", async (_, name) => {
  const parent = temporaryFolder();
  const folder = join(parent, name);
  const workspace = await loadInto(folder);
  await expectCalls(workspace);
  workspace.close();
  const status = await docketHere("-w", folder, "status");
  expect(status.stderr).toBe("");
  expect(status.stdout).toContain("a.csv");
});

it.each([
  ["a star", "a*b"],
  ["a question mark", "a?b"],
  ["a comma", "a,b"],
  ["a line feed", "a\nb"],
  ["a return", "a\rb"],
])("a workspace whose name holds %s is refused, and is not made", async (_, name) => {
  const parent = temporaryFolder();
  const file = join(parent, "a.csv");
  writeFileSync(file, three);
  // The sign may stand in a folder above it too.
  for (const folder of [join(parent, name), join(parent, name, "w")])
    for (const command of [["status"], ["load", file], ["analyze"]]) {
      const { status, stdout, stderr } = await docketHere("-w", folder, ...command);
      expect([status, stdout]).toEqual([2, ""]);
      const sign = JSON.stringify(/[*?,\n\r]/.exec(name)![0]);
      expect(stderr).toBe(
        `docket: ${JSON.stringify(folder)}: a workspace's path cannot hold ${sign}: name another folder\n`,
      );
      expect(existsSync(join(parent, name))).toBe(false);
    }
});

it.runIf(process.env["DOCKET_LONG_TESTS"] === "1").each(names.slice(0, -1))(
  "a workspace whose name holds %s is analyzed and exported",
  async (_, name) => {
    const folder = join(temporaryFolder(), name);
    (await loadInto(folder)).close();
    const on = (...args: string[]) => docketHere("-w", folder, "--run-date", "2026-01-01", ...args);
    expect(await on("analyze")).toMatchObject({ status: 0, stderr: "" });
    const out = join(folder, "out's.csv");
    expect(await on("export", "loads", "--out", out)).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(out, "utf8")).toContain("a.csv");
  },
);
