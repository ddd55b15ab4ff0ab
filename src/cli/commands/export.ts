import { rmSync, renameSync, writeFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { tableFromArrays, tableToIPC } from "apache-arrow";
import type { Session } from "../../data/session.ts";
import { quotedText } from "../../data/sql-text.ts";
import { publishedTables } from "../../data/published-tables.ts";
import { formatCount } from "../../facts/wording/format.ts";
import { CommandError, explainSystemError, type ExitCode } from "../../errors.ts";
import type { CommandContext } from "../docket.ts";
import { withWorkspace } from "../with-workspace.ts";

const kinds = [".csv", ".parquet", ".arrow"];

export async function exportCommand(
  context: CommandContext,
  table: string,
  out: string,
): Promise<ExitCode> {
  if (!publishedTables.includes(table)) {
    throw new CommandError(`unknown table: ${table} (published: ${publishedTables.join(", ")})`, 2);
  }
  const kind = extname(out);
  if (!kinds.includes(kind)) {
    throw new CommandError(`${out}: unknown kind of file: use ${kinds.join(", ")}`, 2);
  }
  const rows = await withWorkspace(context, "read", async ({ session }) => {
    const partial = `${resolve(out)}.partial`;
    try {
      const count = await write(session, table, kind, partial);
      renameSync(partial, out);
      return count;
    } catch (error) {
      rmSync(partial, { force: true });
      throw explainSystemError(error, out);
    }
  });
  if (context.json) context.output.print(JSON.stringify({ table, file: out, rows }));
  else context.output.print(`${out}: ${formatCount(rows)} rows of ${table}`);
  return 0;
}

/** Rows in a fixed order, so that the same table gives the same bytes. */
async function write(session: Session, table: string, kind: string, file: string): Promise<number> {
  const columns = await session.rows<{ column_name: string; column_type: string }>(
    `select column_name, column_type from (describe ${table})`,
  );
  const [counted] = await session.rows<{ n: number }>(`select count(*) as n from ${table}`);
  const sorted = `select * from ${table} order by all`;
  if (kind === ".arrow") {
    const rows = await session.rows<Record<string, unknown>>(sorted);
    const arrays = Object.fromEntries(
      columns.map(({ column_name }) => [
        column_name,
        rows.map((row) => {
          const value = row[column_name];
          return Array.isArray(value) ? JSON.stringify(value) : value;
        }),
      ]),
    );
    writeFileSync(file, tableToIPC(tableFromArrays(arrays), "file"));
  } else if (kind === ".parquet") {
    await session.run(`copy (${sorted}) to ${quotedText(file)} (format parquet, compression zstd)`);
  } else {
    const cells = columns.map(({ column_name, column_type }) =>
      column_type === "VARCHAR"
        ? `${neutral(column_name)} as "${column_name}"`
        : `"${column_name}"`,
    );
    await session.run(
      `copy (select ${cells.join(", ")} from (${sorted})) to ${quotedText(file)} (format csv, header)`,
    );
  }
  return counted?.n ?? 0;
}

/** Foreign text that a spreadsheet would run as a formula gets an apostrophe; numbers stay as they are. */
const neutral = (column: string) =>
  `case when regexp_matches("${column}", '^[=+\\-@\\t\\r]') and not regexp_full_match("${column}", '[+-]?[0-9.]+')
    then '''' || "${column}" else "${column}" end`;
