import type { WrittenFile } from "../../src/data/lake/lake.ts";
import { CommandError } from "../../src/errors.ts";
import type { LoadEntry, LoadFindings } from "../../src/workspace/catalog.ts";
import type { Source } from "../files/prepare.ts";
import { withoutNumbers } from "../parse/private-text.ts";
import type { AsideCount, FileMonth, NumberedLoad, ParsedFile } from "./planned-load.ts";

/** How the person said that files are to be read, and when the run takes place. */
export interface Reading {
  /** Zone, map and provider that the person named, as text: part of a load's identity. */
  reading: string;
  runDate: Date;
  /** Reference files that come with the program. */
  isBundled: boolean;
}

/** What a load command says of one file. */
export interface LoadSummary extends Omit<
  LoadEntry,
  "title" | "publisher" | "months" | "superseded"
> {
  file: string;
  /** False where the same content was loaded before: nothing was done. */
  is_new: boolean;
  over_reject_limit: boolean;
}

/** The catalog's entry of a load. Every count is taken from another place: see requireBalance. */
export function loadEntry(
  { id, source, load_no, load_order }: NumberedLoad,
  found: {
    reading: Reading;
    parsed: ParsedFile | undefined;
    rejects: number;
    files: readonly WrittenFile[];
    duplicates: number;
    superseded: readonly { month: string; rows: number }[];
    asides: readonly AsideCount[];
    months: readonly FileMonth[];
    notes: readonly string[];
    findings: LoadFindings;
  },
): LoadEntry {
  const { format, ignored } = source.layout;
  const { reading, months } = found;
  const asideRows = (fate: AsideCount["fate"]) =>
    found.asides.filter((row) => row.fate === fate).reduce((sum, { n }) => sum + n, 0);
  const dated = months.filter((month) => month.first_at !== null);
  const namesNobody = format.namesNoProvider && !reading.reading.includes("provider ");
  return {
    load_id: id,
    load_no,
    load_order,
    format: format.name,
    table: format.table,
    title: format.title,
    publisher: format.publisher,
    file_name: source.name,
    file_sha256: source.sha256,
    file_bytes: source.bytes,
    file_date: source.layout.fileDate ?? found.parsed?.file_date ?? null,
    rows_read: source.records,
    rows_loaded: rowsOf(found.files, format.table, load_no) - found.duplicates,
    rows_duplicate: found.duplicates,
    rows_rejected: found.rejects,
    rows_superseded: asideRows("superseded"),
    rows_attempts: asideRows("attempt"),
    rows_no_call: asideRows("no_call"),
    rows_skipped: [...source.skipped.values()].reduce((sum, n) => sum + n, 0),
    skipped: Object.fromEntries(source.skipped),
    first_at: least(dated.map((month) => month.first_at!)),
    last_at: greatest(dated.map((month) => month.last_at!)),
    loaded_at: reading.runDate.toISOString().replace("Z", ""),
    reject_limit: format.rejectLimit,
    is_bundled: reading.isBundled,
    is_simulated: found.parsed?.is_simulated ?? false,
    reading: reading.reading,
    ignored_columns: ignored.map(withoutNumbers),
    notes: [
      ...source.notes,
      ...found.notes,
      ...(namesNobody
        ? [`its rows have the provider ${format.name}: name whose they are with --provider`]
        : []),
      ...(source.records === 0 ? ["a header and no rows"] : []),
    ],
    findings: found.findings,
    months: Object.fromEntries(
      months.map(({ month, rows, first_at, last_at }) => [month, { rows, first_at, last_at }]),
    ),
    superseded: Object.fromEntries(found.superseded.map(({ month, rows }) => [month, rows])),
  };
}

/** Rows of a load in the files that were written, by their own count. */
const rowsOf = (files: readonly WrittenFile[], table: string, load_no: number): number =>
  files
    .filter(({ file }) => file.table === table)
    .flatMap(({ file }) => file.loads)
    .filter(([no]) => no === load_no)
    .reduce((sum, [, rows]) => sum + rows, 0);

/**
 * Throws where a load does not add up. Records are counted by the scan of the file's bytes; loaded and rejected rows
 * by reading back the Parquet files; duplicates where they were found. No count is made from the others. `broken`: rejects
 * that could not be split.
 */
export function requireBalance(
  source: Source,
  entry: LoadEntry,
  files: readonly WrittenFile[],
  broken: number,
): void {
  const rejected = rowsOf(files, "rejects", entry.load_no);
  const { rows_read, rows_loaded, rows_duplicate, rows_rejected } = entry;
  if (rejected !== rows_rejected) {
    throw new CommandError(
      `${source.path}: ${rows_rejected} rows were rejected, ${rejected} are in the table rejects: nothing was loaded`,
    );
  }
  if (rows_read !== rows_loaded + rows_duplicate + rows_rejected) {
    // The engine stops where it can split no row of thirty megabytes.
    if (2 * broken > rows_rejected && 2 * rows_rejected > rows_loaded + rows_duplicate) {
      throw new CommandError(
        `${source.path}: ${broken} or more of its ${rows_read} rows have not the cells of its header: correct the ` +
          "export, or set ragged, quote or escape in a column map. Nothing was loaded",
      );
    }
    throw new CommandError(
      `${source.path}: ${rows_read} records in the file, but ${rows_loaded} loaded + ${rows_duplicate} duplicate + ` +
        `${rows_rejected} rejected: nothing was loaded; please report this file's form`,
    );
  }
}

const least = (values: readonly string[]): string | null =>
  values.reduce<string | null>((min, v) => (min === null || v < min ? v : min), null);
const greatest = (values: readonly string[]): string | null =>
  values.reduce<string | null>((max, v) => (max === null || v > max ? v : max), null);
