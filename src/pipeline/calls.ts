import { solveClocks, tracingThresholds } from "../analysis/tracing/index.ts";
import { materialize, modelSql, thresholdValues } from "../data/models.ts";
import { dropTracedMonth, traceMonth } from "../data/tracing/trace-month.ts";
import { openMonth } from "./month-window.ts";
import type { StepContext } from "./step.ts";

const thresholds = thresholdValues(tracingThresholds);

/** Tables that are counted over a month's records and paths, and their models. */
const counts = [
  ["provider_links", "census/provider_links"],
  ["record_counts", "census/record_counts"],
  ["state_month_paths", "marts/state_month_paths"],
  ["state_call_records", "marts/state_call_records"],
  ["call_cells", "marts/call_cells"],
  ["join_precision", "marts/join_precision"],
] as const;

/** Traces the call records of each stale month, and counts calls, records and handoffs of it. */
export async function writeCalls(context: StepContext): Promise<void> {
  const { session, workspace, months, write, onProgress } = context;
  for (const month of months) {
    onProgress(month);
    await openMonth(context, month);
    await traceMonth(session, {
      month,
      thresholds,
      solveClocks,
      temporary: workspace.temporary(),
      write: (table, sql, part) =>
        write(
          table === "record_gaps" ? "record_gap_legs" : table,
          month,
          `select *, '${month}' as month from (${sql})`,
          part,
        ),
    });
    const stage = (table: string) => `select *, '${month}' as month from ${table} order by all`;
    for (const table of ["trace_entities", "provider_aliases", "provider_clocks", "zone_shifts"])
      await write(table, month, stage(table));
    for (const [table, model] of counts) {
      await materialize(session, "counted", model, { ...thresholds, month });
      await write(table, month, stage("counted"));
    }
    await dropTracedMonth(session);
  }
}

/** Writes what is odd about the records of providers. */
export async function writeRecordFindings({ session, write }: StepContext): Promise<void> {
  await materialize(session, "counted", "marts/record_findings", thresholds);
  await write("record_findings", "all", "select * from counted order by all");
}

/** Writes what SHAKEN signers attested, by month. */
export async function writeSigners({ write }: StepContext): Promise<void> {
  await write("signers", "all", modelSql("census/signers"));
}
