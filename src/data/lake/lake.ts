import { fileHash } from "../../workspace/file-hash.ts";
import { createHash } from "node:crypto";
import { mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LakeFile } from "../../workspace/catalog.ts";
import { privateFolder, sync, syncFolder } from "../../workspace/durable.ts";
import type { Session } from "../session.ts";
import { quotedText } from "../sql-text.ts";

// Level 1 of zstd packs these columns as well as the default does, in a quarter less time; version 2 of the format
// stores sorted times as differences.
export const parquetOptions =
  "format parquet, compression zstd, compression_level 1, parquet_version v2, row_group_size 122880";

/** Name of a file by what it was made from, so that the same loads give the same file names. */
export function lakePath(table: string, month: string, madeFrom: readonly string[]): string {
  const hash = createHash("sha256").update(madeFrom.join("\n")).digest("hex").slice(0, 20);
  return join("lake", table, `month=${month}`, `${hash}.parquet`);
}

/** A file of the lake that is written and counted, but not yet in its place. */
export interface WrittenFile {
  temporary: string;
  file: LakeFile;
}

/**
 * Writes the rows of a query, in its order, as a file for the lake, in the workspace's tmp folder, and counts what it
 * holds by reading it back. Undefined where there are no rows.
 */
export async function writeLakeFile(
  session: Session,
  workspaceFolder: string,
  place: { table: string; month: string; madeFrom: readonly string[] },
  rows: string,
): Promise<WrittenFile | undefined> {
  const path = lakePath(place.table, place.month, place.madeFrom);
  const folder = privateFolder(join(workspaceFolder, "tmp", "lake"));
  const temporary = join(
    folder,
    `${place.table}-${place.month}-${path.slice(-28).replace("/", "-")}`,
  );
  await session.run(`copy (${rows}) to ${quotedText(temporary)} (${parquetOptions})`);
  const file = await describeLakeFile(session, temporary, { ...place, path });
  if (file.rows === 0) {
    rmSync(temporary);
    return undefined;
  }
  sync(temporary);
  return { temporary, file };
}

/** Counts what a Parquet file holds: its rows by load and, for call records, by provider. */
export async function describeLakeFile(
  session: Session,
  onDisk: string,
  { table, month, path }: { table: string; month: string; path: string },
): Promise<LakeFile> {
  const from = `read_parquet(${quotedText(onDisk)}, hive_partitioning = false)`;
  const loadNo = { call_legs: "(leg_id >> 32)::integer", hidden_rows: "by_load_no" }[table];
  const loads = await session.rows<{ load_no: number; n: number }>(
    `select ${loadNo ?? "load_no"} as load_no, count(*) as n from ${from} group by 1 order by 1`,
  );
  const providers =
    table === "call_legs"
      ? await session.rows<{ provider_id: string; n: number }>(
          `select provider_id, count(*) as n from ${from} group by 1 order by 1`,
        )
      : undefined;
  return {
    path,
    table,
    month,
    rows: loads.reduce((sum, load) => sum + load.n, 0),
    bytes: statSync(onDisk).size,
    sha256: await fileHash(onDisk),
    loads: loads.map((load): [number, number] => [load.load_no, load.n]),
    ...(providers && { providers: providers.map((p): [string, number] => [p.provider_id, p.n]) }),
  };
}

/** Moves written files to their places in the lake. They are no part of it before the catalog lists them. */
export function placeLakeFiles(workspaceFolder: string, written: readonly WrittenFile[]): void {
  const folders = new Set<string>();
  for (const { temporary, file } of written) {
    const target = join(workspaceFolder, file.path);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    renameSync(temporary, target);
    folders.add(dirname(target));
  }
  for (const folder of folders) syncFolder(folder);
}

/** Deletes files that the catalog no longer lists. */
export function deleteLakeFiles(workspaceFolder: string, paths: readonly string[]): void {
  for (const path of paths) rmSync(join(workspaceFolder, path), { force: true });
}
