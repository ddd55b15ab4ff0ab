import type { Session } from "../../src/data/session.ts";
import { locateRows, type BrokenRow } from "../files/find-rows.ts";
import { withoutNumbers } from "../parse/private-text.ts";
import type { Source } from "../files/open.ts";

const brokenReasons: Record<string, string> = {
  "MISSING COLUMNS": "too_few_columns",
  "TOO MANY COLUMNS": "too_many_columns",
  "UNQUOTED VALUE": "broken_quotes",
  "LINE SIZE OVER MAXIMUM": "line_too_long",
  "INVALID ENCODING": "invalid_encoding",
  "INVALID STATE": "broken_quotes",
};

/** A row that was split but cannot be used: its number among those that were split, from 0. */
export interface UnusableRow {
  ordinal: number;
  reason: string;
}

/** The rows that DuckDB could not split, of the only file or of the one with this path. */
async function brokenRows(
  session: Session,
  rejectsTable: string,
  path?: string,
): Promise<(BrokenRow & { error_type: string })[]> {
  const ofFile = path
    ? `where (scan_id, file_id) in (select (scan_id, file_id) from ${rejectsTable}_scans where file_path = $path)`
    : "";
  const broken = await session.rows<BrokenRow & { error_type: string }>(
    `select line_byte_position - 1 as "bytePosition", any_value(csv_line) as text,
        min_by(error_type::varchar, byte_position) as error_type
    from ${rejectsTable} ${ofFile} group by line_byte_position order by line_byte_position`,
    path ? { path } : undefined,
  );
  for (const row of broken) {
    // DuckDB starts a row at the empty lines before it.
    const empty = /^[\r\n]*/.exec(row.text)?.[0] ?? "";
    row.bytePosition += empty.length;
    row.text = row.text.slice(empty.length);
  }
  return broken;
}

/** Keeps every unusable row with its line, reason and text; returns how many could not be split. */
export async function storeRejects(
  session: Session,
  source: Source,
  id: string,
  rejectsTable: string,
  unusable: readonly UnusableRow[],
  isOneOfSeveral = false,
): Promise<{ broken: number }> {
  const broken = source.parquet
    ? []
    : await brokenRows(session, rejectsTable, isOneOfSeveral ? source.readPath : undefined);
  const aside = source.setAside.map((row) => ({ ...row, reason: "broken_quotes" }));
  if (unusable.length + broken.length + aside.length === 0) return { broken: 0 };
  const located = source.parquet
    ? {
        accepted: new Map(unusable.map((r) => [r.ordinal, { line: r.ordinal + 1, raw: null }])),
        broken: new Map(),
      }
    : await locateRows(source.readPath, {
        gzip: source.gzip,
        skipLines: source.layout.skipLines,
        delimiter: source.layout.delimiter,
        comment: source.layout.format.comment,
        hasQuotes: source.hasQuotes,
        ordinals: unusable.map((r) => r.ordinal),
        broken,
      });
  const rows = [
    ...aside,
    ...broken.map((r) => ({
      line: located.broken.get(r.bytePosition) ?? null,
      reason: brokenReasons[r.error_type] ?? "unreadable_row",
      raw: r.text,
    })),
    ...unusable.map((r) => ({
      line: located.accepted.get(r.ordinal)?.line ?? null,
      reason: r.reason,
      raw: located.accepted.get(r.ordinal)?.raw ?? null,
    })),
  ].sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity));
  const keptText = (raw: string | null) =>
    raw !== null && source.layout.format.holdsCalledNumbers ? withoutNumbers(raw) : raw;
  await session.append(
    "rejects",
    rows.map((r) => [id, r.line === null ? null : BigInt(r.line), r.reason, keptText(r.raw)]),
  );
  return { broken: broken.length + aside.length };
}
