import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "../../src/data/session.ts";
import { CommandError } from "../../src/errors.ts";
import type { Layout } from "../columns/recognise.ts";
import type { LocatedRow } from "./find-rows.ts";
import type { OpenedFile } from "./open.ts";
import type { RecordRules } from "./records.ts";
import { writeCleanCopy } from "./repair.ts";
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
  /** Lines that were taken out before reading, since they would have swallowed others. */
  setAside: LocatedRow[];
  notes: string[];
  /** A folder for copies; it goes when the command ends. */
  temporary: string;
}

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
      setAside: [],
      notes: [],
      temporary,
    };
  }
  const rules = recordRules(layout);
  const gzip = opened.container === "gzip";
  const scan = await scanText(file, gzip, rules);
  const source: Source = {
    ...opened,
    sha256: isOwn ? scan.sha256 : await hashFile(opened.original),
    bytes: isOwn ? scan.bytes : opened.stamp.size,
    records: scan.records,
    readPath: file,
    gzip,
    parquet: false,
    setAside: [],
    temporary,
    notes: [
      ...(scan.hasForeignBytes ? ["bytes that are not UTF-8 were read as Windows-1252"] : []),
      ...(scan.hasNuls ? ["NUL bytes were removed"] : []),
      ...(scan.hasBareReturns ? ["bare carriage returns were replaced"] : []),
    ],
  };
  let { hasStrayQuotes } = scan;
  if (scan.hasForeignBytes || scan.hasNuls || scan.hasBareReturns || scan.hasMixedLineEnds) {
    source.readPath = join(mkdtempSync(join(temporary, "copy-")), "clean.csv");
    const repaired = await writeCleanCopy(file, gzip, scan, rules, source.readPath);
    source.gzip = false;
    source.records = repaired.records;
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
  const all = [...source.setAside, ...setAside].sort((a, b) => a.line - b.line);
  return { ...source, setAside: all, readPath: copy, gzip: false, records: records + all.length };
}

const recordRules = ({ delimiter, skipLines, format, columns }: Layout): RecordRules => ({
  delimiter,
  skipLines,
  comment: format.comment,
  cells: format.holdsFreeText ? undefined : columns.length,
});

async function parquetRecords(session: Session, file: string, path: string): Promise<number> {
  try {
    const row = await session.row<{ n: number }>(
      "select sum(num_rows)::bigint as n from parquet_file_metadata($file)",
      { file },
    );
    return row?.n ?? 0;
  } catch (error) {
    throw new CommandError(`${path}: damaged Parquet file: fetch it again`, 1, { cause: error });
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
