import { openSync, readSync, closeSync, mkdtempSync, symlinkSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { CommandError } from "../../src/errors.ts";
import type { Session } from "../../src/data/session.ts";
import type { ColumnMap } from "../columns/column-map.ts";
import { mappedColumns, mappedLayout } from "../columns/map-layout.ts";
import { recogniseColumns, recogniseText, type Layout } from "../columns/recognise.ts";
import { recogniseShipped, recogniseShippedColumns } from "../columns/shipped-maps.ts";
import type { Format } from "../formats/format.ts";
import { decodedCopy, decodedHead, encodingOf } from "./encoding.ts";
import { writeFieldRecords, type Fields } from "./field-records.ts";
import { jsonRecords, looksLikeJson } from "./json-records.ts";
import type { OpenedFile } from "./opened-file.ts";
import { damagedParquet } from "./parquet-fault.ts";
import { rewritten } from "./rewritten.ts";
import { fileStamp, readHead } from "./scan.ts";
import { looksLikeSqlDump, sqlRows } from "./sql-dump.ts";
import { looksLikeXml, xmlRecords } from "./xml-records.ts";
import { unzip } from "./zip.ts";

/** How the person said that a file is to be read: a format's name, or a column map. */
export type Choice = Format | ColumnMap | undefined;

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
  // The second is that of an archive without a file.
  if (["PK\u0003\u0004", "PK\u0005\u0006"].includes(head.toString("latin1"))) return "zip";
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
      // Its unpacked copy is nobody's name for it.
      const message = error.message.replaceAll(file, shown);
      opened.failures.push({
        path: shown,
        error:
          error instanceof UnknownFormatError
            ? new UnknownFormatError(message)
            : new CommandError(message),
      });
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
  const common = {
    ...place, container: kind, original: file, stamp: fileStamp(file), setAside: [], skipped: new Map<string, number>(),
    notes: [],
  }; // prettier-ignore
  if (kind === "parquet") {
    const columns = await parquetColumns(session, file, path);
    const names = columns.map((column) => column.column_name);
    const layout = columnsLayout(names, path, choice);
    if (!layout) throw unknownFormat(path, choice);
    return { ...common, layout, types: columns.map((column) => column.column_type).join(", ") };
  }
  const decoded = await decodedText(common, temporary, isMap(choice) ? choice.encoding : undefined);
  const head = await readHead(decoded.file, decoded.container === "gzip");
  if (head.length === 0) throw new CommandError(`${path}: empty file: fetch it again`);
  const text = decodedHead(head);
  const fields = await openFields(decoded, text, temporary, choice);
  if (fields) return fields;
  const hasOnlyReturns = !text.includes("\n") && text.includes("\r");
  const layout = textLayout(hasOnlyReturns ? text.replaceAll("\r", "\n") : text, path, choice);
  if (!layout && head.includes(0)) {
    throw new UnknownFormatError(
      `${path}: a binary file, not an export: load .csv, .csv.gz, .zip or .parquet files`,
    );
  }
  if (!layout) throw unknownFormat(path, choice);
  // A map that comes with the program knows its encoding once it is chosen.
  const isOther = layout.encoding !== undefined && decoded.file === file;
  const ready = isOther ? await decodedText(common, temporary, layout.encoding) : decoded;
  const opened = { ...ready, layout };
  return layout.rewrite ? rewritten(opened, layout.rewrite, temporary) : opened;
}

/** The same in UTF-8, where the text is in an encoding that the engine does not read. */
async function decodedText(
  place: Omit<OpenedFile, "layout">,
  temporary: string,
  named: string | undefined,
): Promise<Omit<OpenedFile, "layout">> {
  const gzip = place.container === "gzip";
  const encoding = named ?? encodingOf(await readHead(place.file, gzip, 4096));
  if (encoding === undefined || encoding === "utf-8") return place;
  const copy = join(mkdtempSync(join(temporary, "utf8-")), "text");
  await decodedCopy(place.file, gzip, encoding, copy);
  return { ...place, file: copy, container: "text", notes: [`read as ${encoding}`] };
}

/** A text of named fields (JSON, XML, a database's dump) as CSV; undefined where it is none that a loader knows. */
async function openFields(
  place: Omit<OpenedFile, "layout">,
  head: string,
  temporary: string,
  choice: Choice,
): Promise<OpenedFile | undefined> {
  const { file, path } = place;
  const gzip = place.container === "gzip";
  const recognise = (names: readonly string[]) => columnsLayout(names, path, choice);
  const known = new Map<string, boolean>();
  const isRecord = (fields: Fields): boolean => {
    const key = [...fields.keys()].join();
    const is =
      known.get(key) ??
      (isMap(choice)
        ? fields.size > 1 && mapFits(choice, fields)
        : recognise([...fields.keys()]) !== undefined);
    known.set(key, is);
    return is;
  };
  const records = looksLikeJson(head)
    ? jsonRecords(file, gzip, isRecord)
    : looksLikeXml(head)
      ? xmlRecords(file, gzip)
      : looksLikeSqlDump(head)
        ? sqlRows(file, gzip, isRecord)
        : undefined;
  if (!records) return undefined;
  const copy = join(mkdtempSync(join(temporary, "fields-")), "records.csv");
  const written = await writeFieldRecords(records, recognise, copy);
  if (!written) return undefined;
  const setAside = Array.from({ length: written.unreadable }, () => ({
    line: null,
    raw: "",
    reason: "cut_record",
  }));
  return { ...place, file: copy, container: "text", layout: written.layout, setAside };
}

/** Whether an object has the fields that a map must have. */
function mapFits(map: ColumnMap, fields: Fields): boolean {
  try {
    mappedColumns(map, [...fields.keys()], map.path);
    return true;
  } catch {
    return false;
  }
}

const isMap = (choice: Choice): choice is ColumnMap => choice !== undefined && "target" in choice;

const textLayout = (text: string, path: string, choice: Choice): Layout | undefined =>
  isMap(choice)
    ? mappedLayout(choice, text, path)
    : (recogniseText(text, choice) ?? recogniseShipped(text, path, choice));

const columnsLayout = (
  names: readonly string[],
  path: string,
  choice: Choice,
): Layout | undefined =>
  isMap(choice)
    ? mappedColumns(choice, names, path)
    : (recogniseColumns(names, choice) ?? recogniseShippedColumns(names, path, choice));

function unknownFormat(path: string, choice: Choice): UnknownFormatError {
  return new UnknownFormatError(
    choice && !isMap(choice)
      ? `${path}: not ${choice.name}: its header lacks ${choice.required.join(", ")}`
      : `${path}: no known format: its first lines hold no header that a loader knows ` +
          "(docket load --help lists them; docket map --try FILE proposes a column map)",
  );
}

interface ParquetColumn {
  column_name: string;
  column_type: string;
}

async function parquetColumns(
  session: Session,
  file: string,
  path: string,
): Promise<ParquetColumn[]> {
  try {
    return await session.rows<ParquetColumn>(
      "select column_name, column_type from (describe select * from read_parquet($file))",
      { file },
    );
  } catch (error) {
    throw damagedParquet(path, error);
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
      const columns = await parquetColumns(session, plainPath(path, temporary), path);
      const names = columns.map((column) => column.column_name);
      return columnsLayout(names, path, undefined)?.format.loadStrategy === "call_legs";
    }
    const head = await readHead(path, kind === "gzip");
    const text = decodedHead(head);
    if (looksLikeJson(text) || looksLikeXml(text) || looksLikeSqlDump(text)) return true;
    return textLayout(text, path, undefined)?.format.loadStrategy === "call_legs";
  } catch (error) {
    // What is wrong with the file is said when it is opened to be loaded.
    if (error instanceof CommandError) return false;
    throw error;
  }
}
