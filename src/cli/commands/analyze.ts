import { ensureReference } from "../../../loaders/reference.ts";
import { formatCount } from "../../facts/wording/format.ts";
import { analyze, type AnalyzeReport } from "../analyze.ts";
import type { ExitCode } from "../../errors.ts";
import type { CommandContext } from "../docket.ts";
import { withWorkspace } from "../with-workspace.ts";

export async function analyzeCommand(
  context: CommandContext,
  months: readonly string[],
): Promise<ExitCode> {
  const report = await withWorkspace(context, "write", async (workspace) => {
    await ensureReference(workspace, context.runDate);
    return analyze(workspace, months, (step) => context.output.progress(`analysing: ${step}`));
  });
  if (context.json) context.output.print(JSON.stringify(report, null, 2));
  else printReport(context, report);
  return report.checks.some((check) => check.failing_rows > 0) ? 3 : 0;
}

function printReport({ output }: CommandContext, report: AnalyzeReport): void {
  const span = report.months.length > 0 ? `${report.months[0]} to ${report.months.at(-1)}` : "none";
  if (!report.ran) output.print("nothing changed since the last run");
  output.print(`months: ${report.months.length} (${span})`);
  output.print(
    `campaigns: ${formatCount(report.campaigns)} from ${formatCount(report.recordings)} recordings, ` +
      `${formatCount(report.complaints_linked)} complaints linked`,
  );
  if (report.call_records > 0) {
    output.print(
      `calls: ${formatCount(report.calls)} traced from ${formatCount(report.call_records)} records of providers`,
    );
  }
  const failed = report.checks.filter((check) => check.failing_rows > 0);
  output.print(`checks: ${report.checks.length - failed.length} of ${report.checks.length} hold`);
  for (const check of failed) {
    output.warn(`  failed: ${check.check}: ${check.failing_rows} rows, such as ${check.sample}`);
  }
}
