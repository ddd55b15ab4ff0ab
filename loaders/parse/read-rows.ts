import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "../../src/data/session.ts";
import { identifier, quotedText } from "../../src/data/sql-text.ts";
import type { Format } from "../formats/format.ts";
import { setAsideOpenQuotes } from "../files/stray-quotes.ts";
import type { Source } from "../files/open.ts";

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
    `drop view if exists source_rows; ${dropRejects(rejectsTable)};
    create or replace temp table file_rows as ${textRows([source], rejectsTable)};
    create temp view source_rows as select rowid as source_row, * from file_rows`,
  );
}

export const dropRejects = (rejectsTable: string) =>
  `drop table if exists ${rejectsTable}; drop table if exists ${rejectsTable}_scans`;

/** True where a row that could not be split runs over lines: a quote may have stayed open. */
export async function hasRunOver(session: Session, rejectsTable: string): Promise<boolean> {
  const row = await session.row<{ runs_over: boolean }>(
    `select coalesce(bool_or(length(csv_line) >= 10000 or contains(trim(csv_line, chr(10) || chr(13)), chr(10))), false)
        as runs_over
    from ${rejectsTable}`,
  );
  return row?.runs_over ?? false;
}

/** Where a row that cannot be split runs over lines, a quote may have stayed open: such lines are set aside. */
export async function withoutOpenQuotes(
  session: Session,
  source: Source,
  rejectsTable: string,
): Promise<Source> {
  if (source.parquet || source.layout.format.lenientQuotes) return source;
  if (!(await hasRunOver(session, rejectsTable))) return source;
  const copy = join(mkdtempSync(join(source.temporary, "quotes-")), "closed.csv");
  const { skipLines, delimiter } = source.layout;
  const setAside = await setAsideOpenQuotes(
    source.readPath,
    { gzip: source.gzip, skipLines, delimiter },
    copy,
  );
  return setAside.length === 0 ? source : { ...source, readPath: copy, gzip: false, setAside };
}

/**
 * A query for the rows of files of one layout, in order, as text columns under their canonical names; columns that the
 * files lack are null. With `file_path` where there are several.
 */
export function textRows(sources: readonly Source[], rejectsTable: string): string {
  const [source] = sources as [Source];
  const { format, columns, delimiter, skipLines, expressions } = source.layout;
  const paths = `[${sources.map((s) => quotedText(s.readPath)).join(", ")}]`;
  const filePath = sources.length > 1 ? ["file_path"] : [];
  const cells: Record<string, string> = expressions ?? {};
  if (!expressions)
    columns.forEach((name, i) => {
      if (name !== null) cells[name] = `c${i}`;
    });
  const selected = Object.keys(format.columns).map((name) =>
    Object.hasOwn(cells, name)
      ? `${cells[name]} as ${identifier(name)}`
      : `null::varchar as ${identifier(name)}`,
  );
  const names = columns.map((_, i) => `c${i}`);
  if (source.parquet) {
    const texts = names.map((name) => `${name}::varchar as ${name}`);
    const named = [...names, ...filePath].join(", ");
    return `select ${[...selected, ...filePath].join(", ")} from (select ${[...texts, ...filePath].join(", ")}
      from read_parquet(${paths}, hive_partitioning = false${filePath.length > 0 ? ", filename = true" : ""}) as t(${named}))`;
  }
  return `select ${[...selected, ...filePath].join(", ")} from read_csv(${paths},
    auto_detect = false, header = false, skip = ${skipLines}, delim = ${quotedText(delimiter)},
    quote = '"', escape = '"', strict_mode = ${!format.lenientQuotes},
    columns = {${names.map((name) => `${name}: 'varchar'`).join(", ")}},
    compression = '${source.gzip ? "gzip" : "none"}', ${format.comment ? `comment = ${quotedText(format.comment)},` : ""}
    ${filePath.length > 0 ? "filename = 'file_path'," : ""}
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
