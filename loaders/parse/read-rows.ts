import { identifier, quotedText } from "../../src/data/sql-text.ts";
import type { Format } from "../formats/format.ts";
import type { ReportedValue } from "../columns/map-sql.ts";
import type { Source } from "../files/prepare.ts";

export const dropRejects = (rejectsTable: string) =>
  `drop table if exists ${rejectsTable}; drop table if exists ${rejectsTable}_scans`;

/**
 * A query for the rows of files of one layout, in order, as text columns under their canonical names; columns that the
 * files lack are null. With `file_path` where there are several,
 * and with report_0, report_1, … for what a map reports. Rows that DuckDB cannot split go to `rejectsTable`.
 */
export function textRows(
  sources: readonly Source[],
  rejectsTable: string,
  reports: readonly ReportedValue[] = [],
): string {
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
  selected.push(...reports.map(({ expression }, i) => `${expression} as report_${i}`));
  const names = columns.map((_, i) => `c${i}`);
  if (source.parquet) {
    const texts = names.map((name) => `${name}::varchar as ${name}`);
    const named = [...names, ...filePath].join(", ");
    return `select ${[...selected, ...filePath].join(", ")} from (select ${[...texts, ...filePath].join(", ")}
      from read_parquet(${paths}, hive_partitioning = false${filePath.length > 0 ? ", filename = 'file_path'" : ""}) as t(${named}))`;
  }
  return `select ${[...selected, ...filePath].join(", ")} from read_csv(${paths},
    auto_detect = false, header = false, skip = ${skipLines}, delim = ${quotedText(delimiter)},
    quote = '"', escape = '"', strict_mode = ${!format.lenientQuotes},
    columns = {${names.map((name) => `${name}: 'varchar'`).join(", ")}},
    compression = '${source.gzip ? "gzip" : "none"}',
    ${filePath.length > 0 ? "filename = 'file_path'," : ""}
    store_rejects = true, rejects_limit = 0, rejects_table = '${rejectsTable}',
    rejects_scan = '${rejectsTable}_scans')`;
}

/** Fills unusual_numbers: each distinct number that is not plain, normalised once. */
export function unusualNumbers({ numbers = [] }: Format): string {
  const values = numbers.map((name) => `select ${identifier(name)} as raw from source_rows`);
  const all =
    values.length > 0 ? values.join(" union all ") : "select null::varchar as raw limit 0";
  return `create or replace temp table unusual_numbers as
    select raw, normalise_number(raw) as number
    from (select distinct raw from (${all}) where raw is not null and not is_plain_number(raw))`;
}
