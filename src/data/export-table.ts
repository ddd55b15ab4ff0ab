import { writeArrow } from "./arrow-file.ts";
import { tableColumns } from "./derived.ts";
import type { Session } from "./session.ts";
import { identifier, quotedText } from "./sql-text.ts";

export type ExportKind = ".csv" | ".parquet" | ".arrow";

/**
 * Writes a published table to a file, its rows in a fixed order, so that the same table gives the same bytes. Returns
 * the number of rows.
 */
export async function writeExport(
  session: Session,
  table: string,
  kind: ExportKind,
  file: string,
): Promise<number> {
  const columns = await tableColumns(session, table);
  const typed = columns.map(
    ({ name, type }) => `${identifier(name)}::${type} as ${identifier(name)}`,
  );
  const sorted = `select ${typed.join(", ")} from ${table} order by all`;
  if (kind === ".arrow") return writeArrow(session, sorted, file);
  if (kind === ".parquet") {
    await session.run(`copy (${sorted}) to ${quotedText(file)} (format parquet, compression zstd)`);
  } else {
    const cells = columns.map(({ name, type }) =>
      type === "VARCHAR" ? `${escapedFormula(name)} as ${identifier(name)}` : identifier(name),
    );
    await session.run(
      `copy (select ${cells.join(", ")} from (${sorted})) to ${quotedText(file)} (format csv, header)`,
    );
  }
  const counted = await session.row<{ n: number }>(`select count(*) as n from ${table}`);
  return counted?.n ?? 0;
}

/** Foreign text that a spreadsheet would run as a formula gets an apostrophe; numbers stay as they are. */
export const escapedFormula = (column: string) =>
  `case when regexp_matches("${column}", '^[=+\\-@\\t\\r]') and not regexp_full_match("${column}", '[+-]?[0-9.]+')
    then '''' || "${column}" else "${column}" end`;
