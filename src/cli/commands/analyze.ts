import { ensureReference } from "../../../loaders/reference.ts";
import { readAnalysisSummary, type AnalysisSummary } from "../../data/reads/status.ts";
import type { ExitCode } from "../../errors.ts";
import { formatCount } from "../../facts/wording/format.ts";
import { openPublished } from "../../pipeline/published.ts";
import { runPipeline, type PipelineReport } from "../../pipeline/run.ts";
import type { CommandContext } from "../context.ts";
import { withWorkspace } from "../with-workspace.ts";

/** Runs what is stale and publishes it. */
export async function analyzeCommand(
  context: CommandContext,
  months: readonly string[],
): Promise<ExitCode> {
  const { report, summary } = await withWorkspace(context, async (workspace) => {
    await ensureReference(workspace, context.runDate);
    const report = await runPipeline(workspace, {
      months,
      runDate: context.runDate,
      onStep: (step) => context.output.progress(`analyzing: ${step}`),
    });
    const published = await openPublished(workspace);
    try {
      return { report, summary: await readAnalysisSummary(published.session) };
    } finally {
      published.close();
    }
  });
  if (context.json) {
    const steps = report.ran;
    context.output.print(
      JSON.stringify(
        { ran: steps.length > 0, steps, run: report.published?.run, ...summary },
        null,
        2,
      ),
    );
  } else printReport(context, report, summary);
  return summary.checks.some((check) => check.failing_rows > 0) ? 3 : 0;
}

function printReport(
  { output }: CommandContext,
  report: PipelineReport,
  summary: AnalysisSummary,
): void {
  const { months, checks } = summary;
  const span = months.length > 0 ? `${months[0]} to ${months.at(-1)}` : "none";
  if (report.ran.length === 0) output.print("nothing changed since the last run");
  for (const { step, months: ran } of report.ran) {
    const what =
      ran[0] === "all" ? "" : `: ${ran.length > 4 ? `${ran.length} months` : ran.join(", ")}`;
    output.print(`ran ${step}${what}`);
  }
  output.print(`months: ${months.length} (${span})`);
  output.print(
    `campaigns: ${formatCount(summary.campaigns)} from ${formatCount(summary.recordings)} recordings, ` +
      `${formatCount(summary.complaints_linked)} complaints linked`,
  );
  if (summary.call_records > 0) {
    output.print(
      `calls: ${formatCount(summary.calls)} traced from ${formatCount(summary.call_records)} call records`,
    );
  }
  const failed = checks.filter((check) => check.failing_rows > 0);
  output.print(`checks: ${checks.length - failed.length} of ${checks.length} hold`);
  for (const check of failed) {
    output.warn(`  failed: ${check.check}: ${check.failing_rows} rows, such as ${check.sample}`);
  }
  output.print(`published: ${report.published?.folder}`);
}
