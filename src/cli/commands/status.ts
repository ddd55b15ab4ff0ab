import { isOverRejectLimit } from "../../../loaders/write/reject-limit.ts";
import { readFailedChecks, readLoads } from "../../data/reads/complaints.ts";
import { readRecordFindings } from "../../data/reads/calls.ts";
import { dataThrough } from "../../data/reads/campaigns.ts";
import { formatCount } from "../../facts/wording/format.ts";
import { analysisIsCurrent } from "../analyze.ts";
import type { ExitCode } from "../../errors.ts";
import type { CommandContext } from "../docket.ts";
import { withWorkspace } from "../with-workspace.ts";

export async function statusCommand(context: CommandContext): Promise<ExitCode> {
  const status = await withWorkspace(context, "read", async ({ session, folder }) => ({
    workspace: folder,
    data_through: await dataThrough(session),
    analysis_is_current: await analysisIsCurrent(session),
    loads: (await readLoads(session)).map(({ reject_limit, ...load }) => ({
      ...load,
      over_reject_limit: isOverRejectLimit(load.rows_rejected, load.rows_read, reject_limit),
    })),
    failed_checks: await readFailedChecks(session),
    record_findings: await readRecordFindings(session),
  }));
  if (context.json) {
    context.output.print(JSON.stringify(status, null, 2));
    return 0;
  }
  const { output } = context;
  output.print(`workspace ${status.workspace}`);
  output.print(`data through ${status.data_through ?? "(no dated reports)"}`);
  output.print(
    `analysis ${status.analysis_is_current ? "is current" : "is behind: run docket analyze"}`,
  );
  output.print(`${status.loads.length} loads`);
  for (const load of status.loads) {
    output.print(
      `  ${load.load_id} ${load.format} ${load.file_name}: ${formatCount(load.rows_loaded)} loaded, ` +
        `${formatCount(load.rows_duplicate)} duplicate, ${formatCount(load.rows_rejected)} rejected` +
        (load.over_reject_limit ? " — over its reject limit" : ""),
    );
  }
  for (const check of status.failed_checks) {
    output.print(`  failed check ${check.check}: ${formatCount(check.failing_rows)} rows`);
  }
  for (const f of status.record_findings) {
    output.print(
      `  ${f.provider_id} ${f.finding}${f.other_provider_id ? `: ${f.other_provider_id}` : ""}` +
        `${f.records === null ? "" : `; records: ${formatCount(f.records)}`}`,
    );
  }
  return 0;
}
