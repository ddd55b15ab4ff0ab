import { readFileSync, writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tableFromIPC } from "apache-arrow";
import { describe, expect, inject, it } from "vitest";
import { writeExport } from "../../src/data/export-table.ts";
import { docket, docketHere, preparedFolder, startDocket, temporaryFolder } from "../workspaces.ts";
import { openPublished } from "../../src/pipeline/published.ts";
import { Workspace } from "../../src/workspace/workspace.ts";
import { EventLog } from "../../src/workspace/event-log.ts";
import { publishedTables } from "../../src/data/derived.ts";

const ftc = fileURLToPath(
  new URL("../../samples/ftc-dnc/dnc_complaint_numbers_2019-12-16.csv", import.meta.url),
);
const header =
  "Company_Phone_Number,Created_Date,Violation_Date,Consumer_City,Consumer_State,Consumer_Area_Code,Subject,Recorded_Message_Or_Robocall";

describe("docket", () => {
  it("answers --help for every command", async () => {
    const { stdout } = await docketHere("--help");
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) (?:\[|<|$| )/gm)].map((m) => m[1]!);
    expect(commands.length).toBeGreaterThan(14);
    for (const command of commands) {
      const { status, stdout } = await docketHere(command, "--help");
      expect(status, command).toBe(0);
      expect(stdout).toContain(command === "help" ? "Usage: docket" : `Usage: docket ${command}`);
    }
  });

  it("ends well where the reader of its output has seen enough", async () => {
    const child = startDocket("status", "-w", inject("sample"));
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.destroy();
    const status = await new Promise((done) => child.on("close", done));
    expect({ status, errors }).toEqual({ status: 0, errors: "" });
  });

  it("exits 2 on wrong usage", async () => {
    const w = inject("sample");
    expect(docket("no-such-command").status).toBe(2);
    expect((await docketHere("no-such-command")).status).toBe(2);
    expect((await docketHere("load")).status).toBe(2);
    expect((await docketHere("brief", "-w", w, "--month", "2019-13", "--all")).status).toBe(2);
    expect((await docketHere("brief", "-w", w, "--month", "2019-12")).status).toBe(2);
    expect((await docketHere("brief", "-w", w, "--month", "2019-12", "--state", "ZZ")).status).toBe(
      2,
    );
    expect((await docketHere("export", "-w", w, "no_such_table", "--out", "x.csv")).status).toBe(2);
    expect((await docketHere("export", "-w", w, "loads", "--out", "x.pdf")).status).toBe(2);
  });

  it("exits 1 with one clear line where it cannot", () => {
    const folder = temporaryFolder();
    const missing = docket("load", join(folder, "none.csv"), "-w", join(folder, "w"));
    expect(missing).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^docket: .*none\.csv: no such file\n$/),
    });
    expect(existsSync(join(folder, "w")), "no workspace is made for nothing").toBe(false);
    const nowhere = docket("status", "-w", join(folder, "w"));
    expect(nowhere).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/no workspace here/),
    });
    const month = docket("brief", "-w", inject("sample"), "--month", "2031-01", "--all");
    expect(month).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/no data loaded for month: 2031-01/),
    });
  });

  it("exits 3 where a file passes its limit of rejects, loads it all the same, and status shows it", () => {
    const folder = temporaryFolder();
    const w = preparedFolder();
    const rows = Array.from(
      { length: 20 },
      (_, i) =>
        `785555000${i % 10},${i % 2 ? "2024-03-01 10:00:0" + (i % 10) : "soon"},,Topeka ${i},Kansas,785,Other,Y`,
    );
    writeFileSync(join(folder, "bad.csv"), `${header}\n${rows.join("\n")}\n`);
    const load = docket("load", join(folder, "bad.csv"), "-w", w, "--json");
    expect(load.status).toBe(3);
    expect(JSON.parse(load.stdout).loads[0]).toMatchObject({
      rows_read: 20,
      rows_loaded: 10,
      rows_rejected: 10,
      over_reject_limit: true,
    });
    const status = JSON.parse(docket("status", "-w", w, "--json").stdout);
    expect(
      status.loads.find((l: { file_name: string }) => l.file_name === "bad.csv"),
    ).toMatchObject({ over_reject_limit: true });
    expect(status.analysis_is_current).toBe(false);
    expect(docket("analyze", "-w", w, "--json").status).toBe(0);
    expect(JSON.parse(docket("analyze", "-w", w, "--json").stdout).ran).toBe(false);
  });

  it("exports every published table as CSV, Parquet and Arrow with the same rows", async () => {
    const folder = temporaryFolder();
    const workspace = await Workspace.open(inject("sample"), { command: "test", mode: "read" });
    const { session, close } = await openPublished(workspace);
    // The sample's complaints are many: a longer run exports them too.
    const tables = process.env["DOCKET_LONG_TESTS"]
      ? publishedTables
      : publishedTables.filter((table) => table !== "complaints");
    for (const table of tables) {
      const [csv, parquet, arrow] = ["csv", "parquet", "arrow"].map((kind) =>
        join(folder, `${table}.${kind}`),
      ) as [string, string, string];
      const rows = await writeExport(session, table, ".csv", csv);
      expect(await writeExport(session, table, ".parquet", parquet), table).toBe(rows);
      expect(await writeExport(session, table, ".arrow", arrow), table).toBe(rows);
      const [counts] = await session.rows<{ p: number; c: number }>(
        `select (select count(*) from read_parquet('${parquet}')) as p, (select count(*) from read_csv('${csv}', all_varchar = true)) as c`,
      );
      expect(counts, table).toEqual({ p: rows, c: rows });
      expect(tableFromIPC(readFileSync(arrow)).numRows, table).toBe(rows);
    }
    close();
    const out = join(folder, "again.csv");
    expect(docket("export", "campaigns", "--out", out, "-w", inject("sample")).status).toBe(0);
    expect(readFileSync(out)).toEqual(readFileSync(join(folder, "campaigns.csv")));
  });

  it("refuses a workspace made by a newer version and leaves it as it was", () => {
    const w = preparedFolder();
    expect(docket("load", ftc, "-w", w).status).toBe(0);
    const log = EventLog.open(join(w, "catalog.sqlite"));
    log.append("2026-01-01T00:00:00Z", [{ kind: "of_a_later_version", body: {} }]);
    log.close();
    for (const args of [["load", ftc], ["status"], ["analyze"]]) {
      const { status, stderr } = docket(...args, "-w", w);
      expect(status).toBe(1);
      expect(stderr).toMatch(/made by a newer version \(it holds of_a_later_version/);
    }
    writeFileSync(join(w, "catalog.sqlite"), "not a database");
    expect(docket("status", "-w", w).stderr).toMatch(
      /catalog\.sqlite: damaged .*restore it from a backup/,
    );
  });

  it("refuses a workspace of version 0.1 with one clear sentence", () => {
    const w = temporaryFolder();
    writeFileSync(join(w, "warehouse.duckdb"), "");
    const { status, stderr } = docket("load", ftc, "-w", w);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^docket: .*made by version 0\.1.*load the exports again into a new workspace.*\n$/,
    );
  });

  it("says what is wrong with settings, all of it at once", () => {
    const w = temporaryFolder();
    writeFileSync(join(w, "docket.json"), JSON.stringify({ threads: 0, colour: "red" }));
    const { status, stderr } = docket("load", ftc, "-w", w);
    expect(status).toBe(1);
    expect(stderr).toMatch(/docket\.json: .*threads.*colour/s);
  });
});

describe("numbers of different days", () => {
  it("do not meet: site and brief refuse an analysis that is behind the loads", () => {
    const folder = temporaryFolder();
    const w = preparedFolder();
    const rows = (n: number) =>
      Array.from(
        { length: 40 },
        (_, i) =>
          `785555${n}${String(i).padStart(3, "0")},2024-03-0${n} 10:00:00,,City ${i},Kansas,785,Other,Y`,
      );
    writeFileSync(join(folder, "1.csv"), `${header}\n${rows(1).join("\n")}\n`);
    writeFileSync(join(folder, "2.csv"), `${header}\n${rows(2).join("\n")}\n`);
    expect(docket("load", join(folder, "1.csv"), "-w", w).status).toBe(0);
    expect(docket("brief", "--month", "2024-03", "--state", "KS", "-w", w).stderr).toMatch(
      /run docket analyze/,
    );
    expect(docket("analyze", "-w", w).status).toBe(0);
    expect(docket("brief", "--month", "2024-03", "--state", "KS", "-w", w).status).toBe(0);
    expect(docket("load", join(folder, "2.csv"), "-w", w).status).toBe(0);
    const { status, stderr } = docket("site", "-w", w);
    expect(status).toBe(1);
    expect(stderr).toMatch(/the analysis is behind the loads/);
  });
});

describe("one workspace, two processes", () => {
  it("lets the second wait, and both loads are whole", async () => {
    const folder = temporaryFolder();
    const w = preparedFolder();
    const files = [1, 2, 3].map((n) => {
      const path = join(folder, `f${n}.csv`);
      const rows = Array.from(
        { length: 3000 },
        (_, i) =>
          `785555${String(i % 10000).padStart(4, "0")},2024-03-0${n} 10:00:00,,City ${i},Kansas,785,Other,Y`,
      );
      writeFileSync(path, `${header}\n${rows.join("\n")}\n`);
      return path;
    });
    const runs = files.map((file) => startDocket("load", file, "-w", w));
    const codes = await Promise.all(
      runs.map((run) => new Promise((done) => run.on("close", done))),
    );
    expect(codes).toEqual([0, 0, 0]);
    const status = JSON.parse(docket("status", "-w", w, "--json").stdout);
    expect(
      status.loads
        .filter((l: { format: string }) => l.format === "ftc-dnc")
        .map((l: { rows_loaded: number }) => l.rows_loaded),
    ).toEqual([3000, 3000, 3000]);
  });

  it("says who holds the workspace when it may not wait", async () => {
    const w = temporaryFolder();
    writeFileSync(join(w, "docket.json"), JSON.stringify({ wait_seconds: 0 }));
    expect(docket("load", ftc, "-w", w).status).toBe(0);
    const holder = await Workspace.open(w, { command: "another", mode: "write" });
    const { status, stderr } = docket("analyze", "-w", w);
    holder.close();
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`held by another \\(process ${process.pid}\\)`));
  });

  it.runIf(process.env["DOCKET_LONG_TESTS"])(
    "is whole after kill -9 at any moment: the load is all there or not at all",
    async () => {
      const folder = temporaryFolder();
      const w = preparedFolder();
      const big = join(folder, "big.csv");
      const rows = Array.from(
        { length: 60_000 },
        (_, i) =>
          `785555${String(i % 10000).padStart(4, "0")},2024-03-01 10:00:00,,City ${i},Kansas,785,Other,Y`,
      );
      writeFileSync(big, `${header}\n${rows.join("\n")}\n`);
      expect(docket("load", ftc, "-w", w).status).toBe(0);
      let killed = 0;
      for (let delay = 250; delay <= 1450; delay += 150) {
        const run = startDocket("load", big, "-w", w);
        const ended = new Promise<NodeJS.Signals | null>((done) =>
          run.on("close", (_, signal) => done(signal)),
        );
        setTimeout(() => run.kill("SIGKILL"), delay);
        if ((await ended) === "SIGKILL") killed++;
        const status = JSON.parse(docket("status", "-w", w, "--json").stdout);
        const loads = status.loads.filter((l: { format: string }) => l.format === "ftc-dnc");
        expect([20532, 60000 + 20532]).toContain(
          loads.reduce((n: number, l: { rows_loaded: number }) => n + l.rows_loaded, 0),
        );
      }
      expect(killed).toBeGreaterThan(0);
      expect(docket("load", big, "-w", w).status).toBe(0);
      const loads = JSON.parse(docket("status", "-w", w, "--json").stdout).loads;
      expect(
        loads
          .filter((l: { format: string }) => l.format === "ftc-dnc")
          .reduce((n: number, l: { rows_loaded: number }) => n + l.rows_loaded, 0),
      ).toBe(60000 + 20532);
    },
  );
});
