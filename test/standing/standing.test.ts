import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadPaths } from "../../loaders/load.ts";
import { runPipeline } from "../../src/pipeline/run.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import {
  analyzed,
  docketHere,
  newWorkspace,
  rowsOf,
  runDate,
  temporaryFolder,
} from "../workspaces.ts";

const directory =
  "provider_id,name,frn,ocn,country,role_hint\n" +
  "T,Terminating,1,,US,terminating\nM,Middle,2,,US,intermediate\nS,Silent,3,,US,originating\nN,No records,4,,US,originating\n" +
  "O,Origin,5,,US,originating\nG,Gateway,6,,US,gateway\nF,Abroad,,,IN,foreign\nX,Asked once,7,,US,originating\n";

const at = (day: number, hour = 12) => new Date(Date.UTC(2024, 1, 5 + day, hour)).toISOString();

type Answer = [provider: string, response: string, upstream?: string];

/** Tracebacks, one in five days, each with its hops from the terminating provider up. */
async function workspaceOf(
  traces: readonly { campaign?: string; by?: string; hops: Answer[] }[],
): Promise<Workspace> {
  const tracebacks = [
    "traceback_id,campaign_label,source_id,call_time,calling_number,called_number,called_state,callback_number,requested_by,opened_at,closed_at,outcome",
  ];
  const hops = [
    "traceback_id,hop_no,provider_id,country,role,request_sent_at,responded_at,response,upstream_provider_id,customer_name,customer_country,customer_action,comment",
  ];
  traces.forEach(({ campaign = "", by = "ITG", hops: own }, n) => {
    const day = 5 * n;
    tracebacks.push(
      `T${n},${campaign},s,${at(day)},+13165550123,+1913333${1000 + n},KS,,${by},${at(day + 1)},,open`,
    );
    own.forEach(([provider, response, upstream], hop) => {
      const country = provider === "F" ? "IN" : "US";
      const answered = response === "no_response" ? "" : at(day + 1, 13 + hop);
      const customer = response === "originator_identified" ? "Somebody" : "";
      hops.push(
        `T${n},${hop},${provider},${country},,${at(day + 1, 12 + hop)},${answered},${response},${upstream ?? ""},${customer},,,`,
      );
    });
  });
  // The file reaches far enough that every answer was due.
  hops.push(
    `T${traces.length - 1},9,T,US,,${at(5 * traces.length + 20)},${at(5 * traces.length + 20, 13)},upstream_identified,M,,,,`,
  );
  const folder = temporaryFolder();
  writeFileSync(join(folder, "directory.csv"), directory);
  writeFileSync(join(folder, "tracebacks.csv"), `${tracebacks.join("\n")}\n`);
  writeFileSync(join(folder, "hops.csv"), `${hops.join("\n")}\n`);
  const workspace = await newWorkspace();
  expect((await loadPaths(workspace, [folder], { runDate })).errors).toEqual([]);
  await runPipeline(workspace, { only: ["provider_standing"], runDate });
  analyzed(workspace);
  return workspace;
}

const named = (upstream: string): Answer[] => [
  ["T", "upstream_identified", "M"],
  ["M", "upstream_identified", upstream],
];

describe("standing", () => {
  it("counts each class from its own evidence, and lists nobody who was asked once", async () => {
    const campaigns = ["A", "B", "C"];
    const traces = Array.from({ length: 12 }, (_, n) => n).flatMap((n) => [
      { campaign: campaigns[n % 3]!, hops: [...named("S"), ["S", n < 10 ? "no_response" : "originator_identified"] as Answer] },
      { campaign: campaigns[n % 3]!, hops: [...named("N"), ["N", n < 9 ? "no_record" : "originator_identified"] as Answer] },
      { campaign: campaigns[n % 3]!, hops: [...named("O"), ["O", "originator_identified"] as Answer] },
      { campaign: campaigns[n % 3]!, hops: [...named("G"), ["G", "upstream_identified", "F"] as Answer, ["F", "no_response"] as Answer] },
    ]);
    const workspace = await workspaceOf([...traces, { hops: [...named("X"), ["X", "no_response"]] }]);
    const rows = await rowsOf<{ text: string }>(
      workspace,
      `select provider_id || ' ' || class || ' ' || k || '/' || n || ' ' || tier as text from provider_standing
      where provider_id in ('S', 'N', 'O', 'G', 'F', 'X') and k > 0 order by class, provider_id`,
    );
    expect(rows.map((r) => r.text)).toEqual([
      "F a 12/12 foreign",
      "S a 10/12 listed",
      "X a 1/1 too_few",
      "G b 3/3 possible",
      // Two of these answers name a customer, of two campaigns each; three labels of 0.95 each make a repeated source with 0.86.
      "N b 3/3 possible",
      "O b 3/3 possible",
      "S b 2/2 not_listed",
      "G c 3/3 listed",
      "N d 9/12 listed",
    ]);
    const [foreign] = await rowsOf<{ score: number | null }>(
      workspace, "select score from provider_standing where provider_id = 'F' and class = 'a'",
    );
    expect(foreign).toEqual({ score: null });
    // The one below carried all of it, and is the source of nothing.
    const [middle] = await rowsOf(workspace, "select n, k from provider_standing where provider_id = 'M' and class = 'b'");
    expect(middle).toMatchObject({ k: 0 });
    await runPipeline(workspace, { runDate });
    const folder = workspace.folder;
    workspace.close();
    const out = join(temporaryFolder(), "case.json");
    expect(await docketHere("export", "case", "--provider", "S", "--out", out, "-w", folder)).toMatchObject({ status: 0, stderr: "" });
    expect((await docketHere("export", "case", "--out", out, "-w", folder)).status).toBe(2);
    expect((await docketHere("export", "case", "--provider", "nobody", "--out", out, "-w", folder)).status).toBe(1);
  });

  it("takes a burst of one day for one day, and two tracebacks of a call for one", async () => {
    const workspace = await workspaceOf([{ campaign: "A", hops: [...named("S"), ["S", "no_response"]] }]);
    const folder = temporaryFolder();
    const tracebacks = Array.from({ length: 60 }, (_, n) =>
      // Every second one is of the call before it.
      `B${n},A,s,${at(2)},+13165550123,+1913334${1000 + (n >> 1)},KS,,ITG,${at(3)},,open`,
    );
    const hops = Array.from({ length: 60 }, (_, n) => `B${n},0,S,US,,${at(3)},,no_response,,,,,`);
    writeFileSync(join(folder, "tracebacks.csv"), `traceback_id,campaign_label,source_id,call_time,calling_number,called_number,called_state,callback_number,requested_by,opened_at,closed_at,outcome\n${tracebacks.join("\n")}\n`);
    writeFileSync(join(folder, "hops.csv"), `traceback_id,hop_no,provider_id,country,role,request_sent_at,responded_at,response,upstream_provider_id,customer_name,customer_country,customer_action,comment\n${hops.join("\n")}\nB0,9,T,US,,${at(40)},${at(40, 13)},upstream_identified,M,,,,\n`);
    expect((await loadPaths(workspace, [folder], { runDate })).errors).toEqual([]);
    await runPipeline(workspace, { only: ["provider_standing"], runDate });
    analyzed(workspace);
    expect(
      await rowsOf(workspace, "select n, k, days, tier from provider_standing where provider_id = 'S' and class = 'a'"),
    ).toEqual([{ n: 31, k: 31, days: 2, tier: "too_few" }]);
    workspace.close();
  });
}); // prettier-ignore
