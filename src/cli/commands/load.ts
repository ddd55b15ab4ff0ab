import { listFiles } from "../../../loaders/files/list.ts";
import { loadPaths, type LoadOptions, type LoadReport } from "../../../loaders/load.ts";
import { ensureReference } from "../../../loaders/reference.ts";
import { compactLake } from "../../data/lake/compact.ts";
import type { ExitCode } from "../../errors.ts";
import type { CommandContext } from "../context.ts";
import { loadLines } from "./load-words.ts";
import { withWorkspace } from "../with-workspace.ts";

export async function loadCommand(
  context: CommandContext,
  paths: readonly string[],
  how: Pick<LoadOptions, "format" | "map" | "zone" | "provider" | "dates"> = {},
): Promise<ExitCode> {
  // A path that is not there is said before a workspace is made.
  listFiles(paths);
  const report = await withWorkspace(context, async (workspace) => {
    await ensureReference(workspace, context.runDate);
    const report = await loadPaths(workspace, paths, {
      ...how,
      runDate: context.runDate,
      onFile: (file) => context.output.progress(`loading ${file}`),
    });
    await compactLake(workspace, context.runDate.toISOString());
    return report;
  });
  if (context.json) context.output.print(JSON.stringify(report, null, 2));
  else printReport(context, report);
  for (const error of report.errors) context.output.warn(`docket: ${error.message}`);
  if (report.errors.length > 0) return 1;
  // A load that is over its limit is reported once, when it is new; status shows it until it is acknowledged.
  return report.loads.some((load) => load.is_new && load.over_reject_limit) ? 3 : 0;
}

function printReport({ output }: CommandContext, report: LoadReport): void {
  for (const load of report.loads) {
    for (const line of loadLines(load)) output.print(line);
    if (!load.is_new) continue;
    if (load.over_reject_limit) {
      output.warn(
        `  ${load.file}: more rows rejected than this format's limit: see the table rejects`,
      );
    }
  }
  for (const file of report.passed_over) output.print(`${file}: passed over: no known format`);
  for (const file of report.acknowledged)
    output.print(`${file}: cannot be loaded, as acknowledged`);
}
