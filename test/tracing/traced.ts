import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { runPipeline } from "../../src/pipeline/run.ts";
import { loadPaths } from "../../loaders/load.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { analyzed, newWorkspace, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";

export const header =
  "call_id,provider_id,start_time,calling_number,called_number,duration_s,disposition,ingress_provider_id,ingress_country,customer_id,egress_provider_id";

/** A call record, in short. */
export interface Leg {
  id: string;
  provider: string;
  /** Seconds after noon. */
  at: number;
  calling?: string;
  called?: string;
  disposition?: string;
  from?: string;
  country?: string;
  customer?: string;
  to?: string;
}

export const line = (l: Leg): string =>
  [
    l.id, l.provider, new Date(Date.UTC(2024, 2, 5, 12) + 1000 * l.at).toISOString(), l.calling ?? "+13165550123",
    l.called ?? "+19133334444", "10", l.disposition ?? "answered", l.from ?? "", l.country ?? (l.from ? "US" : ""),
    l.customer ?? "", l.to ?? "",
  ].join(","); // prettier-ignore

export const directory =
  "provider_id,name,frn,ocn,country,role_hint\n" +
  "O,Origin,1,,US,originating\nS,Silent,2,,US,intermediate\nM,Middle,3,,US,intermediate\nM2,Middle,3,,US,intermediate\n" +
  "T,Terminating,4,,US,terminating\nF,Abroad,,,IN,foreign\nG,Gateway,5,,US,gateway\n";

/** Traces what is loaded, as analyze does. */
export async function traceNow(workspace: Workspace): Promise<void> {
  const only = [
    "leg_paths",
    "join_precision",
    "signers",
    "record_findings",
    "traceback_responses",
    "state_months",
  ];
  await runPipeline(workspace, { only, runDate });
  analyzed(workspace);
}

/** A workspace with these records and files, traced. */
export async function traced(
  legs: readonly Leg[],
  others: Record<string, string> = {},
  settings: object = {},
): Promise<Workspace> {
  const workspace = await newWorkspace(settings);
  const folder = join(temporaryFolder(), "in");
  mkdirSync(folder);
  writeFileSync(join(folder, "cdr.csv"), [header, ...legs.map(line), ""].join("\n"));
  writeFileSync(join(folder, "directory.csv"), directory);
  for (const [name, text] of Object.entries(others)) writeFileSync(join(folder, name), text);
  const report = await loadPaths(workspace, [folder], { runDate });
  expect(report.errors).toEqual([]);
  await traceNow(workspace);
  return workspace;
}

/** "T < M~ < O originator": ? is named by the record below, ~ bridged, ~~ bridged with a gap. */
export async function pathOf(workspace: Workspace, id: string): Promise<string> {
  const hops = await rowsOf<{ hop: string; evidence: string; stop: string | null }>(
    workspace,
    "select hop_provider_id as hop, evidence, stop_reason as stop from call_paths where call_id = $id order by hop_no",
    { id },
  );
  const marks: Record<string, string> = {
    record: "",
    named: "?",
    bridged: "~",
    bridged_with_gap: "~~",
  };
  return `${hops.map((h) => h.hop + marks[h.evidence]!).join(" < ")} ${hops.at(-1)?.stop}`;
}
