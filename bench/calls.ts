import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPaths } from "../loaders/load.ts";
import { ensureReference } from "../loaders/reference.ts";
import { Session } from "../src/data/session.ts";
import { Workspace } from "../src/workspace/workspace.ts";
import { Random } from "../src/simulation/random.ts";
import { benchFolder } from "./make.ts";
import { seconds, timed } from "./measure.ts";

const runDate = new Date(0);
const workspaceFolder = join(benchFolder, "calls");

/** A carrier-cdr file of so many rows over a month and 40 providers, with 4 % of unusual calling numbers; seeded. */
async function carrierFile(rows: number): Promise<string> {
  const path = join(benchFolder, `carrier-cdr-${rows}.csv`);
  if (existsSync(path)) return path;
  const session = await Session.open(":memory:");
  const sql = readFileSync(new URL("carrier-file.sql", import.meta.url), "utf8");
  await session.run(`set variable rows = ${rows}`);
  await session.run(`copy (${sql}) to '${path}' (format csv, header)`);
  session.close();
  return path;
}

async function newWorkspace(): Promise<Workspace> {
  rmSync(workspaceFolder, { recursive: true, force: true });
  const workspace = await Workspace.open(workspaceFolder, { command: "bench", mode: "write" });
  await ensureReference(workspace, runDate);
  return workspace;
}

/** What the issue of the lake names as the floor: bare DuckDB reads, sorts and writes the same file. */
async function floor(file: string, workspace: Workspace): Promise<number> {
  const session = await Session.open(":memory:", {
    memory_limit: workspace.settings.memory_limit,
    threads: String(workspace.settings.threads),
    temp_directory: workspace.temporary(),
  });
  const out = join(benchFolder, "floor.parquet");
  const ms = await timed(() =>
    session.run(
      `copy (from read_csv('${file}') order by provider_id, start_time) to '${out}' (format parquet, compression zstd)`,
    ),
  );
  session.close();
  rmSync(out);
  return ms;
}

/** Whole loads of 1 and 10 million rows (and 50 with `calls-50m`), against the floor on the same file. */
export async function callLoads(sizes: readonly number[]): Promise<void> {
  for (const rows of sizes) {
    const file = await carrierFile(rows);
    const workspace = await newWorkspace();
    const bare = await floor(file, workspace);
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 100);
    const took = await timed(() => loadPaths(workspace, [file], { runDate }));
    clearInterval(watch);
    const size = await bytesPerLeg(workspace);
    const count = await timed(() =>
      workspace.session.rows(
        "select count(*) from (select provider_id, started_at::date, count(*) from call_legs group by all)",
      ),
    );
    workspace.close();
    console.log(
      `calls-load: ${rows} rows ${seconds(took)}, peak memory ${(peak / 2 ** 30).toFixed(1)} GiB; floor (bare read, sort, write) ${seconds(bare)}; ` +
        `ratio ${(took / bare).toFixed(2)}; ${size.toFixed(1)} bytes a leg beside call_id and origid; ` +
        `count per provider and day ${seconds(count)}`,
    );
  }
}

async function bytesPerLeg(workspace: Workspace): Promise<number> {
  const row = await workspace.session.row<{ bytes: number; legs: number }>(
    `select sum(total_compressed_size) filter (where path_in_schema not in ('call_id', 'origid')) as bytes,
        (select sum(row_count) from lake_files) as legs
    from parquet_metadata('${workspaceFolder}/lake/call_legs/*/*.parquet')`,
  );
  return row ? row.bytes / row.legs : NaN;
}

/** A thousand files of ten thousand rows against the same rows as one file. */
export async function smallFiles(): Promise<void> {
  const file = await carrierFile(10_000_000);
  const folder = join(benchFolder, "small");
  if (!existsSync(folder)) {
    mkdirSync(folder);
    const [header, ...lines] = readFileSync(await carrierFile(1_000_000), "utf8")
      .trimEnd()
      .split("\n");
    for (let n = 0; n < 1000; n++) {
      const part = lines.slice((n % 100) * 10_000, (n % 100) * 10_000 + 10_000);
      const own = part.map((line) => `${n}-${line}`);
      writeFileSync(
        join(folder, `${String(n).padStart(4, "0")}.csv`),
        `${header}\n${own.join("\n")}\n`,
      );
    }
  }
  let workspace = await newWorkspace();
  const one = await timed(() => loadPaths(workspace, [file], { runDate }));
  workspace.close();
  workspace = await newWorkspace();
  const many = await timed(() => loadPaths(workspace, [folder], { runDate }));
  workspace.close();
  console.log(
    `calls-small: 1,000 files of 10,000 rows ${seconds(many)}; the same number of rows as one file ${seconds(one)}; ratio ${(many / one).toFixed(2)}`,
  );
}

const program = fileURLToPath(new URL("../bin/docket.js", import.meta.url));

function lakeHash(folder: string): string {
  const hash = createHash("sha256");
  const root = join(folder, "lake");
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(file.slice(folder.length)).update(readFileSync(file));
  return hash.digest("hex");
}

/** Kills a load at random moments, loads again, and compares the bytes of the lake with an undisturbed load's. */
export async function kills(times: number): Promise<void> {
  const file = await carrierFile(1_000_000);
  const template = join(benchFolder, "kill-template");
  rmSync(template, { recursive: true, force: true });
  const workspace = await Workspace.open(template, { command: "bench", mode: "write" });
  await ensureReference(workspace, runDate);
  workspace.close();
  mkdirSync(join(template, "keys"), { mode: 0o700 });
  writeFileSync(join(template, "keys", "called-numbers.key"), Buffer.alloc(32, 1), { mode: 0o600 });
  const folder = join(benchFolder, "kill");
  const load = (killAfter?: number) =>
    new Promise<boolean>((resolve) => {
      const child = spawn(process.execPath, [program, "-w", folder, "load", file], {
        stdio: "ignore",
      });
      const timer =
        killAfter === undefined ? null : setTimeout(() => child.kill("SIGKILL"), killAfter);
      child.on("exit", (_, signal) => {
        if (timer) clearTimeout(timer);
        resolve(signal === "SIGKILL");
      });
    });
  const fresh = () => {
    rmSync(folder, { recursive: true, force: true });
    cpSync(template, folder, { recursive: true });
  };
  fresh();
  const whole = await timed(() => load());
  const expected = lakeHash(folder);
  const random = new Random(7);
  let killed = 0;
  let same = 0;
  for (let n = 0; n < times; n++) {
    fresh();
    if (await load(random.next() * whole)) killed++;
    await load();
    if (lakeHash(folder) === expected) same++;
  }
  console.log(
    `kills: of ${times} loads ${killed} were killed; after a re-run ${same} lakes have the same bytes`,
  );
}
