import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "../../src/data/session.ts";
import { CommandError } from "../../src/errors.ts";
import type { DateOrder, Layout } from "../columns/recognise.ts";
import { damagedParquet } from "./parquet-fault.ts";
import type { OpenedFile } from "./opened-file.ts";
import { bytesOf } from "./record-parts.ts";
import type { RecordRules } from "./records.ts";
import { writeCleanCopy, writeInflatedCopy } from "./repair.ts";
import { plainRewrite, type Rewrite } from "./rewrite.ts";
import { rewritten } from "./rewritten.ts";
import { fileStamp, hashFile, scanText } from "./scan.ts";
import { setAsideStrayQuotes } from "./stray-quotes.ts";

/** A file that DuckDB can read: scanned, hashed, and repaired where it must be. */
export interface Source extends OpenedFile {
  sha256: string;
  bytes: number;
  /** Records of the file, counted by its bytes; lines that were set aside are among them. */
  records: number;
  /** What DuckDB reads: the file itself, or a repaired copy of it. */
  readPath: string;
  gzip: boolean;
  parquet: boolean;
  /** Zone of its times without an offset. */
  zone?: string;
  /** Order of day and month in its dates, once it is decided. */
  dateOrder?: DateOrder;
  /** A folder for copies; it goes when the command ends. */
  temporary: string;
}

/** More rows of a file than this that cannot be split are no rows of it. */
const mostUneven = 500_000;

/** Reads all bytes of a file once: its hash, its records, and whether it must be repaired; repairs it below `temporary`. */
export async function prepare(
  session: Session,
  opened: OpenedFile,
  temporary: string,
): Promise<Source> {
  const { file, path, layout } = opened;
  const isOwn = opened.original === file;
  if (opened.container === "parquet") {
    return {
      ...opened,
      sha256: await hashFile(opened.original),
      bytes: opened.stamp.size,
      records: await parquetRecords(session, file, path),
      readPath: file,
      gzip: false,
      parquet: true,
      temporary,
    };
  }
  const rules = recordRules(layout);
  const gzip = opened.container === "gzip";
  const scan = await scanText(file, gzip, rules, needleOf(layout));
  if (scan.hasNeedle && !layout.rewrite)
    return prepare(session, await rewritten(opened, withoutHeaders(layout), temporary), temporary);
  // The engine keeps kilobytes of each row that it cannot split, outside of its memory limit.
  if (scan.uneven > mostUneven) {
    throw new CommandError(
      `${path}: some ${scan.uneven.toLocaleString("en-US")} of its ${scan.records.toLocaleString("en-US")} rows have not ` +
        "the cells of its header: correct the export, or set ragged, quote or escape in a column map",
    );
  }
  const aside = opened.setAside.length;
  const source: Source = {
    ...opened,
    sha256: isOwn ? scan.sha256 : await hashFile(opened.original),
    bytes: isOwn ? scan.bytes : opened.stamp.size,
    records: scan.records + aside,
    readPath: file,
    gzip,
    parquet: false,
    temporary,
    notes: [
      ...opened.notes,
      ...(scan.hasForeignBytes ? ["bytes that are not UTF-8 were read as Windows-1252"] : []),
      ...(scan.hasMarks ? ["byte order marks inside the text were removed"] : []),
      ...(scan.hasNuls ? ["NUL bytes were removed"] : []),
      ...(scan.hasBareReturns ? ["bare carriage returns were replaced"] : []),
    ],
  };
  let { hasStrayQuotes } = scan;
  const mustBeRepaired =
    scan.hasForeignBytes ||
    scan.hasNuls ||
    scan.hasMarks ||
    scan.hasBareReturns ||
    scan.hasMixedLineEnds;
  if (mustBeRepaired) {
    source.readPath = join(mkdtempSync(join(temporary, "copy-")), "clean.csv");
    const repaired = await writeCleanCopy(file, gzip, scan, rules, source.readPath);
    source.gzip = false;
    source.records = repaired.records + aside;
    ({ hasStrayQuotes } = repaired);
  }
  return hasStrayQuotes && !layout.format.lenientQuotes ? withoutStrayQuotes(source) : source;
}

/**
 * The same without the lines that open a quote which never closes; they are set aside. `isStrict`: also those whose
 * quotes close where no cell ends, over some of which the engine gives up.
 */
export async function withoutStrayQuotes(source: Source, isStrict = false): Promise<Source> {
  const { layout, temporary, readPath, gzip } = source;
  const rules = recordRules(layout);
  const copy = join(mkdtempSync(join(temporary, "quotes-")), "closed.csv");
  const { setAside, records } = await setAsideStrayQuotes(readPath, gzip, rules, copy, isStrict);
  if (setAside.length === 0) return source;
  const all = [...source.setAside, ...setAside].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { ...source, setAside: all, readPath: copy, gzip: false, records: records + all.length };
}

/** The same inflated: DuckDB reads fewer forms of gzip than the scan, which has read all of it by now. */
export async function inflated(source: Source): Promise<Source> {
  const copy = join(mkdtempSync(join(source.temporary, "inflated-")), "text.csv");
  await writeInflatedCopy(source.readPath, copy);
  return { ...source, readPath: copy, gzip: false };
}

/** A cell of the header by which its lines are found again; short words stand in rows too. */
function needleOf({ header, rewrite }: Layout): string | undefined {
  if (!header || rewrite) return undefined;
  const longest = [...header].map((cell) => cell.trim()).sort((a, b) => b.length - a.length)[0];
  return longest !== undefined && longest.length >= 6 ? longest : undefined;
}

/** How a text is rewritten without the headers that stand midway; rows below one in another order are read by it. */
const withoutHeaders = ({ delimiter, columns, skipLines, header }: Layout): Rewrite =>
  plainRewrite({ delimiter, width: columns.length, skipLines, header: header!.map(bytesOf) });

const recordRules = ({ delimiter, skipLines, format, columns }: Layout): RecordRules => ({
  delimiter,
  skipLines,
  cells: format.holdsFreeText ? undefined : columns.length,
  columns: columns.length,
});

async function parquetRecords(session: Session, file: string, path: string): Promise<number> {
  try {
    const row = await session.row<{ n: number }>(
      "select sum(num_rows)::bigint as n from parquet_file_metadata($file)",
      { file },
    );
    return row?.n ?? 0;
  } catch (error) {
    throw damagedParquet(path, error);
  }
}

/** Throws where a file has changed since it was opened: then its hash is not that of what was read. */
export function requireUnchanged({ original, stamp, path }: OpenedFile): void {
  const now = fileStamp(original);
  if (now.size !== stamp.size || now.mtimeMs !== stamp.mtimeMs) {
    throw new CommandError(
      `${path}: the file changed while it was read: wait until its writer is done and load it again`,
    );
  }
}
