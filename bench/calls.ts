import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadPaths } from "../loaders/load.ts";
import { ensureReference } from "../loaders/reference.ts";
import { openLake } from "../src/data/lake/relations.ts";
import { Session } from "../src/data/session.ts";
import { Workspace } from "../src/workspace/workspace.ts";
import { benchFolder, dirtyExports } from "./make.ts";
import { peakMemory, seconds, timed } from "./measure.ts";

const runDate = new Date(0);
const workspaceFolder = join(benchFolder, "calls");

/** A carrier-cdr file of so many rows over a month and 40 providers, with 4 % of unusual calling numbers; seeded. */
export async function carrierFile(rows: number): Promise<string> {
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
    const { ms: took, gib } = await peakMemory(() => loadPaths(workspace, [file], { runDate }));
    const session = await openLake(workspace);
    const size = await bytesPerLeg(session, workspace);
    const count = await timed(() =>
      session.rows(
        "select count(*) from (select provider_id, started_at::date, count(*) from raw.call_legs group by all)",
      ),
    );
    session.close();
    workspace.close();
    console.log(
      `calls-load: ${rows} rows ${seconds(took)}, peak memory ${gib.toFixed(1)} GiB; floor (bare read, sort, write) ${seconds(bare)}; ` +
        `ratio ${(took / bare).toFixed(2)}; ${size.toFixed(1)} bytes a leg beside call_id and origid; ` +
        `count per provider and day ${seconds(count)}`,
    );
  }
}

async function bytesPerLeg(session: Session, workspace: Workspace): Promise<number> {
  const files = workspace.catalog.filesOf("call_legs");
  const row = await session.row<{ bytes: number }>(
    `select sum(total_compressed_size) filter (where path_in_schema not in ('call_id', 'origid')) as bytes
    from parquet_metadata('${workspaceFolder}/lake/call_legs/*/*.parquet')`,
  );
  return (row?.bytes ?? NaN) / files.reduce((sum, file) => sum + file.rows, 0);
}

/** The same rows as 60 files of 60 providers with the dirt of real exports, against the bare copy of clean ones. */
export async function dirtyFiles(): Promise<void> {
  const clean = await carrierFile(10_000_000);
  const folder = await dirtyExports(clean, 60);
  const workspace = await newWorkspace();
  const bare = await floor(clean, workspace);
  let read = 0;
  const { ms: took, gib } = await peakMemory(async () => {
    const report = await loadPaths(workspace, [folder], { runDate });
    for (const error of report.errors) console.log(`calls-dirty: ${error.message}`);
    read = report.loads.reduce((sum, load) => sum + load.rows_read, 0);
  });
  workspace.close();
  console.log(
    `calls-dirty: 60 files, ${read} rows ${seconds(took)}, peak memory ${gib.toFixed(1)} GiB; ` +
      `floor (bare read, sort, write of the clean rows as one file) ${seconds(bare)}; ratio ${(took / bare).toFixed(2)} (aim 2.0)`,
  );
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

/** Files of call records over two months, and one of a single day of the second. */
export async function twoMonths(
  rows: number,
  night: number,
): Promise<[months: string, night: string]> {
  const base = await carrierFile(rows);
  const months = join(benchFolder, `two-months-${rows}.csv`);
  const day = join(benchFolder, `night-${night}.csv`);
  if (existsSync(day)) return [months, day];
  const session = await Session.open(":memory:");
  // Every second record a month earlier.
  await session.run(
    `copy (select * replace (
        case when hash(call_id) % 2 = 0 then replace(start_time, '2024-03', '2024-01') else start_time end as start_time)
      from read_csv('${base}', all_varchar = true)) to '${months}' (format csv, header)`,
  );
  await session.run(
    `copy (select * replace ('n-' || call_id as call_id, '2024-03-15' || start_time[11:] as start_time)
      from read_csv('${base}', all_varchar = true) limit ${night}) to '${day}' (format csv, header)`,
  );
  session.close();
  return [months, day];
}
