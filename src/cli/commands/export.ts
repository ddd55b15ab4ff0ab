import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { publishedTables } from "../../data/derived.ts";
import { writeExport, type ExportKind } from "../../data/export-table.ts";
import { CommandError, explainSystemError, type ExitCode } from "../../errors.ts";
import { formatCount } from "../../facts/wording/format.ts";
import type { CommandContext } from "../context.ts";
import { withPublished } from "../with-workspace.ts";

const kinds = [".csv", ".parquet", ".arrow"];

/** Writes a published table to a file; the file is there when it is complete. */
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
  const folder = dirname(resolve(out));
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new CommandError(`${out}: there is no folder ${folder}`);
  const rows = await withPublished(context, async (_, { session }) => {
    const partial = `${resolve(out)}.partial`;
    try {
      const count = await writeExport(session, table, kind as ExportKind, partial);
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
