import type { Session } from "../../src/data/session.ts";
import { writeLakeFile, type WrittenFile } from "../../src/data/lake/lake.ts";
import { withoutSpelledNumbers } from "../../src/spoken-digits.ts";
import type { LoadFindings } from "../../src/workspace/catalog.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { findRows, type BrokenRow } from "../files/find-rows.ts";
import { InOrder } from "../files/in-order.ts";
import type { Source } from "../files/prepare.ts";
import { withoutNumbers } from "../parse/private-text.ts";
import type { NumberedLoad, ParsedFile } from "./planned-load.ts";

const brokenReasons: Record<string, string> = {
  "MISSING COLUMNS": "too_few_columns",
  "TOO MANY COLUMNS": "too_many_columns",
  "UNQUOTED VALUE": "broken_quotes",
  "LINE SIZE OVER MAXIMUM": "line_too_long",
  "INVALID ENCODING": "invalid_encoding",
  "INVALID STATE": "broken_quotes",
};

/** A parsed row that failed validation; `ordinal` is its 0-based position among the parsed rows of its file. */
interface UnusableRow {
  ordinal: number;
  reason: string;
}

/** A row that DuckDB could not split, and what it says of it. */
interface ReportedRow extends BrokenRow {
  error_type: string;
}

/** A row of the table rejects, before it is written. */
interface RejectedRow {
  line: number | null;
  reason: string;
  raw: string | null;
}

/** From the row `from_ordinal` (of those that could be split) on, `shift` records of the file could not. */
interface RecordShift {
  from_ordinal: number;
  shift: number;
}

/** What was rejected of one file of a batch. */
export interface FileRejects {
  rows: number;
  shifts: RecordShift[];
  /** Its most frequent reasons, with the first row of each. */
  findings: LoadFindings["rejects"];
}

/** Rows that are looked through, and written, at a time. */
const piece = 10_000;
const shownReasons = 8;
const columns = "file_no integer, load_no integer, line bigint, reason varchar, raw varchar";

/**
 * Finds every unusable row of the files of a batch, with its line and text, and fills the temporary table batch_rejects
 * with them. Rows are located while the file is read once more, and none stays in memory: a file may be rejects
 * throughout.
 */
export async function locateRejects(
  session: Session,
  loads: readonly NumberedLoad[],
  parsed: readonly ParsedFile[],
  rejectsTable: string,
  isCalls: boolean,
): Promise<FileRejects[]> {
  await session.fromJson("batch_rejects", columns, []);
  if (!loads[0]!.source.parquet) await listBroken(session, rejectsTable);
  const located: FileRejects[] = [];
  for (const [file_no, { source, load_no }] of loads.entries()) {
    const file = parsed.find((other) => other.file_no === file_no);
    const unusable = await unusableRows(session, file, isCalls);
    const broken = await brokenRows(session, source);
    let waiting: (RejectedRow & { file_no: number; load_no: number })[] = [];
    let rows = 0;
    const before = new Map<number, number>();
    for await (const { acceptedBefore, ...row } of rejectedRows(source, unusable, broken)) {
      rows++;
      if (acceptedBefore !== undefined)
        before.set(acceptedBefore, (before.get(acceptedBefore) ?? 0) + 1);
      if (waiting.push({ file_no, load_no, ...row }) < piece) continue;
      await session.insertJson("batch_rejects", columns, waiting);
      waiting = [];
    }
    await session.insertJson("batch_rejects", columns, waiting);
    located.push({ rows, shifts: shiftsOf(before), findings: [] });
  }
  await session.run("drop table if exists broken_rows");
  for (const { file_no, ...finding } of await rejectFindings(session))
    located[file_no]!.findings.push(finding);
  return located;
}

/** Rows that could not be split, by how many were accepted before them, as the shift of those that follow. */
function shiftsOf(before: ReadonlyMap<number, number>): RecordShift[] {
  let shift = 0;
  return [...before]
    .sort(([a], [b]) => a - b)
    .map(([from_ordinal, rows]) => ({ from_ordinal, shift: (shift += rows) }));
}

/** The parsed rows of a file that failed validation, in its order. */
function unusableRows(
  session: Session,
  file: ParsedFile | undefined,
  isCalls: boolean,
): Promise<InOrder<UnusableRow>> {
  const [row, reason] = isCalls ? ["rowid", "odd[1]"] : ["source_row", "reject_reason"];
  const [first, rows] = file?.unusable ? [file.first_row, file.rows] : [0, 0];
  return InOrder.ofRanges({ first, last: first + rows - 1, length: piece }, (from, to) =>
    session.rows<UnusableRow>(
      `select ${row} - $first as ordinal, ${reason} as reason from parsed
      where ${row} between $from and $to and ${reason} is not null order by ${row}`,
      { first, from, to },
    ),
  );
}

/** Fills broken_rows with the rows that DuckDB could not split, by the path that it read. */
async function listBroken(session: Session, rejectsTable: string): Promise<void> {
  await session.run(
    // DuckDB starts a row at the empty lines before it.
    `create or replace temp table broken_rows as
    select file_path, position + strlen(text) - strlen(ltrim(text, chr(13) || chr(10))) as position,
        ltrim(text, chr(13) || chr(10)) as text, error_type
    from (
        select s.file_path, r.line_byte_position - 1 as position, any_value(r.csv_line) as text,
            min_by(r.error_type::varchar, r.byte_position) as error_type
        from ${rejectsTable} as r
        join ${rejectsTable}_scans as s on s.scan_id = r.scan_id and s.file_id = r.file_id
        group by s.file_path, r.line_byte_position
    )
    order by file_path, position`,
  );
}

async function brokenRows(session: Session, source: Source): Promise<InOrder<ReportedRow>> {
  const places = source.parquet
    ? undefined
    : await session.row<{ first: number | null; last: number | null }>(
        "select min(rowid) as first, max(rowid) as last from broken_rows where file_path = $path",
        { path: source.readPath },
      );
  const { first, last } = { first: places?.first ?? 0, last: places?.last ?? -1 };
  return InOrder.ofRanges({ first, last, length: piece }, (from, to) =>
    session.rows<ReportedRow>(
      `select position as "bytePosition", text, error_type from broken_rows
      where rowid between $from and $to order by rowid`,
      { from, to },
    ),
  );
}

/** Every unusable row of a file with its line, reason and text; of one that could not be split, what was accepted before. */
async function* rejectedRows(
  source: Source,
  unusable: InOrder<UnusableRow>,
  broken: InOrder<ReportedRow>,
): AsyncGenerator<RejectedRow & { acceptedBefore?: number }> {
  const { holdsCalledNumbers, holdsTranscripts } = source.layout.format;
  const text = (raw: string | null) => {
    if (raw === null || !holdsCalledNumbers) return raw;
    return withoutNumbers(holdsTranscripts ? withoutSpelledNumbers(raw) : raw);
  };
  for (const row of source.setAside)
    yield { line: row.line, reason: row.reason, raw: text(row.raw) };
  if (source.parquet) {
    for (; unusable.next; await unusable.advance())
      yield { line: unusable.next.ordinal + 1, reason: unusable.next.reason, raw: null };
    return;
  }
  if (!unusable.next && !broken.next) return;
  const found = findRows(source.readPath, {
    gzip: source.gzip,
    skipLines: source.layout.skipLines,
    delimiter: source.layout.delimiter,
    accepted: unusable,
    broken,
  });
  for await (const row of found) {
    if ("accepted" in row)
      yield { line: row.line, reason: row.accepted.reason, raw: text(row.raw) };
    else
      yield {
        line: row.line,
        reason: brokenReasons[row.broken.error_type] ?? "unreadable_row",
        raw: text(row.broken.text),
        ...(row.acceptedBefore === null ? {} : { acceptedBefore: row.acceptedBefore }),
      };
  }
}

/** What was set aside of each file, by reason, with the first row of each. */
function rejectFindings(
  session: Session,
): Promise<(LoadFindings["rejects"][number] & { file_no: number })[]> {
  return session.rows(
    `select file_no, reason, rows, first.line as line, left(coalesce(first.raw, ''), 200) as raw
    from (
        select file_no, reason, count(*) as rows,
            arg_min({line: line, raw: raw}, coalesce(line, $last)::hugeint * 4294967296 + rowid % 4294967296) as first
        from batch_rejects group by file_no, reason
    )
    qualify row_number() over (partition by file_no order by rows desc, reason) <= ${shownReasons}
    order by file_no, rows desc, reason`,
    { last: 2 ** 31 },
  );
}

/** Writes the rejects of a batch, in the order of the files and their lines; undefined where there are none. */
export async function writeRejects(
  session: Session,
  workspace: Workspace,
  loads: readonly NumberedLoad[],
): Promise<WrittenFile | undefined> {
  return writeLakeFile(
    session,
    workspace.folder,
    { table: "rejects", month: "undated", madeFrom: loads.map((load) => load.id) },
    "select load_no, line, reason, raw from batch_rejects order by file_no, line nulls last, rowid",
  );
}
