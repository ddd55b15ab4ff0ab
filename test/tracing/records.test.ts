import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { rowOf, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";
import { header, line, pathOf, traceNow, traced, type Leg } from "./traced.ts";

/** Calls from O over M to T, each to another number; the neighbours name M by an id of the caller's choice. */
const calls = (count: number, idOfM: string): Leg[] =>
  Array.from({ length: count }, (_, n): Leg[] => {
    const common = { called: `+1913333${4000 + n}`, calling: `+1316555${1000 + n}` };
    return [
      { ...common, id: `o${n}`, provider: "O", at: 60 * n, customer: "C", to: idOfM },
      { ...common, id: `m${n}`, provider: "M", at: 60 * n + 1, from: "O", to: "T" },
      { ...common, id: `t${n}`, provider: "T", at: 60 * n + 2, from: idOfM },
    ];
  }).flat();

const findingsOf = async (workspace: Workspace): Promise<string[]> =>
  (
    await rowsOf<{ text: string }>(
      workspace,
      "select concat_ws(' ', provider_id, finding, other_provider_id, records) as text from record_findings order by 1",
    )
  ).map((f) => f.text);

describe("records", () => {
  it("show two ids of one provider, where the directory does not know the second", async () => {
    const workspace = await traced(calls(30, "XX"));
    expect(await pathOf(workspace, "t7")).toBe("T < M < O originator");
    expect(await findingsOf(workspace)).toEqual(["XX in_no_directory 60", "XX second_id M 60"]);
    workspace.close();
  });

  it("do not make one of two that the directory gives two FRNs: that is shown", async () => {
    const workspace = await traced(calls(30, "G"));
    expect(await findingsOf(workspace)).toEqual(["G directory_contradicts_records M 60"]);
    expect(await pathOf(workspace, "t7")).toBe("T < G~ < O originator");
    workspace.close();
  });

  it("do not make one of two by a few calls", async () => {
    const workspace = await traced(calls(8, "XX"));
    expect(await rowsOf(workspace, "from provider_aliases")).toEqual([]);
    // That T names the unlisted XX and M says that it handed the call to T is told by M's record; O's names XX.
    expect(await pathOf(workspace, "t7")).toBe("T < M < O? no_such_call");
    workspace.close();
  });

  it("that a provider lacks are bridged, and shown as lacking", async () => {
    const legs = calls(12, "M").filter((leg) => leg.id !== "m5");
    const workspace = await traced(legs);
    expect(await pathOf(workspace, "t5")).toBe("T < M~ < O originator");
    expect(await findingsOf(workspace)).toEqual(["M no_record_of_named_calls 1"]);
    expect(await rowsOf(workspace, "select from_call_id, to_call_id from record_gaps")).toEqual([
      { from_call_id: "o5", to_call_id: "t5" },
    ]);
    workspace.close();
  });

  it("of another provider in a provider's file are kept and shown, also where they replace its own", async () => {
    const all = calls(20, "M");
    const workspace = await traced(all.filter((leg) => leg.provider === "T"));
    const folder = join(temporaryFolder(), "more");
    mkdirSync(folder);
    const foreign = { ...all.find((leg) => leg.id === "t3")!, from: "G" };
    const own = all.filter((leg) => leg.provider === "M");
    writeFileSync(join(folder, "m.csv"), [header, ...[...own, foreign].map(line), ""].join("\n"));
    expect((await loadPaths(workspace, [folder], { runDate })).errors).toEqual([]);
    await traceNow(workspace);
    expect(await findingsOf(workspace)).toEqual([
      "M exports_records_of_another T 1",
      "M replaced_records_of_another T 1",
    ]);
    expect(
      await rowsOf(
        workspace,
        "select provider_id, call_id, ingress_provider_id from superseded_legs",
      ),
    ).toEqual([{ provider_id: "T", call_id: "t3", ingress_provider_id: "M" }]);
    workspace.close();
  });

  it("of a month without complaints are counted, and nothing is said of complaints", async () => {
    const workspace = await traced(calls(20, "M"));
    const row = await rowOf(
      workspace,
      `select count(*) as states, sum(calls) as calls, sum(call_records) as call_records, count(complaints) as complaints,
          count(per_100k) as rates
      from state_months where month = '2024-03'`,
    );
    expect(row).toEqual({ states: 56, calls: 20, call_records: 60, complaints: 0, rates: 0 });
    const links = await rowsOf(
      workspace,
      "select from_provider_id || ' ' || to_provider_id as pair, month, calls from provider_links order by all",
    );
    expect(links).toEqual([
      { pair: "M T", month: "2024-03", calls: 20 },
      { pair: "O M", month: "2024-03", calls: 20 },
    ]);
    workspace.close();
  });
});
