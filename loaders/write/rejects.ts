import type { Session } from "../../src/data/session.ts";
import { findRows, type BrokenRow, type FoundRows } from "../files/find-rows.ts";
import type { Source } from "../files/prepare.ts";
import { withoutSpelledNumbers } from "../../src/spoken-digits.ts";
import { withoutNumbers } from "../parse/private-text.ts";

const brokenReasons: Record<string, string> = {
  "MISSING COLUMNS": "too_few_columns",
  "TOO MANY COLUMNS": "too_many_columns",
  "UNQUOTED VALUE": "broken_quotes",
  "LINE SIZE OVER MAXIMUM": "line_too_long",
  "INVALID ENCODING": "invalid_encoding",
  "INVALID STATE": "broken_quotes",
};

/** A parsed row that failed validation; `ordinal` is its 0-based position among the parsed rows of its file. */
export interface UnusableRow {
  ordinal: number;
  reason: string;
}

/** A row of the table rejects, before it is written. */
export interface RejectedRow {
  line: number | null;
  reason: string;
  raw: string | null;
}

/** From the row `from_ordinal` (of those that could be split) on, `shift` records of the file could not. */
export interface RecordShift {
  from_ordinal: number;
  shift: number;
}

type ReportedRow = BrokenRow & { error_type: string };

/** The rows that DuckDB could not split, by the path that it read. */
export async function brokenRows(
  session: Session,
  rejectsTable: string,
): Promise<Map<string, ReportedRow[]>> {
  const rows = await session.rows<ReportedRow & { file_path: string }>(
    `select s.file_path, r.line_byte_position - 1 as "bytePosition", any_value(r.csv_line) as text,
        min_by(r.error_type::varchar, r.byte_position) as error_type
    from ${rejectsTable} as r
    join ${rejectsTable}_scans as s on s.scan_id = r.scan_id and s.file_id = r.file_id
    group by s.file_path, r.line_byte_position order by s.file_path, r.line_byte_position`,
  );
  const byFile = new Map<string, ReportedRow[]>();
  for (const { file_path, ...row } of rows) {
    // DuckDB starts a row at the empty lines before it.
    const empty = /^[\r\n]*/.exec(row.text)?.[0] ?? "";
    row.bytePosition += empty.length;
    row.text = row.text.slice(empty.length);
    const ofFile = byFile.get(file_path) ?? [];
    ofFile.push(row);
    byFile.set(file_path, ofFile);
  }
  return byFile;
}

/** Every unusable row of a file with its line, reason and text, and how far the others' record numbers are shifted. */
export async function rejectedRows(
  source: Source,
  unusable: readonly UnusableRow[],
  broken: readonly ReportedRow[],
): Promise<{ rows: RejectedRow[]; shifts: RecordShift[] }> {
  const aside = source.setAside;
  if (unusable.length + broken.length + aside.length === 0) return { rows: [], shifts: [] };
  const found: FoundRows = source.parquet
    ? { accepted: new Map(), broken: new Map() }
    : await findRows(source.readPath, {
        gzip: source.gzip,
        skipLines: source.layout.skipLines,
        delimiter: source.layout.delimiter,
        ordinals: unusable.map((row) => row.ordinal),
        broken,
      });
  const { holdsCalledNumbers, holdsTranscripts } = source.layout.format;
  const text = (raw: string | null) => {
    if (raw === null || !holdsCalledNumbers) return raw;
    return withoutNumbers(holdsTranscripts ? withoutSpelledNumbers(raw) : raw);
  };
  const rows = [
    ...aside.map((row) => ({ line: row.line, reason: row.reason, raw: text(row.raw) })),
    ...broken.map((row) => ({
      line: found.broken.get(row.bytePosition)?.line ?? null,
      reason: brokenReasons[row.error_type] ?? "unreadable_row",
      raw: text(row.text),
    })),
    ...unusable.map((row) => ({
      line: source.parquet ? row.ordinal + 1 : (found.accepted.get(row.ordinal)?.line ?? null),
      reason: row.reason,
      raw: text(found.accepted.get(row.ordinal)?.raw ?? null),
    })),
  ].sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity));
  const shifts = new Map<number, number>();
  const before = [...found.broken.values()].map((row) => row.acceptedBefore);
  before.sort((a, b) => a - b).forEach((ordinal, i) => shifts.set(ordinal, i + 1));
  return {
    rows,
    shifts: [...shifts].map(([from_ordinal, shift]) => ({ from_ordinal, shift })),
  };
}
