import { loadPaths, type LoadOptions, type LoadReport } from "../../../loaders/load.ts";
import { ensureReference } from "../../../loaders/reference.ts";
import { expandPaths } from "../../../loaders/files/list.ts";
import { resolve } from "node:path";
import { compactLake } from "../../data/lake/compact.ts";
import { withWorkspace } from "../with-workspace.ts";
import { formatCount } from "../../facts/wording/format.ts";
import type { ExitCode } from "../../errors.ts";
import type { CommandContext } from "../docket.ts";

export async function loadCommand(
  context: CommandContext,
  paths: readonly string[],
  how: Pick<LoadOptions, "format" | "map" | "zone" | "provider"> = {},
): Promise<ExitCode> {
  // A path that is not there is said before a workspace is made.
  expandPaths(paths);
  const report = await withWorkspace(context, "write", async (workspace) => {
    await ensureReference(workspace, context.runDate);
    return loadPaths(workspace, paths, {
      ...how,
      runDate: context.runDate,
      onFile: (file) => context.output.progress(`loading ${file}`),
    });
  });
  await compactLake(resolve(context.workspace), context.commandLine);
  if (context.json) context.output.print(JSON.stringify(report, null, 2));
  else printReport(context, report);
  for (const error of report.errors) context.output.warn(`docket: ${error.message}`);
  if (report.errors.length > 0) return 1;
  return report.loads.some((load) => load.over_reject_limit) ? 3 : 0;
}

function printReport({ output }: CommandContext, report: LoadReport): void {
  for (const load of report.loads) {
    const counts =
      `${formatCount(load.rows_read)} rows read = ${formatCount(load.rows_loaded)} loaded + ` +
      `${formatCount(load.rows_duplicate)} duplicate + ${formatCount(load.rows_rejected)} rejected`;
    output.print(
      `${load.file}: ${load.format}: ${load.is_new ? counts : `loaded before (${counts})`}`,
    );
    if (load.ignored_columns.length > 0) {
      output.print(`  columns not kept: ${load.ignored_columns.map((c) => c.trim()).join(", ")}`);
    }
    for (const note of load.notes) output.print(`  note: ${note}`);
    if (load.over_reject_limit) {
      output.warn(
        `  ${load.file}: more rows rejected than this format's limit: see the table rejects`,
      );
    }
  }
  for (const file of report.passed_over) output.print(`${file}: passed over: no known format`);
}
