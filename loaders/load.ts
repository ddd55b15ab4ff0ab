import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { openLake } from "../src/data/lake/relations.ts";
import { createStagingViews } from "../src/data/models.ts";
import type { Session } from "../src/data/session.ts";
import { CommandError, explainSystemError } from "../src/errors.ts";
import type { LoadEntry } from "../src/workspace/catalog.ts";
import { calledSecret } from "../src/workspace/keys.ts";
import type { Workspace } from "../src/workspace/workspace.ts";
import type { ColumnMap } from "./columns/column-map.ts";
import type { DateOrder } from "./columns/recognise.ts";
import { listFiles, type FoundFile } from "./files/list.ts";
import { holdsCalls, openPath, UnknownFormatError } from "./files/open.ts";
import type { OpenedFile } from "./files/opened-file.ts";
import { damagedParquet, isParquetFault } from "./files/parquet-fault.ts";
import { inflated, prepare, withoutStrayQuotes, type Source } from "./files/prepare.ts";
import { hashFile } from "./files/scan.ts";
import type { Format } from "./formats/format.ts";
import { dateOrderOf } from "./parse/date-order.ts";
import { withoutNumbers } from "./parse/private-text.ts";
import { prepareReferenceLookups } from "./parse/reference-lookups.ts";
import type { LoadSummary, Reading } from "./write/accounting.ts";
import { loadBatch } from "./write/batch.ts";
import type { PlannedLoad } from "./write/planned-load.ts";
import { isOverRejectLimit } from "../src/data/reject-limit.ts";

export interface LoadReport {
  loads: LoadSummary[];
  /** Files of a named folder that no loader knows. */
  passed_over: string[];
  /** Files that cannot be loaded, as somebody has acknowledged. */
  acknowledged: string[];
  errors: { file: string; message: string }[];
}

export interface LoadOptions {
  format?: Format;
  map?: ColumnMap;
  /** Zone of times that are written without an offset. */
  zone?: string;
  /** Order of day and month in dates like 03/04/2024, where no row of a file decides it. */
  dates?: DateOrder;
  /** Whose records they are, where the format does not say. */
  provider?: string;
  /** When the run takes place: an input, so that a rerun can give the same bytes. */
  runDate: Date;
  onFile?: (path: string) => void;
  /** Reference files that come with the program. */
  isBundled?: boolean;
}

/**
 * Loads files, folders and globs into the lake: each file completely or not at all. Call records come last, so that
 * directories and certificates which came along are known; files that look alike are loaded together.
 */
export async function loadPaths(
  workspace: Workspace,
  paths: readonly string[],
  options: LoadOptions,
): Promise<LoadReport> {
  const report: LoadReport = { loads: [], passed_over: [], acknowledged: [], errors: [] };
  const temporary = join(workspace.temporary(), "load");
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  const session = await openLake(workspace);
  try {
    await createStagingViews(session);
    await session.run("set variable load_provider = $provider", {
      provider: options.provider ?? null,
    });
    await session.run(
      "set variable zone_names = (select list(distinct name) from pg_timezone_names())",
    );
    const run = new LoadRun(workspace, session, options, report);
    for (const { path, isNamed, fault } of await callRecordsLast(
      workspace,
      session,
      paths,
      temporary,
      options,
    )) {
      options.onFile?.(path);
      try {
        if (fault) throw fault;
        await run.take(path, isNamed, mkdtempSync(join(temporary, "file-")));
      } catch (error) {
        if (error instanceof UnknownFormatError && !isNamed) report.passed_over.push(path);
        else await run.refuse(path, error);
      }
    }
    await run.flush();
  } finally {
    session.close();
    rmSync(temporary, { recursive: true, force: true });
  }
  if (report.loads.length + report.errors.length + report.acknowledged.length === 0) {
    const named = paths.join(", ");
    report.errors.push({
      file: named,
      message: `${named}: no file here is an export that a loader knows`,
    });
  }
  return report;
}

/** The files in their order, those of call records after the others. */
async function callRecordsLast(
  workspace: Workspace,
  session: Session,
  paths: readonly string[],
  temporary: string,
  { format, map }: LoadOptions,
): Promise<FoundFile[]> {
  // A workspace may lie in the folder that is loaded: what it holds is no export.
  const inside = workspace.folder + sep;
  const files = listFiles(paths).filter(
    (file) => file.isNamed || !resolve(file.path).startsWith(inside),
  );
  const known = map?.target ?? format;
  if (known) return files;
  const others: FoundFile[] = [];
  const records: FoundFile[] = [];
  for (const file of files) {
    const isCalls =
      !file.fault && (await holdsCalls(session, file.path, temporary).catch(() => false));
    (isCalls ? records : others).push(file);
  }
  return [...others, ...records];
}

/** How the person said that files are to be read: part of a load's identity. */
function readingOf({ zone, map, provider, dates }: LoadOptions): string {
  return [
    zone === undefined ? [] : [`tz ${zone}`],
    map === undefined ? [] : [`map ${map.name} ${map.sha256}`],
    provider === undefined ? [] : [`provider ${provider}`],
    dates === undefined ? [] : [`dates ${dates}`],
  ]
    .flat()
    .join("; ");
}

/** The same content in the same format, read in the same way, is the same load, whatever the file is called. */
function loadId(source: Source, reading: string): string {
  const isEntry = source.name.includes("/");
  const entry = isEntry ? source.name.split("/").slice(1).join("/") : "";
  return createHash("sha256")
    .update(`${source.layout.format.name}\n${source.sha256}\n${entry}`)
    .update(reading)
    .digest("hex")
    .slice(0, 16);
}

const maxBatchFiles = 250;
const maxBatchBytes = 2 ** 28;

/**
 * One load command. Files wait here until there are enough of one layout: a thousand small files are read as fast as a
 * large one. Which files go together depends on the list of files alone, not on what was loaded before, so that a run
 * that was killed and started again writes the same files.
 */
class LoadRun {
  #waiting: PlannedLoad[] = [];
  #loading: Promise<void> = Promise.resolve();
  #isPreparedForCalls = false;
  #hasSecret = false;
  readonly #workspace: Workspace;
  readonly #session: Session;
  readonly #options: LoadOptions;
  readonly #report: LoadReport;
  readonly #reading: Reading;

  constructor(workspace: Workspace, session: Session, options: LoadOptions, report: LoadReport) {
    this.#workspace = workspace;
    this.#session = session;
    this.#options = options;
    this.#report = report;
    this.#reading = {
      reading: readingOf(options),
      runDate: options.runDate,
      isBundled: options.isBundled ?? false,
    };
  }

  /** Opens and scans a file, or each entry of an archive; its copies are below `temporary` until it is loaded. */
  async take(path: string, isNamed: boolean, temporary: string): Promise<void> {
    const { map, format } = this.#options;
    const { files, failures } = await openPath(this.#session, path, temporary, map ?? format);
    for (const file of files) await this.#plan(file, temporary);
    // An archive may hold a readme beside its exports; an entry that is damaged is an error.
    for (const { path: entry, error } of failures) {
      const isPassedOver = error instanceof UnknownFormatError && (files.length > 0 || !isNamed);
      if (isPassedOver) this.#report.passed_over.push(entry);
      else this.#report.errors.push({ file: entry, message: error.message });
    }
  }

  async #plan(file: OpenedFile, temporary: string): Promise<void> {
    const source = await prepare(this.#session, file, temporary);
    const { map, zone } = this.#options;
    // A zone that the person names holds before the map's; of layouts whose publisher documents theirs, that one does.
    source.zone = map ? (zone ?? file.layout.zone) : (file.layout.zone ?? zone);
    source.dateOrder = this.#options.dates ?? (await dateOrderOf(this.#session, source));
    const [first] = this.#waiting;
    const bytes = this.#waiting.reduce((sum, load) => sum + load.source.bytes, 0);
    const isFull = this.#waiting.length >= maxBatchFiles || bytes + source.bytes > maxBatchBytes;
    if (first && (isFull || signature(first.source) !== signature(source))) await this.#start();
    this.#waiting.push({ id: loadId(source, this.#reading.reading), source });
  }

  /** Loads what waits, and ends when all is loaded. */
  async flush(): Promise<void> {
    await this.#start();
    await this.#loading;
  }

  /** Starts to load what waits, once the batch before is loaded: the files of the next are scanned meanwhile. */
  async #start(): Promise<void> {
    await this.#loading;
    const batch = this.#loadWaiting();
    // A failure is thrown where the batch is awaited; until then it is no unhandled one.
    batch.catch(() => undefined);
    this.#loading = batch;
  }

  async #loadWaiting(): Promise<void> {
    const loads = this.#waiting;
    this.#waiting = [];
    const fresh: PlannedLoad[] = [];
    const again: PlannedLoad[] = [];
    for (const load of loads) {
      const earlier = this.#workspace.catalog.load(load.id);
      if (earlier) this.#report.loads.push(loadedBefore(earlier, load.source.path));
      else if (fresh.some(({ id }) => id === load.id)) again.push(load);
      else fresh.push(load);
    }
    if (fresh.length > 0) await this.#load(fresh);
    // The same content twice in one batch: now the first is loaded.
    for (const load of again) {
      const earlier = this.#workspace.catalog.load(load.id);
      if (earlier) this.#report.loads.push(loadedBefore(earlier, load.source.path));
    }
  }

  async #load(loads: PlannedLoad[]): Promise<void> {
    try {
      await this.#prepareFor(loads[0]!.source.layout.format);
      const summaries = await loadBatch(this.#workspace, this.#session, loads, this.#reading);
      for (const summary of summaries) {
        const over = isOverRejectLimit(
          summary.rows_rejected,
          summary.rows_read,
          summary.reject_limit,
        );
        this.#report.loads.push({ ...summary, over_reject_limit: over });
      }
    } catch (error) {
      const [only, ...others] = loads as [PlannedLoad, ...PlannedLoad[]];
      // Errors in our own SQL are thrown on, not blamed on the files.
      if (/^(Binder|Parser|Catalog|Internal) Error/.test((error as Error).message)) throw error;
      // One of several is at fault: by halves, until it has its name.
      if (others.length > 0) {
        const half = loads.length >> 1;
        await this.#load(loads.slice(0, half));
        await this.#load(loads.slice(half));
      } else if (only.source.parquet && isParquetFault(error)) {
        await this.refuse(only.source.path, damagedParquet(only.source.path, error));
      } else if (only.source.gzip && isGzipFault(error)) {
        await this.#load([{ ...only, source: await inflated(only.source) }]);
      } else if (isQuoteFault(error)) {
        const source = await withoutStrayQuotes(only.source, true);
        if (source === only.source) await this.refuse(only.source.path, error);
        else await this.#load([{ ...only, source }]);
      } else await this.refuse(only.source.path, error);
    }
  }

  async #prepareFor(format: Format): Promise<void> {
    if (format.holdsCalledNumbers && !this.#hasSecret) {
      const { folder, catalog } = this.#workspace;
      const at = this.#options.runDate.toISOString();
      await this.#session.setSecret("called_secret", calledSecret(folder, catalog, at));
      const seals = this.#workspace.settings.seal_called_numbers_to !== null;
      await this.#session.run(`set variable seals_called = ${seals}`);
      this.#hasSecret = true;
    }
    if (format.loadStrategy === "call_legs" && !this.#isPreparedForCalls) {
      await prepareReferenceLookups(this.#session);
      this.#isPreparedForCalls = true;
    }
  }

  /** Reports a file that could not be loaded; one whose fault was acknowledged is passed over. */
  async refuse(path: string, error: unknown): Promise<void> {
    const { message } = explainSystemError(error, path);
    const [file = path] = /^(.*?\.zip)\//.exec(path)?.slice(1) ?? [];
    const sha256 = await hashFile(file).catch(() => null);
    if (sha256 !== null && this.#workspace.catalog.isAcknowledged(sha256)) {
      this.#report.acknowledged.push(path);
      return;
    }
    // The engine's own messages may quote a cell, and so a called number.
    const isOurs = error instanceof CommandError || !message.startsWith(path);
    this.#report.errors.push({
      file: path,
      message: isOurs ? message : path + withoutNumbers(message.slice(path.length)),
    });
  }
}

/** DuckDB gives up a file over some quotes that it cannot follow. */
const isQuoteFault = (error: unknown): boolean =>
  /state machine reached an invalid state/.test((error as Error).message);

/** An optional field of a gzip header, zeros after its end: DuckDB reads neither. */
const isGzipFault = (error: unknown): boolean =>
  /GZIP (?:stream|archive)/i.test((error as Error).message);

const loadedBefore = (entry: LoadEntry, file: string): LoadSummary => ({
  ...entry,
  file,
  is_new: false,
  over_reject_limit: isOverRejectLimit(entry.rows_rejected, entry.rows_read, entry.reject_limit),
});

const signature = ({ layout, gzip, parquet, types, dateOrder, zone }: Source): string =>
  JSON.stringify([
    dateOrder,
    zone,
    layout.format.name,
    layout.columns,
    layout.expressions,
    layout.delimiter,
    layout.skipLines,
    layout.fileDate,
    gzip,
    parquet,
    types,
  ]);
