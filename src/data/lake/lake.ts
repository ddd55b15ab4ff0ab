import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Session } from "../session.ts";
import { quotedText } from "../sql-text.ts";
import { lakeColumns } from "./columns.ts";

export interface LakeFile {
  /** Below the workspace: lake/call_legs/month=YYYY-MM/NAME.parquet */
  path: string;
  month: string;
  row_count: number;
  byte_count: number;
  first_at: string;
  last_at: string;
  providers: { provider_id: string; row_count: number }[];
}

/**
 * Order of the rows of a file, where `provider` stands for the provider's id: an id, or its number in the same order.
 * The hash stands for call_id, which would cost a fifth of the sort: it makes the order total, so that the same rows
 * give the same bytes whatever order they came in.
 */
export const lakeOrder = (provider: string) => `order by ${provider}, started_at, hash(call_id)`;

// Level 1 of zstd packs these columns as well as the default does, in a quarter less time; version 2 of the format
// stores sorted times as differences.
const parquetOptions =
  "format parquet, compression zstd, compression_level 1, parquet_version v2, row_group_size 122880";

/** Name of a file by what it was made from, so that the same loads give the same file names. */
export function lakePath(month: string, madeFrom: readonly string[]): string {
  const hash = createHash("sha256").update(madeFrom.join("\n")).digest("hex").slice(0, 20);
  return join("lake", "call_legs", `month=${month}`, `${hash}.parquet`);
}

/**
 * Writes the rows of a query, in its order, as a file of the lake, below `root`: under a temporary name first. Undefined where there
 * are none.
 */
export async function writeLakeFile(
  session: Session,
  root: string,
  path: string,
  rows: string,
): Promise<LakeFile | undefined> {
  const target = join(root, path);
  const writing = join(dirname(target), `.writing-${process.pid}`);
  mkdirSync(dirname(target), { recursive: true });
  await session.run(`copy (${rows}) to ${quotedText(writing)} (${parquetOptions})`);
  const from = `read_parquet(${quotedText(writing)})`;
  const whole = await session.row<{
    rows: number;
    first_at: string | null;
    last_at: string | null;
  }>(
    `select count(*) as rows, min(started_at)::varchar as first_at, max(started_at)::varchar as last_at from ${from}`,
  );
  if (!whole?.first_at || !whole.last_at) {
    rmSync(writing);
    return undefined;
  }
  const providers = await session.rows<{ provider_id: string; row_count: number }>(
    `select provider_id, count(*) as row_count from ${from} group by all order by all`,
  );
  const descriptor = openSync(writing, "r+");
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(writing, target);
  return {
    path,
    month: path.split("month=")[1]?.slice(0, 7) ?? "",
    row_count: whole.rows,
    byte_count: statSync(target).size,
    first_at: whole.first_at,
    last_at: whole.last_at,
    providers,
  };
}

/** Lists new files and unlists those that they replace. Runs in the caller's transaction. */
export async function relistLakeFiles(
  session: Session,
  folder: string,
  added: readonly LakeFile[],
  removed: readonly string[],
): Promise<void> {
  for (const path of removed) {
    await session.run("delete from lake_files where path = $path", { path });
    await session.run("delete from lake_file_providers where path = $path", { path });
  }
  for (const { providers, ...file } of added) {
    await session.run(
      "insert into lake_files values ($path, $month, $row_count, $byte_count, $first_at::timestamp, $last_at::timestamp)",
      { ...file },
    );
    await session.append(
      "lake_file_providers",
      providers.map((p) => [file.path, p.provider_id, BigInt(p.row_count)]),
    );
  }
  await createCallLegsView(session, folder);
}

/** Deletes files that a transaction has unlisted. Only the holder of the workspace's lock may. */
export function deleteLakeFiles(folder: string, paths: readonly string[]): void {
  for (const path of paths) rmSync(join(folder, path), { force: true });
}

/** Removes what a killed run left in the lake's folder: a file that is not listed belongs to nobody. */
export async function sweepLake(session: Session, folder: string): Promise<void> {
  const root = join(folder, "lake");
  if (!existsSync(root)) return;
  const listed = new Set(
    (await session.rows<{ path: string }>("select path from lake_files")).map((file) => file.path),
  );
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    if (!listed.has(relative(folder, file))) rmSync(file);
  }
  const months = join(root, "call_legs");
  if (!existsSync(months)) return;
  for (const month of readdirSync(months)) {
    if (readdirSync(join(months, month)).length === 0) rmdirSync(join(months, month));
  }
}

/** Where the rows of the lake are read from: all files, or those named. */
export function lakeSource(folder: string, paths: readonly string[], options = ""): string {
  if (paths.length === 0) {
    const empty = Object.entries(lakeColumns).map(([name, type]) => `null::${type} as ${name}`);
    return `(select ${empty.join(", ")} limit 0)`;
  }
  const files = paths.map((path) => quotedText(join(folder, path)));
  return `read_parquet([${files.join(", ")}], hive_partitioning = false${options})`;
}

export async function lakePaths(session: Session): Promise<string[]> {
  const files = await session.rows<{ path: string }>(
    "select path from lake_files order by month, path",
  );
  return files.map((file) => file.path);
}

/**
 * The published view over the listed files. The paths in it are absolute, so it is made anew whenever the workspace is
 * opened; "temp" makes one for a session that may not write.
 */
export async function createCallLegsView(
  session: Session,
  folder: string,
  kind: "" | "temp" = "",
): Promise<void> {
  const source = lakeSource(folder, await lakePaths(session));
  await session.run(
    `create or replace ${kind} view call_legs as
    -- grain: one row per call at one provider
    select provider_id, call_id, started_at,
        '+' || calling_number as calling_number, calling_kind,
        called_key, called_npa_nxx::varchar as called_npa_nxx, called_state,
        duration_ms / 1000 as duration_s, disposition,
        ingress_provider_id, ingress_trunk, ingress_country, customer_id, egress_provider_id,
        attestation, origid, signer_id, load_id,
        called_kind, sip_code, utc_offset_min, time_flag,
        coalesce(calling_raw, case calling_length when 12 then '+' || calling_number
            when 11 then calling_number::varchar
            when 10 then (calling_number % 10000000000)::varchar end) as calling_raw,
        passport_flag, signer_x5u
    from ${source}`,
  );
}
