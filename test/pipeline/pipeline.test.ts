import {
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { openPublished } from "../../src/pipeline/published.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import { Workspace } from "../../src/workspace/workspace.ts";
import { docket, newWorkspace, runDate, temporaryFolder } from "../workspaces.ts";

const header =
  "call_id,provider_id,start_time,calling_number,called_number,duration_s,disposition,ingress_provider_id,egress_provider_id,customer_id";
const how = { command: "test", mode: "write" } as const;

/** A call over O and T at an instant; T's record may be in another month than O's. */
const call = (n: number, at: string, later = 1000): string[] => {
  const t = (ms: number) => new Date(Date.parse(at) + ms).toISOString();
  return [
    `o${n},O,${t(0)},+13165550123,+1913333${4000 + n},10,answered,,T,C`,
    `t${n},T,${t(later)},+13165550123,+1913333${4000 + n},10,answered,O,,`,
  ];
};

async function load(workspace: Workspace, name: string, lines: string[]): Promise<void> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, [header, ...lines, ""].join("\n"));
  expect((await loadPaths(workspace, [path], { runDate })).errors).toEqual([]);
}

/** Every byte of the published run, by place. */
function bytesOf(folder: string): Map<string, string> {
  const run = join(folder, "published/current");
  const files = (readdirSync(run, { recursive: true }) as string[]).sort();
  return new Map(
    files
      .filter((name) => statSync(join(run, name)).isFile())
      .map((name) => [name, readFileSync(join(run, name)).toString("base64")]),
  );
}

describe("the pipeline", () => {
  it("computes again what a new file touches: its month, not the others", async () => {
    const workspace = await newWorkspace();
    await load(workspace, "jan.csv", call(1, "2024-01-15T12:00:00Z"));
    await load(workspace, "mar.csv", call(2, "2024-03-15T12:00:00Z"));
    const ran = async () =>
      new Map((await runPipeline(workspace, { runDate })).ran.map((r) => [r.step, r.months]));
    expect((await ran()).get("calls")).toEqual(["2024-01", "2024-03"]);
    expect((await ran()).size).toBe(0);
    await load(workspace, "mar2.csv", call(3, "2024-03-20T12:00:00Z"));
    const again = await ran();
    expect(again.get("calls")).toEqual(["2024-03"]);
    expect(again.get("cells")).toEqual(["2024-03"]);
    // Campaigns are of all months; complaints have no part in it.
    expect(again.get("campaigns")).toEqual(["all"]);
    expect(again.has("complaints") || again.has("number_groups")).toBe(false);
    workspace.close();
  });

  it("joins a call around midnight at the end of a month, and counts it once", async () => {
    const workspace = await newWorkspace();
    await load(workspace, "a.csv", call(1, "2024-01-31T23:59:59.500Z"));
    await runPipeline(workspace, { runDate });
    const { session, close } = await openPublished(workspace);
    expect(
      await session.rows("select call_id, path, stop_reason, month from calls order by call_id"),
    ).toEqual([{ call_id: "t1", path: ["T", "O"], stop_reason: "originator", month: "2024-02" }]);
    expect(
      await session.rows(
        "select month, count(*) as n, count(distinct call_leg_id) as calls from leg_paths group by month order by month",
      ),
    ).toEqual([
      { month: "2024-01", n: 1, calls: 1 },
      { month: "2024-02", n: 1, calls: 1 },
    ]);
    close();
    workspace.close();
  });

  it("computes a named month of calls alone again, and names the months there are", async () => {
    const workspace = await newWorkspace();
    await load(workspace, "jan.csv", call(1, "2024-01-15T12:00:00Z"));
    await runPipeline(workspace, { runDate });
    const { ran } = await runPipeline(workspace, { runDate, months: ["2024-01"] });
    expect(ran).toContainEqual({ step: "calls", months: ["2024-01"] });
    await expect(runPipeline(workspace, { runDate, months: ["2031-01"] })).rejects.toThrow(
      /no data loaded for month: 2031-01 \(loaded: 2024-01\)/,
    );
    workspace.close();
  });

  it("gives every published byte again after the derived folders and the warehouse are deleted", async () => {
    const folder = join(temporaryFolder(), "w");
    cpSync(inject("sample"), folder, { recursive: true, verbatimSymlinks: true });
    const before = bytesOf(folder);
    expect(before.size).toBeGreaterThan(40);
    for (const name of ["derived", "published", "warehouse.duckdb"])
      rmSync(join(folder, name), { recursive: true });
    const workspace = await Workspace.open(folder, how);
    await runPipeline(workspace, { runDate });
    workspace.close();
    expect(bytesOf(folder)).toEqual(before);
  });

  it("does not show the order of loads in any published byte", async () => {
    const files = [
      [...call(1, "2024-01-15T12:00:00Z"), ...call(2, "2024-01-31T23:59:59.500Z")],
      call(3, "2024-02-03T12:00:00Z"),
      call(4, "2024-01-15T12:00:01Z"),
    ];
    const published = async (order: number[]) => {
      const workspace = await newWorkspace();
      writeFileSync(join(workspace.folder, "keys.txt"), "");
      cpSync(keys, join(workspace.folder, "keys"), { recursive: true });
      for (const n of order) await load(workspace, `${n}.csv`, files[n]!);
      await runPipeline(workspace, { runDate });
      const { session, close } = await openPublished(workspace);
      const tables: Record<string, unknown> = {};
      for (const table of [
        "calls",
        "call_paths",
        "call_legs",
        "provider_links",
        "state_months",
        "provider_clocks",
      ])
        tables[table] = await session.rows(
          `select t::varchar as row from ${table} as t order by 1`,
        );
      tables["loads"] = await session.rows(
        "select (row(load_id, load_no, rows_loaded))::varchar as row from loads order by 1",
      );
      close();
      workspace.close();
      return tables;
    };
    const keys = join(temporaryFolder(), "keys");
    const first = await newWorkspace();
    await load(first, "k.csv", files[0]!);
    cpSync(join(first.folder, "keys"), keys, { recursive: true });
    first.close();
    const one = await published([0, 1, 2]);
    expect((one["calls"] as unknown[]).length).toBe(4);
    expect(await published([2, 1, 0])).toEqual(one);
  });

  it("works in a workspace that was copied and moved", () => {
    const folder = join(temporaryFolder(), "w");
    cpSync(inject("sample"), folder, { recursive: true, verbatimSymlinks: true });
    const moved = `${folder}-moved`;
    renameSync(folder, moved);
    const status = JSON.parse(docket("status", "-w", moved, "--json").stdout);
    expect(status.analysis_is_current).toBe(true);
    const out = join(temporaryFolder(), "calls.csv");
    expect(docket("export", "calls", "--out", out, "-w", moved).status).toBe(0);
    expect(readFileSync(out, "utf8").split("\n").length).toBeGreaterThan(3000);
  });

  it("builds a site and briefs from call records alone", async () => {
    const workspace = await newWorkspace();
    await load(
      workspace,
      "mar.csv",
      Array.from({ length: 40 }, (_, n) =>
        call(n, `2024-03-05T12:${String(10 + n).slice(-2)}:00Z`),
      ).flat(),
    );
    await runPipeline(workspace, { runDate });
    workspace.close();
    const w = workspace.folder;
    const brief = docket(
      "brief",
      "-w",
      w,
      "--month",
      "2024-03",
      "--state",
      "KS",
      "--audience",
      "office",
    );
    expect(brief, brief.stderr).toMatchObject({ status: 0 });
    const figures = JSON.parse(
      readFileSync(join(w, "briefs/office/2024-03/ks/figures.json"), "utf8"),
    );
    expect(figures.headline).toMatch(
      /^Providers that share their records saw 40 calls to Kansas in March 2024/,
    );
    expect(figures.paragraphs.join(" ")).toContain(
      "No complaints for March 2024 are loaded; nothing is said about them here.",
    );
    expect(JSON.stringify(figures)).not.toMatch(/0 complaints|per 100,000/);
  });
});

describe("a lake that is not as it was written", () => {
  async function loaded(): Promise<Workspace> {
    const workspace = await newWorkspace();
    await load(workspace, "jan.csv", call(1, "2024-01-15T12:00:00Z"));
    return workspace;
  }
  const lakeFile = (workspace: Workspace) =>
    workspace.path(workspace.catalog.filesOf("call_legs")[0]!.path);

  it("is named where a file is missing", async () => {
    const workspace = await loaded();
    rmSync(lakeFile(workspace));
    await expect(runPipeline(workspace, { runDate })).rejects.toThrow(
      /call_legs.*\.parquet: missing, though the catalog lists it/,
    );
    workspace.close();
    expect(docket("status", "-w", workspace.folder)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/missing, though the catalog lists it/),
    });
  });

  it("is named where a file was cut", async () => {
    const workspace = await loaded();
    truncateSync(lakeFile(workspace), 100);
    await expect(runPipeline(workspace, { runDate })).rejects.toThrow(
      /100 bytes, the catalog says/,
    );
    workspace.close();
  });

  it("is named where a file holds other bytes of the same length", async () => {
    const workspace = await loaded();
    const bytes = readFileSync(lakeFile(workspace));
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(lakeFile(workspace), bytes);
    await expect(runPipeline(workspace, { runDate })).rejects.toThrow(
      /not the file that the load wrote/,
    );
    workspace.close();
  });
});
