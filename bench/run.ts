import { mkdirSync, rmSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { detectCampaigns, readTranscript } from "../src/analysis/campaigns/index.ts";
import { Session } from "../src/data/session.ts";
import { Workspace } from "../src/workspace/workspace.ts";
import { loadPaths } from "../loaders/load.ts";
import { ensureReference } from "../loaders/reference.ts";
import { callLoads, dirtyFiles, smallFiles } from "./calls.ts";
import { twoMonths } from "./calls.ts";
import { complaints } from "./complaints.ts";
import { demands } from "./demands.ts";
import { formats } from "./formats.ts";
import { benchFolder, ftcFile, variedTranscripts } from "./make.ts";
import { paths } from "./paths.ts";
import { standing } from "./standing.ts";
import { median, seconds, timed } from "./measure.ts";

// npm run bench [-- name …]: prints each figure beside a floor taken in the same run, never a verdict.

const runDate = new Date(0);
/** FTC rows the whole way against DuckDB's bare read of the same file, in turn, on disk both. */
async function ftcLoad(): Promise<void> {
  const rows = 1_000_000;
  const file = await ftcFile(rows);
  const floors: number[] = [];
  const loads: number[] = [];
  for (let i = 0; i < 5; i++) {
    const bare = join(benchFolder, "bare.duckdb");
    rmSync(bare, { force: true });
    const session = await Session.open(bare);
    floors.push(
      await timed(() =>
        session.run(`create table bare as from read_csv('${file}', all_varchar = true)`),
      ),
    );
    session.close();
    const folder = join(benchFolder, "load");
    rmSync(folder, { recursive: true, force: true });
    const workspace = await Workspace.open(folder, { command: "bench", mode: "write" });
    await ensureReference(workspace, runDate);
    let loaded = 0;
    loads.push(
      await timed(async () => {
        const report = await loadPaths(workspace, [file], { runDate });
        loaded = report.loads[0]?.rows_read ?? 0;
      }),
    );
    workspace.close();
    if (loaded !== rows) throw new Error(`read ${loaded} of ${rows} rows`);
  }
  const ratio = median(loads.map((load, i) => load / floors[i]!));
  console.log(
    `ftc-load: ${rows} rows whole way ${seconds(median(loads))}; floor (bare CREATE TABLE AS) ${seconds(median(floors))}; ratio ${ratio.toFixed(2)} (aim 3 or less)`,
  );
}

async function clustering(count: number): Promise<void> {
  const rows = variedTranscripts(count);
  globalThis.gc?.();
  let campaigns = 0;
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  const floor = await timed(() => rows.reduce((n, r) => n + r.transcript.split(/\s+/).length, 0));
  const took = await timed(() => {
    const recordings = rows.map((row) => {
      const spoken = readTranscript(row.transcript);
      return {
        ...row,
        language: "en",
        audio_fingerprint: null,
        callbacks: spoken.numberCandidates,
        spoken,
        place: row.recording_id,
      };
    });
    campaigns = detectCampaigns(recordings).campaigns.length;
    peak = Math.max(peak, process.memoryUsage.rss());
  });
  clearInterval(watch);
  console.log(
    `clustering: ${count} transcripts ${seconds(took)}, ${campaigns} campaigns, peak memory ${(peak / 2 ** 30).toFixed(2)} GiB; floor (splitting the words) ${seconds(floor)}`,
  );
}

function run(args: string[]): number {
  const program = fileURLToPath(new URL("../bin/docket.js", import.meta.url));
  const start = performance.now();
  execFileSync(process.execPath, [program, ...args], { stdio: ["ignore", "ignore", "inherit"] });
  return performance.now() - start;
}

function siteAndBriefs(): void {
  const folder = join(benchFolder, "sample");
  rmSync(folder, { recursive: true, force: true });
  run(["-w", folder, "load", fileURLToPath(new URL("../samples", import.meta.url))]);
  run(["-w", folder, "analyze"]);
  const floor = median([1, 2, 3].map(() => run(["-w", folder, "status"])));
  const briefs = run(["-w", folder, "brief", "--month", "2019-12", "--all"]);
  const site = run(["-w", folder, "site"]);
  console.log(
    `briefs: 56 in five forms ${seconds(briefs)}; site: ${seconds(site)}; floor (start of the program) ${seconds(floor)}`,
  );
}

/** A new file of 10,000 call records into a workspace that holds 5 million in two months: load, analysis, status. */
async function nightly(): Promise<void> {
  const folder = join(benchFolder, "night");
  rmSync(folder, { recursive: true, force: true });
  const [months, night] = await twoMonths(5_000_000, 10_000);
  run(["-w", folder, "load", months]);
  const whole = run(["-w", folder, "analyze"]);
  const load = run(["-w", folder, "load", night]);
  const analyze = run(["-w", folder, "analyze"]);
  const floor = median([1, 2, 3].map(() => run(["-w", folder, "status"])));
  const fresh = join(benchFolder, "fresh");
  rmSync(fresh, { recursive: true, force: true });
  const first = run(["-w", fresh, "load", night]);
  console.log(
    `night: 10,000 rows into 5,000,000: load ${seconds(load)}, analyze ${seconds(analyze)} (all of it: ${seconds(whole)}); ` +
      `the same file into a new workspace ${seconds(first)}; floor (docket status) ${seconds(floor)}`,
  );
}

const all: Record<string, () => Promise<void> | void> = {
  ftc: ftcLoad,
  clusters: () => clustering(1100),
  "clusters-100k": () => clustering(100_000),
  site: siteAndBriefs,
  calls: () => callLoads([1_000_000, 10_000_000]),
  "calls-50m": () => callLoads([50_000_000]),
  formats,
  complaints: () => complaints(4_000_000),
  "complaints-40m": () => complaints(40_000_000),
  "calls-small": smallFiles,
  "calls-dirty": dirtyFiles,
  night: nightly,
  paths: () => paths(2_000_000),
  "paths-20m": () => paths(20_000_000),
  standing: () => standing(10_000, 60_000),
  demands: () => demands(process.env["DOCKET_BENCH_WORKSPACE"]),
};

mkdirSync(benchFolder, { recursive: true });
console.log(
  `${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, node ${process.versions.node}`,
);
// What takes many minutes runs only by its name.
const large = ["calls-50m", "paths-20m", "complaints-40m"];
const names = process.argv.slice(2);
for (const [name, work] of Object.entries(all)) {
  if (names.includes(name) || (names.length === 0 && !large.includes(name))) await work();
}
