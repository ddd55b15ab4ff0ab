import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "../src/data/session.ts";
import type { Format } from "./format.ts";
import { setAsideOpenQuotes } from "./repair.ts";
import type { Source } from "./source.ts";
import { identifier, quotedText } from "../src/data/sql-text.ts";

/**
 * Fills the temporary table file_rows with the file's rows as text, the view source_rows over it (with `source_row`,
 * counting from 0), and unusual_numbers. Rows that DuckDB cannot split stand in `rejectsTable`. Returns the source as
 * it was read: a copy, where lines had to be set aside.
 */
export async function readSourceRows(
  session: Session,
  source: Source,
  rejectsTable: string,
): Promise<Source> {
  await readRows(session, source, rejectsTable);
  const readable = await withoutOpenQuotes(session, source, rejectsTable);
  if (readable !== source) await readRows(session, readable, rejectsTable);
  await session.run(unusualNumbers(source.layout.format));
  return readable;
}

async function readRows(session: Session, source: Source, rejectsTable: string): Promise<void> {
  await session.run(
    `drop view if exists source_rows;
    drop table if exists ${rejectsTable}; drop table if exists ${rejectsTable}_scans;
    create or replace temp table file_rows as ${sourceRows(source, rejectsTable)};
    create temp view source_rows as select rowid as source_row, * from file_rows`,
  );
}

/** Where a row that cannot be split runs over lines, a quote may have stayed open: such lines are set aside. */
async function withoutOpenQuotes(
  session: Session,
  source: Source,
  rejectsTable: string,
): Promise<Source> {
  if (source.parquet || source.layout.format.lenientQuotes) return source;
  const row = await session.row<{ runs_over: boolean }>(
    `select coalesce(bool_or(length(csv_line) >= 10000 or contains(trim(csv_line, chr(10) || chr(13)), chr(10))), false)
        as runs_over
    from ${rejectsTable}`,
  );
  if (!row?.runs_over) return source;
  const copy = join(mkdtempSync(join(source.temporary, "quotes-")), "closed.csv");
  const { skipLines, delimiter } = source.layout;
  const setAside = await setAsideOpenQuotes(
    source.readPath,
    { gzip: source.gzip, skipLines, delimiter },
    copy,
  );
  return setAside.length === 0 ? source : { ...source, readPath: copy, gzip: false, setAside };
}

/** The file as text columns under their canonical names; columns that the file lacks are null. */
function sourceRows(source: Source, rejectsTable: string): string {
  const { format, columns, delimiter, skipLines } = source.layout;
  const missing = Object.keys(format.columns)
    .filter((name) => !columns.includes(name))
    .map((name) => `null::varchar as ${identifier(name)}`);
  if (source.parquet) {
    const kept = Object.keys(format.columns).filter((name) => columns.includes(name));
    const aliased = `select * from read_parquet(${quotedText(source.readPath)})`;
    const renames = columns.map((_, i) => `c${i}`);
    return `select ${[...kept.map((name) => `c${columns.indexOf(name)}::varchar as ${identifier(name)}`), ...missing].join(", ")}
      from (${aliased}) as t(${renames.join(", ")})`;
  }
  const kept = columns
    .map((name, i) => (name === null ? null : `c${i} as ${identifier(name)}`))
    .filter((column) => column !== null);
  return `select ${[...kept, ...missing].join(", ")} from read_csv(${quotedText(source.readPath)},
    auto_detect = false, header = false, skip = ${skipLines}, delim = ${quotedText(delimiter)},
    quote = '"', escape = '"', strict_mode = ${!format.lenientQuotes},
    columns = {${columns.map((_, i) => `c${i}: 'varchar'`).join(", ")}},
    compression = '${source.gzip ? "gzip" : "none"}', ${format.comment ? `comment = ${quotedText(format.comment)},` : ""}
    store_rejects = true, rejects_limit = 0, rejects_table = '${rejectsTable}',
    rejects_scan = '${rejectsTable}_scans')`;
}

/** Each distinct number that is not plain, normalised once. */
function unusualNumbers({ numbers = [] }: Format): string {
  const values = numbers.map((name) => `select ${identifier(name)} as raw from source_rows`);
  const all =
    values.length > 0 ? values.join(" union all ") : "select null::varchar as raw limit 0";
  return `create or replace temp table unusual_numbers as
    select raw, normalise_number(raw) as number
    from (select distinct raw from (${all}) where raw is not null and not is_plain_number(raw))`;
}
