import {
  existsSync,
  lstatSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { readCheckResults } from "../data/checks.ts";
import { createShapes, writeTable } from "../data/derived.ts";
import { fileHash } from "../workspace/file-hash.ts";
import { openLake } from "../data/lake/relations.ts";
import { writeWarehouse } from "../data/warehouse.ts";
import { inputsHash } from "../workspace/catalog.ts";
import { linkOrCopy, privateFolder, replaceFile, sync, syncFolder } from "../workspace/durable.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { engine, readState, type DerivedFile, type Keys } from "./currency.ts";
import { runName, wholeManifest, type Manifest, type PublishedFile } from "./manifest.ts";
import type { Step } from "./step.ts";

export interface PublishedRun {
  run: string;
  folder: string;
  /** False where this run was published before. */
  is_new: boolean;
}

/** Tables of the lake that published views read. */
const lakeTables = ["call_legs", "hidden_rows", "rejects"];

/**
 * Makes `published/RUN`: every derived table under a second name of its files, so that what a reader has open stays
 * whatever the next analysis does, with a manifest; then points `published/current` to it in one step.
 */
export async function publish(
  workspace: Workspace,
  steps: readonly Step[],
  keys: Keys,
): Promise<PublishedRun> {
  const run = runName(keys, workspace);
  const published = privateFolder(workspace.path("published"));
  const folder = join(published, run);
  const before = existsSync(folder) ? await wholeManifest(workspace, folder) : undefined;
  const manifest = before ?? (await writeRun(workspace, steps, keys, folder, run));
  pointTo(published, run);
  if (!before || !existsSync(workspace.path("warehouse.duckdb")))
    await writeWarehouse(workspace.folder, run, manifest.files);
  removeOldRuns(published, run);
  return { run, folder, is_new: !before };
}

async function writeRun(
  workspace: Workspace,
  steps: readonly Step[],
  keys: Keys,
  folder: string,
  run: string,
): Promise<Manifest> {
  rmSync(folder, { recursive: true, force: true });
  const writing = join(workspace.temporary(), `run-${run}`);
  rmSync(writing, { recursive: true, force: true });
  privateFolder(writing);
  const files: PublishedFile[] = [];
  const add = (path: string, from: Pick<DerivedFile, "table" | "path" | "rows" | "sha256">) => {
    const { rows, sha256 } = from;
    const place = workspace.path(from.path);
    linkOrCopy(place, join(writing, path));
    files.push({ table: from.table, path, rows, bytes: statSync(place).size, sha256 });
  };
  for (const step of steps) {
    for (const month of keys.months(step)) {
      for (const file of readState(workspace, step.name, month)?.files ?? []) {
        const name = file.path.split("/").at(-1) ?? "";
        const path =
          month === "all" ? join(file.table, name) : join(file.table, `month=${month}`, name);
        add(path, file);
      }
    }
  }
  for (const table of lakeTables) {
    for (const file of workspace.catalog.filesOf(table)) {
      const path = join(`lake_${table}`, file.path.split("/").slice(-2).join("/"));
      add(path, { ...file, table: `lake_${table}` });
    }
  }
  const { written, checks } = await writeCatalogTables(workspace, writing);
  files.push(...written);
  const { loads } = workspace.catalog;
  const manifest: Manifest = {
    run,
    inputs_sha256: inputsHash(loads),
    method_sha256: keys.methodHash(),
    engine,
    inputs: loads
      .map(({ load_id, format, file_name, file_sha256 }) => ({
        load_id,
        format,
        file_name,
        file_sha256,
      }))
      .sort((a, b) => (a.load_id < b.load_id ? -1 : 1)),
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    checks,
  };
  replaceFile(join(writing, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
  renameSync(writing, folder);
  syncFolder(join(folder, ".."));
  return manifest;
}

/** Writes the tables that are the catalog's own, which no step makes; reads what the checks found. */
async function writeCatalogTables(
  workspace: Workspace,
  writing: string,
): Promise<{ written: PublishedFile[]; checks: Manifest["checks"] }> {
  const session = await openLake(workspace);
  try {
    await createShapes(session);
    const files: PublishedFile[] = [];
    const write = async (table: string, sql: string) => {
      const path = join(table, `${table}.parquet`);
      privateFolder(join(writing, table));
      const rows = await writeTable(session, table, sql, join(writing, path));
      sync(join(writing, path));
      const sha256 = await fileHash(join(writing, path));
      files.push({ table, path, rows, bytes: statSync(join(writing, path)).size, sha256 });
    };
    await write("loads", "select * from loads order by load_id");
    await write(
      "lake_exporters",
      `select f.month, p.provider_id, sum(p.row_count)::bigint as records
      from lake_files as f join lake_file_providers as p on p.path = f.path group by all order by all`,
    );
    const found = join(writing, "check_results", "check_results.parquet");
    const checks = existsSync(found) ? await readCheckResults(session, found) : [];
    return { written: files, checks };
  } finally {
    session.close();
  }
}

function pointTo(published: string, run: string): void {
  const current = join(published, "current");
  const next = join(published, `.next-${process.pid}`);
  rmSync(next, { recursive: true, force: true });
  symlinkSync(run, next);
  // A copy of the workspace may hold a folder where the link was.
  if (existsSync(current) && !lstatSync(current).isSymbolicLink())
    rmSync(current, { recursive: true });
  renameSync(next, current);
  syncFolder(published);
}

/** Keeps the run before the current one: a reader may still be at it. */
function removeOldRuns(published: string, run: string): void {
  const runs = readdirSync(published)
    .filter((name) => /^[0-9a-f]{16}$/.test(name) && name !== run)
    .map((name) => ({ name, at: statSync(join(published, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { name } of runs.slice(1)) rmSync(join(published, name), { recursive: true });
}
