import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { newWorkspace, rowOf, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";
import { directory, pathOf, traceNow } from "./traced.ts";

const header =
  "call_id,provider_id,start_time,calling_number,called_number,duration_s,disposition,ingress_provider_id,egress_provider_id," +
  "customer_id,ingress_call_ref,egress_call_ref";

async function trace(rows: readonly string[]) {
  const workspace = await newWorkspace();
  const folder = temporaryFolder();
  writeFileSync(join(folder, "cdr.csv"), [header, ...rows, ""].join("\n"));
  writeFileSync(join(folder, "directory.csv"), directory);
  const report = await loadPaths(workspace, [folder], { runDate });
  expect(report.errors).toEqual([]);
  await traceNow(workspace);
  return workspace;
}

const at = (second: number) => `2024-03-05T18:00:${String(second).padStart(2, "0")}Z`;

describe("SIP Call-IDs", () => {
  it("join records whose callers differ and that name nobody", async () => {
    const workspace = await trace([
      `o1,O,${at(0)},+13165550100,+19133334444,10,answered,,,C1,,x1@192.0.2.1`,
      `t1,T,${at(40)},+13165550199,+19133334444,10,answered,,,,x1@192.0.2.1,`,
    ]);
    expect(await pathOf(workspace, "t1")).toBe("T < O originator");
    workspace.close();
  });

  it("join nothing where one id stands for two records of a side", async () => {
    const workspace = await trace([
      `o1,O,${at(0)},+13165550100,+19133334444,10,answered,,,C1,,x1@192.0.2.1`,
      `o2,O,${at(5)},+13165550101,+19133334444,10,answered,,,C1,,x1@192.0.2.1`,
      `t1,T,${at(40)},+13165550199,+19133334444,10,answered,,,,x1@192.0.2.1,`,
    ]);
    expect(await pathOf(workspace, "t1")).not.toContain("O");
    workspace.close();
  });

  it("measure the join without them: what it finds, and what it finds rightly", async () => {
    const workspace = await trace([
      // Found without ids, and rightly: both name each other.
      `o1,O,${at(0)},+13165550100,+19133334444,10,answered,,M,C1,,a1@192.0.2.1`,
      `m1,M,${at(1)},+13165550100,+19133334444,10,answered,O,,,a1@192.0.2.1,`,
      // Not found without ids: another caller, half a minute later.
      `o2,O,${at(2)},+13165550103,+19133335555,10,answered,,,C1,,a2@192.0.2.1`,
      `t2,T,${at(42)},+13165550104,+19133335555,10,answered,,,,a2@192.0.2.1,`,
      // Found, and wrongly: its time and names point to the other call of the same numbers.
      `o3,O,${at(10)},+13165550105,+19133336666,10,answered,,M,C1,,a3@192.0.2.1`,
      `o4,O,${at(19)},+13165550105,+19133336666,10,answered,,M,C1,,a4@192.0.2.1`,
      `m3,M,${at(20)},+13165550105,+19133336666,10,answered,O,,,a3@192.0.2.1,`,
    ]);
    expect(
      await rowOf(
        workspace,
        "select exact_joins, joined_without_ids, same_pair from join_precision",
      ),
    ).toEqual({ exact_joins: 3, joined_without_ids: 2, same_pair: 1 });
    const refs = await rowsOf<{ n: number }>(
      workspace,
      "select count(*) as n from call_legs where ingress_call_ref is not null",
    );
    expect(refs[0]?.n, "keyed, never as written").toBe(3);
    workspace.close();
  });
});
