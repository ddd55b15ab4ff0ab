import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CommandError, explainSystemError } from "../src/errors.ts";
import { prepareCalledSecret } from "../src/workspace/keys.ts";
import { setLocalZone } from "./parse/local-zone.ts";
import type { Session } from "../src/data/session.ts";
import { identifier, quotedText } from "../src/data/sql-text.ts";
import type { Workspace } from "../src/workspace/workspace.ts";
import type { ColumnMap } from "./columns/column-map.ts";
import { expandPaths, type FoundFile } from "./files/list.ts";
import type { Format } from "./formats/format.ts";
import { earlierLoad, keepLoad, type LoadSummary } from "./write/record-load.ts";
import { storeRejects, type UnusableRow } from "./write/rejects.ts";
import { loadLegs, prepareNumbering, type LegLoad } from "./write/load-legs.ts";
import { withoutNumbers } from "./parse/private-text.ts";
import { dropRejects, readSourceRows } from "./parse/read-rows.ts";
import {
  openSources,
  peekFormat,
  requireUnchanged,
  UnknownFormatError,
  type Source,
} from "./files/open.ts";

export interface LoadReport {
  loads: LoadSummary[];
  /** Files of a named folder that no loader knows. */
  passed_over: string[];
  errors: { file: string; message: string }[];
}

export interface LoadOptions {
  format?: Format;
  map?: ColumnMap;
  /** Zone of times that are written without an offset. */
  zone?: string;
  /** Whose records they are, where the format does not say. */
  provider?: string;
  /** When the run takes place: an input, so that a rerun can give the same bytes. */
  runDate: Date;
  onFile?: (path: string) => void;
  /** Reference files that come with the program. */
  isBundled?: boolean;
}

/**
 * Loads files, folders and globs: each file whole or not at all. Call records come last, so that directories and
 * certificates which came along are known; files of them that look alike go into the lake together.
 */
export async function loadPaths(
  workspace: Workspace,
  paths: readonly string[],
  options: LoadOptions,
): Promise<LoadReport> {
  const report: LoadReport = { loads: [], passed_over: [], errors: [] };
  const { session } = workspace;
  const zone = options.zone ?? options.map?.time_zone;
  await session.run(
    `set variable load_provider = ${options.provider === undefined ? "null" : quotedText(options.provider)}`,
  );
  await setLocalZone(session, zone);
  const parent = join(workspace.temporary(), "load");
  mkdirSync(parent, { recursive: true });
  const batches = new LegBatches(workspace, options, report);
  for (const { path, isNamed } of await callRecordsLast(expandPaths(paths), parent, options)) {
    options.onFile?.(path);
    try {
      await loadFile(workspace, path, isNamed, options, report, batches);
    } catch (error) {
      if (error instanceof UnknownFormatError && !isNamed) {
        report.passed_over.push(path);
        continue;
      }
      report.errors.push({ file: path, message: messageOf(error, path) });
    }
  }
  await batches.flush();
  if (report.loads.length === 0 && report.errors.length === 0) {
    const named = paths.join(", ");
    report.errors.push({
      file: named,
      message: `${named}: no file here is an export that a loader knows`,
    });
  }
  return report;
}

/** What went wrong with a file. The engine's own messages may quote a cell, and so a called number. */
function messageOf(error: unknown, path: string): string {
  const { message } = explainSystemError(error, path);
  if (error instanceof CommandError || !message.startsWith(path)) return message;
  return path + withoutNumbers(message.slice(path.length));
}

/** The same files, those of call records after the others. */
async function callRecordsLast(
  files: readonly FoundFile[],
  temporary: string,
  options: LoadOptions,
): Promise<FoundFile[]> {
  const others: FoundFile[] = [];
  const records: FoundFile[] = [];
  for (const file of files) {
    const format =
      options.map?.target ?? options.format ?? (await peekFormat(file.path, temporary));
    (format?.grain === "leg" ? records : others).push(file);
  }
  return [...others, ...records];
}

/** Loads a file, or each entry of an archive, and adds to the report what became of it. */
async function loadFile(
  workspace: Workspace,
  path: string,
  isNamed: boolean,
  options: LoadOptions,
  report: LoadReport,
  batches: LegBatches,
): Promise<void> {
  const temporary = mkdtempSync(join(workspace.temporary(), "load", "file-"));
  let isWaiting = false;
  try {
    const { sources, failures } = await openSources(path, temporary, options.map ?? options.format);
    for (const source of sources) {
      const id = loadId(source, options);
      if (source.layout.format.grain === "leg") {
        await batches.add({ id, source });
        isWaiting = true;
      } else report.loads.push(await loadSource(workspace, source, id, options));
    }
    // An archive may hold a readme beside its exports; an entry that is damaged is an error.
    for (const { path: entry, error } of failures) {
      const isPassedOver = error instanceof UnknownFormatError && (sources.length > 0 || !isNamed);
      if (isPassedOver) report.passed_over.push(entry);
      else report.errors.push({ file: entry, message: error.message });
    }
  } finally {
    // What waits is still to be read; the folder above goes when all is loaded.
    if (!isWaiting) rmSync(temporary, { recursive: true, force: true });
  }
}

/** The same content in the same format, read in the same way, is the same load, whatever the file is called. */
function loadId(source: Source, options: LoadOptions): string {
  const entry = source.original === source.path ? "" : source.name.split("/").slice(1).join("/");
  return createHash("sha256")
    .update(`${source.layout.format.name}\n${source.sha256}\n${entry}`)
    .update(readingOf(options))
    .digest("hex")
    .slice(0, 16);
}

/** How the person said that files are to be read: part of a load's identity. */
function readingOf({ zone, map, provider }: LoadOptions): string {
  return [
    zone === undefined ? [] : [`tz ${zone}`],
    map === undefined ? [] : [`map ${map.name} ${map.sha256}`],
    provider === undefined ? [] : [`provider ${provider}`],
  ]
    .flat()
    .join("; ");
}

const mostBatchFiles = 250;
const mostBatchBytes = 2 ** 30;

/**
 * Call records wait here until there are enough of one layout: a thousand small files are read as fast as a large one.
 * Which files go together depends on the list of files alone, not on what was loaded before, so that a run that was
 * killed and started anew writes the same files.
 */
class LegBatches {
  #waiting: LegLoad[] = [];
  #isPrepared = false;
  readonly #workspace: Workspace;
  readonly #options: LoadOptions;
  readonly #report: LoadReport;

  constructor(workspace: Workspace, options: LoadOptions, report: LoadReport) {
    this.#workspace = workspace;
    this.#options = options;
    this.#report = report;
  }

  async add(load: LegLoad): Promise<void> {
    const [first] = this.#waiting;
    const bytes = this.#waiting.reduce((sum, { source }) => sum + source.bytes, 0);
    const isFull =
      this.#waiting.length >= mostBatchFiles || bytes + load.source.bytes > mostBatchBytes;
    if (first && (isFull || signature(first.source) !== signature(load.source))) await this.flush();
    this.#waiting.push(load);
  }

  async flush(): Promise<void> {
    const loads = this.#waiting;
    this.#waiting = [];
    const fresh: LegLoad[] = [];
    for (const load of loads) {
      const earlier = await earlierLoad(this.#workspace.session, load.id, load.source.path);
      if (earlier) this.#report.loads.push(earlier);
      else if (fresh.some(({ id }) => id === load.id)) this.#waiting.push(load);
      else fresh.push(load);
    }
    if (fresh.length > 0) await this.#load(fresh);
    for (const { source } of loads) rmSync(source.temporary, { recursive: true, force: true });
    // The same content twice in one batch: now the first is loaded.
    if (this.#waiting.length > 0 && fresh.length > 0) await this.flush();
  }

  async #load(loads: LegLoad[]): Promise<void> {
    const run = { runDate: this.#options.runDate, reading: readingOf(this.#options) };
    try {
      if (!this.#isPrepared) {
        await prepareCalledSecret(this.#workspace.session, this.#workspace.folder);
        await prepareNumbering(this.#workspace.session);
        this.#isPrepared = true;
      }
      this.#report.loads.push(...(await loadLegs(this.#workspace, loads, run)));
    } catch (error) {
      const [only, ...others] = loads as [LegLoad, ...LegLoad[]];
      // One of several is at fault: each by itself, and the fault gets its name. A fault of our own is none of theirs.
      if (/^(Binder|Parser|Catalog|Internal) Error/.test((error as Error).message)) throw error;
      if (others.length > 0) for (const load of loads) await this.#load([load]);
      else {
        const { path } = only.source;
        this.#report.errors.push({ file: path, message: messageOf(error, path) });
      }
    }
  }
}

const signature = ({ layout, gzip, parquet }: Source): string =>
  JSON.stringify([
    layout.format.name,
    layout.columns,
    layout.expressions,
    layout.delimiter,
    layout.skipLines,
    gzip,
    parquet,
  ]);

async function loadSource(
  { session, folder }: Workspace,
  source: Source,
  id: string,
  options: LoadOptions,
): Promise<LoadSummary> {
  const earlier = await earlierLoad(session, id, source.path);
  if (earlier) return earlier;
  if (source.layout.format.holdsCalledNumbers) await prepareCalledSecret(session, folder);
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
      drop table if exists parsed; drop table if exists unusual_numbers; ${dropRejects(rejectsTable)}`,
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
  const { format } = source.layout;
  const unusable = await session.rows<UnusableRow>(
    "select source_row as ordinal, reject_reason as reason from parsed where reject_reason is not null order by ordinal",
  );
  const rejects = await storeRejects(session, source, id, rejectsTable, unusable);
  const loaded = await insertRows(session, format, id);
  const counts = await session.row<{ rows: number; first_at: string; last_at: string }>(
    `select count(*) as rows, min(event_at) filter (where reject_reason is null)::varchar as first_at,
        max(event_at) filter (where reject_reason is null)::varchar as last_at
    from parsed`,
  );
  if (!counts) throw new Error(`${source.path}: no counts`);
  const read = counts.rows + rejects.broken;
  if (read === 0) throw new CommandError(`${source.path}: a header and no rows: nothing to load`);
  requireUnchanged(source);
  const { runDate, isBundled = false } = options;
  return keepLoad(
    session,
    source,
    id,
    {
      read,
      loaded,
      rejected: unusable.length + rejects.broken,
      firstAt: counts.first_at,
      lastAt: counts.last_at,
      fileDate: source.layout.fileDate ?? (await columnFileDate(session, source)),
      isSimulated: await isSimulated(session, format),
      notes: [],
    },
    { runDate, isBundled, reading: readingOf(options) },
  );
}

/** Every simulated export says so in a column of its own. */
async function isSimulated(session: Session, format: Format): Promise<boolean> {
  if (!format.columns["simulated"]) return false;
  const row = await session.row<{ yes: boolean }>(
    "select coalesce(bool_or(lower(simulated) in ('true', '1', 'yes')), false) as yes from source_rows",
  );
  return row?.yes ?? false;
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
  // Versions differ by content: the hash of the row stands in the key.
  const same = format.grain === "version" ? `(${key}, row_hash)` : key;
  const known =
    format.grain === "snapshot"
      ? ""
      : `union
        select source_row from parsed
        where reject_reason is null and ${same} in (select ${same} from ${format.table})`;
  const join =
    format.grain === "version"
      ? `r.${key} = p.${key} and r.row_hash = p.row_hash`
      : `r.${key} = p.${key}`;
  const grouped = format.grain === "version" ? `${key}, row_hash` : key;
  await session.run(
    `create or replace temp table duplicate_rows as
    select p.source_row
    from parsed as p
    join (
        select ${grouped}, min(source_row) as first_row from parsed
        where reject_reason is null group by ${grouped} having count(*) > 1
    ) as r on ${join}
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
