import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CommandError, explainSystemError } from "../src/cli/command-error.ts";
import type { Session } from "../src/data/session.ts";
import { identifier } from "../src/data/sql-text.ts";
import type { Workspace } from "../src/data/workspace.ts";
import { expandPaths } from "./expand.ts";
import type { Format } from "./format.ts";
import { fileState } from "./inspect.ts";
import { storeRejects } from "./keep-rejects.ts";
import { readSourceRows } from "./read-rows.ts";
import { isOverRejectLimit } from "./reject-limit.ts";
import { openSources, UnknownFormatError, type Source } from "./source.ts";

export interface LoadSummary {
  file: string;
  format: string;
  load_id: string;
  file_sha256: string;
  rows_read: number;
  rows_loaded: number;
  rows_duplicate: number;
  rows_rejected: number;
  /** False where the same content was loaded before: nothing was done. */
  is_new: boolean;
  over_reject_limit: boolean;
  ignored_columns: string[];
  notes: string[];
}

export interface LoadReport {
  loads: LoadSummary[];
  /** Files of a named folder that no loader knows. */
  passed_over: string[];
  errors: { file: string; message: string }[];
}

export interface LoadOptions {
  format?: Format;
  /** When the run takes place: an input, so that a rerun can give the same bytes. */
  runDate: Date;
  onFile?: (path: string) => void;
  /** Reference files that come with the program. */
  isBundled?: boolean;
}

/** Loads files, folders and globs: each file in a transaction of its own, whole or not at all. */
export async function loadPaths(
  workspace: Workspace,
  paths: readonly string[],
  options: LoadOptions,
): Promise<LoadReport> {
  const report: LoadReport = { loads: [], passed_over: [], errors: [] };
  for (const { path, isNamed } of expandPaths(paths)) {
    options.onFile?.(path);
    try {
      await loadFile(workspace, path, isNamed, options, report);
    } catch (error) {
      if (error instanceof UnknownFormatError && !isNamed) {
        report.passed_over.push(path);
        continue;
      }
      report.errors.push({ file: path, message: explainSystemError(error, path).message });
    }
  }
  if (report.loads.length === 0 && report.errors.length === 0) {
    const named = paths.join(", ");
    report.errors.push({
      file: named,
      message: `${named}: no file here is an export that a loader knows`,
    });
  }
  return report;
}

/** Loads a file, or each entry of an archive, and adds to the report what became of it. */
async function loadFile(
  workspace: Workspace,
  path: string,
  isNamed: boolean,
  options: LoadOptions,
  report: LoadReport,
): Promise<void> {
  const parent = join(workspace.temporary(), "load");
  mkdirSync(parent, { recursive: true });
  const temporary = mkdtempSync(join(parent, "file-"));
  try {
    const { sources, failures } = await openSources(path, temporary, options.format);
    for (const source of sources) {
      report.loads.push(await loadSource(workspace.session, source, options));
    }
    // An archive may hold a readme beside its exports; an entry that is damaged is an error.
    for (const { path: entry, error } of failures) {
      const isPassedOver = error instanceof UnknownFormatError && (sources.length > 0 || !isNamed);
      if (isPassedOver) report.passed_over.push(entry);
      else report.errors.push({ file: entry, message: error.message });
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The same content in the same format is the same load, whatever the file is called. */
function loadId(source: Source): string {
  const entry = source.original === source.path ? "" : source.name.split("/").slice(1).join("/");
  return createHash("sha256")
    .update(`${source.layout.format.name}\n${source.sha256}\n${entry}`)
    .digest("hex")
    .slice(0, 16);
}

async function loadSource(
  session: Session,
  source: Source,
  options: LoadOptions,
): Promise<LoadSummary> {
  const id = loadId(source);
  const earlier = await session.row<
    Omit<LoadSummary, "file" | "is_new" | "over_reject_limit"> & { reject_limit: number }
  >(
    `select format, load_id, file_sha256, rows_read, rows_loaded, rows_duplicate, rows_rejected,
        ignored_columns, notes, reject_limit
    from loads where load_id = $id`,
    { id },
  );
  if (earlier) {
    const { reject_limit, ...counts } = earlier;
    const over = isOverRejectLimit(counts.rows_rejected, counts.rows_read, reject_limit);
    return { file: source.path, ...counts, is_new: false, over_reject_limit: over };
  }
  const rejectsTable = `rejects_${id}`;
  try {
    // Read before the transaction: only then do the row ids of file_rows count the rows of the file from 0.
    const readable = await readSourceRows(session, source, rejectsTable);
    await session.run(
      `create or replace temp table parsed as ${readFileSync(source.layout.format.sql, "utf8")}`,
    );
    return await session.transaction(() => keepRows(session, readable, id, rejectsTable, options));
  } finally {
    await session.run(
      `drop view if exists source_rows; drop table if exists file_rows;
      drop table if exists parsed; drop table if exists unusual_numbers;
      drop table if exists ${rejectsTable}; drop table if exists ${rejectsTable}_scans`,
    );
  }
}

/** Moves what was parsed into the warehouse, with its rejects and its entry in `loads`. */
async function keepRows(
  session: Session,
  source: Source,
  id: string,
  rejectsTable: string,
  options: LoadOptions,
): Promise<LoadSummary> {
  const { format, ignored } = source.layout;
  const rejects = await storeRejects(session, source, id, rejectsTable);
  const loaded = await insertRows(session, format, id);
  const [counts] = await session.rows<{
    usable: number;
    unusable: number;
    first_at: string;
    last_at: string;
  }>(
    `select count(*) filter (where reject_reason is null) as usable,
        count(*) filter (where reject_reason is not null) as unusable,
        min(event_at) filter (where reject_reason is null)::varchar as first_at,
        max(event_at) filter (where reject_reason is null)::varchar as last_at
    from parsed`,
  );
  if (!counts) throw new Error(`${source.path}: no counts`);
  const rowsRead = counts.usable + counts.unusable + rejects.broken;
  if (rowsRead === 0)
    throw new CommandError(`${source.path}: a header and no rows: nothing to load`);
  const after = fileState(source.original);
  if (after.size !== source.state.size || after.mtimeMs !== source.state.mtimeMs) {
    throw new CommandError(
      `${source.path}: the file changed while it was read: wait until its writer is done and load it again`,
    );
  }
  const rejected = counts.unusable + rejects.broken;
  const summary: LoadSummary = {
    file: source.path,
    format: format.name,
    load_id: id,
    file_sha256: source.sha256,
    rows_read: rowsRead,
    rows_loaded: loaded,
    rows_duplicate: counts.usable - loaded,
    rows_rejected: rejected,
    is_new: true,
    over_reject_limit: isOverRejectLimit(rejected, rowsRead, format.rejectLimit),
    ignored_columns: ignored,
    notes: source.notes,
  };
  const fileDate = source.layout.fileDate ?? (await columnFileDate(session, source));
  await session.run(
    `insert into loads by name select $load_id as load_id, $format as format, $file_name as file_name,
        $sha256 as file_sha256, $rows_read as rows_read, $rows_loaded as rows_loaded,
        $rows_duplicate as rows_duplicate, $rows_rejected as rows_rejected,
        $first_at::timestamp as first_at, $last_at::timestamp as last_at, $loaded_at::timestamp as loaded_at,
        $bytes as file_bytes, $file_date::date as file_date, $reject_limit as reject_limit,
        $is_bundled as is_bundled, from_json($ignored, '["varchar"]') as ignored_columns,
        from_json($notes, '["varchar"]') as notes`,
    {
      load_id: id,
      format: format.name,
      file_name: source.name,
      sha256: source.sha256,
      rows_read: rowsRead,
      rows_loaded: loaded,
      rows_duplicate: summary.rows_duplicate,
      rows_rejected: rejected,
      first_at: counts.first_at,
      last_at: counts.last_at,
      loaded_at: options.runDate.toISOString().replace("Z", ""),
      bytes: source.bytes,
      file_date: fileDate,
      reject_limit: format.rejectLimit,
      is_bundled: options.isBundled ?? false,
      ignored: JSON.stringify(ignored),
      notes: JSON.stringify(source.notes),
    },
  );
  return summary;
}

/** Inserts the usable rows whose key is new and returns their number; the first of equal rows wins. */
async function insertRows(session: Session, format: Format, id: string): Promise<number> {
  const [schema, table] = format.table.split(".");
  const parsedColumns = new Set(
    (await session.rows<{ column_name: string }>("select column_name from (describe parsed)")).map(
      (row) => row.column_name,
    ),
  );
  const columns = (
    await session.rows<{ column_name: string }>(
      `select column_name from duckdb_columns()
      where schema_name = $schema and table_name = $table order by column_index`,
      { schema: schema ?? "", table: table ?? "" },
    )
  )
    .map((row) => identifier(row.column_name))
    .filter((name) => parsedColumns.has(name.slice(1, -1)));
  const key = identifier(format.key);
  // Duplicates are few: they are listed first, so that the insert filters against a small table.
  const known =
    format.grain === "event"
      ? `union
        select source_row from parsed
        where reject_reason is null and ${key} in (select ${key} from ${format.table})`
      : "";
  await session.run(
    `create or replace temp table duplicate_rows as
    select p.source_row
    from parsed as p
    join (
        select ${key}, min(source_row) as first_row from parsed
        where reject_reason is null group by ${key} having count(*) > 1
    ) as r on r.${key} = p.${key}
    where p.reject_reason is null and p.source_row > r.first_row
    ${known}`,
  );
  const [before] = await session.rows<{ n: number }>(`select count(*) as n from ${format.table}`);
  await session.run(
    `insert into ${format.table} by name
    select ${columns.map((c) => `p.${c}`).join(", ")}, $id as load_id from parsed as p
    where p.reject_reason is null and p.source_row not in (select source_row from duplicate_rows)`,
    { id },
  );
  await session.run("drop table duplicate_rows");
  const [after] = await session.rows<{ n: number }>(`select count(*) as n from ${format.table}`);
  return (after?.n ?? 0) - (before?.n ?? 0);
}

/** A file date that stands in a column rather than above the header (compact copies of reports). */
async function columnFileDate(session: Session, source: Source): Promise<string | null> {
  if (!source.layout.format.columns["file_updated"]) return null;
  const row = await session.row<{ day: string | null }>(
    "select max(parse_time(file_updated))::date::varchar as day from source_rows",
  );
  return row?.day ?? null;
}
