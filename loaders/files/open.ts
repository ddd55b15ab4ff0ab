import { openSync, readSync, closeSync, mkdtempSync, symlinkSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { CommandError } from "../../src/errors.ts";
import type { Session } from "../../src/data/session.ts";
import { mappedColumns, mappedLayout, type ColumnMap } from "../columns/column-map.ts";
import { recogniseColumns, recogniseText, type Layout } from "../columns/recognise.ts";
import type { Format } from "../formats/format.ts";
import { twilioCalls } from "../formats/switches/twilio-calls.ts";
import { looksLikeJson, twilioJsonToCsv } from "../formats/switches/twilio-json.ts";
import { fileStamp, readHead, type FileStamp } from "./scan.ts";
import { unzip } from "./zip.ts";

/** How the person said that a file is to be read: a format's name, or a column map. */
export type Choice = Format | ColumnMap | undefined;

/** A file whose container, format and columns are known from its first bytes. */
export interface OpenedFile {
  /** As the person named it; an entry of an archive is `archive.zip/entry.txt`. */
  path: string;
  name: string;
  layout: Layout;
  container: "text" | "gzip" | "parquet";
  /** The text or Parquet file on disk: the file itself, an unpacked entry, or JSON written as CSV. */
  file: string;
  /** What the person's disk holds, hashed and compared at the end: the archive for an entry. */
  original: string;
  stamp: FileStamp;
}

export interface OpenedPath {
  files: OpenedFile[];
  /** Entries of an archive that cannot be loaded, and why. */
  failures: { path: string; error: CommandError }[];
}

export class UnknownFormatError extends CommandError {}

type Container = "parquet" | "gzip" | "zip" | "text";

export function container(path: string, shown = path): Container {
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

/**
 * Opens a file, or each entry of a zip archive, unpacked below `temporary`. Throws UnknownFormatError where no format
 * fits.
 */
export async function openPath(
  session: Session,
  path: string,
  temporary: string,
  choice: Choice,
): Promise<OpenedPath> {
  const kind = container(path);
  if (kind !== "zip") {
    const place = { file: plainPath(path, temporary), path, name: basename(path) };
    return { files: [await openOne(session, place, kind, temporary, choice)], failures: [] };
  }
  const folder = mkdtempSync(join(temporary, "zip-"));
  const stamp = fileStamp(path);
  const opened: OpenedPath = { files: [], failures: [] };
  for (const [entry, file] of await unzip(path, folder)) {
    const shown = `${path}/${entry}`;
    try {
      const kindOf = container(file, shown);
      if (kindOf === "zip")
        throw new UnknownFormatError(`${shown}: an archive in an archive: unpack it first`);
      const place = { file, path: shown, name: `${basename(path)}/${entry}` };
      const one = await openOne(session, place, kindOf, temporary, choice);
      opened.files.push({ ...one, original: path, stamp });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      opened.failures.push({ path: shown, error });
    }
  }
  if (opened.files.length + opened.failures.length === 0) {
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
  session: Session,
  place: { file: string; path: string; name: string },
  kind: "text" | "gzip" | "parquet",
  temporary: string,
  choice: Choice,
): Promise<OpenedFile> {
  const { file, path } = place;
  const common = { ...place, container: kind, original: file, stamp: fileStamp(file) };
  if (kind === "parquet") {
    const names = await parquetColumns(session, file, path);
    const layout = isMap(choice)
      ? mappedColumns(choice, names, path)
      : recogniseColumns(names, choice);
    if (!layout) throw unknownFormat(path, choice);
    return { ...common, layout };
  }
  const head = await readHead(file, kind === "gzip");
  if (head.length === 0) throw new CommandError(`${path}: empty file: fetch it again`);
  const text = headText(head, path);
  if (kind === "text" && looksLikeJson(text) && !isMap(choice)) {
    const copy = join(mkdtempSync(join(temporary, "json-")), "calls.csv");
    if (twilioJsonToCsv(file, copy)) {
      const layout = textLayout(headText(await readHead(copy, false), path), path, choice);
      if (layout) return { ...common, file: copy, layout };
    }
  }
  let layout = textLayout(text, path, choice);
  if (!layout && !text.includes("\n"))
    layout = textLayout(text.replaceAll("\r", "\n"), path, choice);
  if (!layout && head.includes(0)) {
    throw new UnknownFormatError(
      `${path}: a binary file, not an export: load .csv, .csv.gz, .zip or .parquet files`,
    );
  }
  if (!layout) throw unknownFormat(path, choice);
  return { ...common, layout };
}

function headText(head: Buffer, path: string): string {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    throw new CommandError(`${path}: UTF-16 text: save it as UTF-8 and load it again`);
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(head);
}

const isMap = (choice: Choice): choice is ColumnMap => choice !== undefined && "target" in choice;

const textLayout = (text: string, path: string, choice: Choice): Layout | undefined =>
  isMap(choice) ? mappedLayout(choice, text, path) : recogniseText(text, choice);

function unknownFormat(path: string, choice: Choice): UnknownFormatError {
  return new UnknownFormatError(
    choice && !isMap(choice)
      ? `${path}: not ${choice.name}: its header lacks ${choice.required.join(", ")}`
      : `${path}: no known format: its first lines hold no header that a loader knows ` +
          "(docket load --help lists them)",
  );
}

async function parquetColumns(session: Session, file: string, path: string): Promise<string[]> {
  try {
    const rows = await session.rows<{ column_name: string }>(
      "select column_name from (describe select * from read_parquet($file))",
      { file },
    );
    return rows.map((row) => row.column_name);
  } catch (error) {
    throw new CommandError(`${path}: damaged Parquet file: fetch it again`, 1, { cause: error });
  }
}

/** Whether a file's first bytes say that it holds call records; archives and what no loader knows do not. */
export async function holdsCalls(
  session: Session,
  path: string,
  temporary: string,
): Promise<boolean> {
  try {
    const kind = container(path);
    if (kind === "zip") return false;
    if (kind === "parquet") {
      const names = await parquetColumns(session, plainPath(path, temporary), path);
      return recogniseColumns(names)?.format.loadStrategy === "call_legs";
    }
    const text = headText(await readHead(path, kind === "gzip"), path);
    const format = looksLikeJson(text) ? twilioCalls : recogniseText(text)?.format;
    return format?.loadStrategy === "call_legs";
  } catch (error) {
    // What is wrong with the file is said when it is opened to be loaded.
    if (error instanceof CommandError) return false;
    throw error;
  }
}
