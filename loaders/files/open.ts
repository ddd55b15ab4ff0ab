import { openSync, readSync, closeSync, mkdtempSync, symlinkSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { CommandError } from "../../src/errors.ts";
import { Session } from "../../src/data/session.ts";
import { mappedColumns, mappedLayout, type ColumnMap } from "../columns/column-map.ts";
import type { Format } from "../formats/format.ts";
import {
  cleanCopy,
  fileState,
  hashFile,
  inspectText,
  readHead,
  type FileState,
} from "./scan.ts";
import type { LocatedRow } from "./find-rows.ts";
import { recogniseColumns, recogniseText, type Layout } from "../columns/recognise.ts";
import { twilioCalls } from "../formats/switches/twilio-calls.ts";
import { looksLikeJson, twilioJsonToCsv } from "../formats/switches/twilio-json.ts";
import { unzip } from "./zip.ts";

/** A file that is ready to be loaded: recognised, hashed, and in a form that DuckDB reads. */
export interface Source {
  /** As the person named it; an entry of an archive is `archive.zip/entry.txt`. */
  path: string;
  name: string;
  layout: Layout;
  sha256: string;
  bytes: number;
  /** What DuckDB reads: the file itself, or a mended copy of it. */
  readPath: string;
  gzip: boolean;
  parquet: boolean;
  hasQuotes: boolean;
  notes: string[];
  /** Lines that were taken out before reading, since they would have swallowed others. */
  setAside: LocatedRow[];
  /** A folder for copies; it goes away after the load. */
  temporary: string;
  /** The file on disk whose change would make the load wrong. */
  original: string;
  state: FileState;
}

type Container = "parquet" | "gzip" | "zip" | "text";

function container(path: string, shown = path): Container {
  const head = Buffer.alloc(4);
  const descriptor = openSync(path, "r");
  let length: number;
  try {
    length = readSync(descriptor, head, 0, 4, 0);
  } finally {
    closeSync(descriptor);
  }
  if (length === 0) throw new CommandError(`${shown}: empty file: fetch it again`);
  if (head.toString("latin1") === "PAR1") return "parquet";
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  if (head.toString("latin1") === "PK\u0003\u0004") return "zip";
  return "text";
}

export class UnknownFormatError extends CommandError {}

export interface OpenedFile {
  sources: Source[];
  /** Entries of an archive that could not be opened, with why. */
  failures: { path: string; error: CommandError }[];
}

/**
 * Recognises a file by its content and makes it readable. Temporary copies go below `temporary`; the caller removes
 * that folder. Throws UnknownFormatError where no format fits.
 */
export async function openSources(
  path: string,
  temporary: string,
  only?: Format | ColumnMap,
): Promise<OpenedFile> {
  const plain = plainPath(path, temporary);
  const kind = container(path);
  if (kind !== "zip") {
    return {
      sources: [await openOne(plain, path, basename(path), kind, temporary, only)],
      failures: [],
    };
  }
  const folder = mkdtempSync(join(temporary, "zip-"));
  const sha256 = await hashFile(path);
  const state = fileState(path);
  const opened: OpenedFile = { sources: [], failures: [] };
  for (const [entry, file] of await unzip(path, folder)) {
    const shown = `${path}/${entry}`;
    try {
      const kindOf = container(file, shown);
      const name = `${basename(path)}/${entry}`;
      const source = await openOne(file, shown, name, kindOf, temporary, only);
      opened.sources.push({ ...source, sha256, bytes: state.size, original: path, state });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      opened.failures.push({ path: shown, error });
    }
  }
  if (opened.sources.length + opened.failures.length === 0) {
    throw new UnknownFormatError(`${path}: an empty archive`);
  }
  return opened;
}

/** DuckDB reads *, ? and [ in a name as a pattern, and would read other files too: a link with a plain name stands in. */
function plainPath(path: string, temporary: string): string {
  if (!/[*?[\]{}]/.test(path)) return path;
  const link = join(mkdtempSync(join(temporary, "plain-")), "file");
  symlinkSync(resolve(path), link);
  return link;
}

async function openOne(
  file: string,
  path: string,
  name: string,
  kind: Container,
  temporary: string,
  only?: Format | ColumnMap,
): Promise<Source> {
  const state = fileState(file);
  const common = { path, name, original: file, state, setAside: [], temporary };
  if (kind === "parquet") {
    const layout = tableLayout(await parquetColumns(file, path), path, only);
    if (!layout) throw unknownFormat(path, only);
    const sha256 = await hashFile(file);
    return {
      ...common,
      layout,
      sha256,
      bytes: state.size,
      readPath: file,
      gzip: false,
      parquet: true,
      hasQuotes: false,
      notes: [],
    };
  }
  const gzip = kind === "gzip";
  const head = await readHead(file, gzip);
  if (head.length === 0) throw new CommandError(`${path}: empty file: fetch it again`);
  const text = headText(head, path);
  if (!gzip && looksLikeJson(text) && !isMap(only)) {
    const copy = join(mkdtempSync(join(temporary, "json-")), "calls.csv");
    if (twilioJsonToCsv(file, copy)) {
      const source = await openOne(copy, path, name, "text", temporary, only);
      const sha256 = await hashFile(file);
      return { ...source, sha256, bytes: state.size, original: file, state };
    }
  }
  let layout = textLayout(text, path, only);
  if (!layout && !text.includes("\n")) layout = textLayout(text.replaceAll("\r", "\n"), path, only);
  if (!layout && head.includes(0)) {
    throw new UnknownFormatError(
      `${path}: a binary file, not an export: load .csv, .csv.gz, .zip or .parquet files`,
    );
  }
  if (!layout) throw unknownFormat(path, only);
  const inspection = await inspectText(file, gzip);
  const found = {
    ...common,
    layout,
    sha256: inspection.sha256,
    bytes: inspection.bytes,
    notes: inspection.notes,
    hasQuotes: inspection.hasQuotes,
  };
  if (inspection.isClean) return { ...found, readPath: file, gzip, parquet: false };
  const copy = join(mkdtempSync(join(temporary, "copy-")), "clean.csv");
  await cleanCopy(file, gzip, inspection, copy);
  return { ...found, readPath: copy, gzip: false, parquet: false };
}

function headText(head: Buffer, path: string): string {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    throw new CommandError(`${path}: UTF-16 text: save it as UTF-8 and load it again`);
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(head);
}

const isMap = (only?: Format | ColumnMap): only is ColumnMap =>
  only !== undefined && "target" in only;

const textLayout = (text: string, path: string, only?: Format | ColumnMap): Layout | undefined =>
  isMap(only) ? mappedLayout(only, text, path) : recogniseText(text, only);

const tableLayout = (
  names: readonly string[],
  path: string,
  only?: Format | ColumnMap,
): Layout | undefined =>
  isMap(only) ? mappedColumns(only, names, path) : recogniseColumns(names, only);

function unknownFormat(path: string, only?: Format | ColumnMap): UnknownFormatError {
  return new UnknownFormatError(
    only && !isMap(only)
      ? `${path}: not ${only.name}: its header lacks ${only.required.join(", ")}`
      : `${path}: no known format: its first lines hold no header that a loader knows ` +
          "(docket load --help lists them)",
  );
}

async function parquetColumns(file: string, path: string): Promise<string[]> {
  const session = await Session.open(":memory:");
  try {
    const rows = await session.rows<{ column_name: string }>(
      "select column_name from (describe select * from read_parquet($file))",
      { file },
    );
    return rows.map((row) => row.column_name);
  } catch (error) {
    throw new CommandError(`${path}: damaged Parquet file: fetch it again`, 1, { cause: error });
  } finally {
    session.close();
  }
}

/** The format of a file by its first bytes alone; undefined for archives and what no loader knows. */
export async function peekFormat(path: string, temporary: string): Promise<Format | undefined> {
  try {
    const kind = container(path);
    if (kind === "zip") return undefined;
    if (kind === "parquet") {
      return recogniseColumns(await parquetColumns(plainPath(path, temporary), path))?.format;
    }
    const text = headText(await readHead(path, kind === "gzip"), path);
    if (looksLikeJson(text)) return twilioCalls;
    return recogniseText(text)?.format;
  } catch (error) {
    // What is wrong with the file is said when it is opened to be loaded.
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

/** Throws where a file has changed since it was opened: then its hash is not that of what was read. */
export function requireUnchanged(source: Source): void {
  const now = fileState(source.original);
  if (now.size !== source.state.size || now.mtimeMs !== source.state.mtimeMs) {
    throw new CommandError(
      `${source.path}: the file changed while it was read: wait until its writer is done and load it again`,
    );
  }
}
