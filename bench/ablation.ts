import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { group } from "d3";
import {
  campaignThresholds,
  readScripts,
  readTranscript,
  scriptsByRecording,
} from "../src/analysis/campaigns/index.ts";
import { noReports, type Cell } from "../src/analysis/traffic/cells.ts";
import { findOperations, isClaimed } from "../src/analysis/traffic/index.ts";
import { evaluateCampaigns } from "../src/evaluation/campaigns.ts";
import { clusterScores } from "../src/evaluation/cluster-scores.ts";
import { readTranscripts } from "../src/data/reads/campaigns.ts";
import { keyOf } from "../src/pipeline/call-cells.ts";
import { cellsOf, readTraffic } from "../src/pipeline/operations.ts";
import { openPublished } from "../src/pipeline/published.ts";
import { Workspace } from "../src/workspace/workspace.ts";

// npx tsx bench/ablation.ts --world NAME --workspace DIR --truth DIR
// What campaigns of calls are found with each kind of evidence taken away, against a world's truth. Results are kept in
// bench/evaluations/ablation.json.

const { values } = parseArgs({
  options: { world: { type: "string" }, workspace: { type: "string" }, truth: { type: "string" } },
});
const { world, workspace, truth } = values;
if (!world || !workspace || !truth) throw new Error("--world, --workspace and --truth are needed");

/** What a cell is without a kind of evidence. */
const kinds: Record<string, (cell: Cell) => Partial<Cell>> = {
  nothing: () => ({}),
  apps: ({ reports }) => ({ reports: { ...reports, apps: new Map(), topics: new Map() } }),
  recordings: ({ reports }) => ({
    reports: { ...noReports(), apps: reports.apps, topics: reports.topics },
  }),
  "call-backs": ({ reports }) => ({ reports: { ...reports, callbacks: new Map() } }),
  scripts: ({ reports }) => ({ reports: { ...reports, scripts: new Map() } }),
  "answers and durations": ({ calls, durations }) => ({
    // As many as say nothing.
    answered: Math.round(calls / 2),
    durations: durations.map(() => 0),
  }),
  attestation: ({ calls }) => ({ attested: [0, 0, 0, calls] }),
  "displayed numbers": ({ calls }) => ({
    caller: null,
    callers: Math.min(calls, 20),
    impossible: 0,
    impossible_calls: 0,
    listed: 0,
    withheld: 0,
    neighbor: 0,
  }),
  "states, hours and days": ({ calls }) => ({
    states: new Map([["", calls]]),
    hours: new Array<number>(24).fill(calls / 24),
    days: new Map([["", calls]]),
  }),
};

const opened = await Workspace.open(workspace, { command: "bench", mode: "read" });
const { session } = await openPublished(opened);
if (!(await evaluateCampaigns(session, truth))) throw new Error(`${truth}: no truth of calls`);
// The published run has the call-backs that were accepted, but not the numbering tables that they were checked by.
const spoken = await session.rows<{ recording_id: string; callback_number: string }>(
  "select distinct recording_id, callback_number from recording_callbacks order by all",
);
const callbacks = group(spoken, (row) => row.recording_id);
const recordings = (await readTranscripts(session, campaignThresholds.transcriptLength.value)).map(
  (row) => ({
    ...row,
    place: `${row.source_id}\n${row.line ?? ""}`,
    spoken: readTranscript(row.transcript),
    callbacks: (callbacks.get(row.recording_id) ?? []).map((c) => c.callback_number),
  }),
);
const traffic = await readTraffic(session, scriptsByRecording(readScripts(recordings)));
const judged = await session.rows<{ cell: string | null; real: string | null; calls: number }>(
  "select cell, operation as real, count(*) as calls from judged_calls group by all order by all",
);
const results = Object.entries(kinds).map(([without, change]) => {
  const cells = traffic.cells.map((cell) => ({ ...cell, ...change(cell) }));
  const claimed = findOperations(cells, traffic.expected).filter(isClaimed);
  const of = new Map(
    claimed.flatMap((o, i) => cellsOf(o).map((c): [string, string] => [keyOf(c), String(i)])),
  );
  const pairs = new Map<string, { found: string | null; real: string | null; calls: number }>();
  for (const { cell, real, calls } of judged) {
    const found = (cell && of.get(cell)) ?? null;
    const pair = pairs.get(`${found} ${real}`) ?? { found, real, calls: 0 };
    pairs.set(`${found} ${real}`, { ...pair, calls: pair.calls + calls });
  }
  const scores = clusterScores([...pairs.values()]);
  console.log(
    `${world} without ${without}: F ${scores.f.toFixed(3)}, claimed ${scores.clusters}, matched ${scores.matched}`,
  );
  return { without, ...scores };
});
const folder = fileURLToPath(new URL("evaluations/", import.meta.url));
mkdirSync(folder, { recursive: true });
const kept = `${folder}ablation.json`;
const runs = existsSync(kept) ? (JSON.parse(readFileSync(kept, "utf8")) as object[]) : [];
writeFileSync(kept, `${JSON.stringify([...runs, { world, results }], null, 1)}\n`);
process.exit(0);
