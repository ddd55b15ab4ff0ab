import { tracingThresholds } from "../analysis/tracing/thresholds.ts";
import { lakeRows } from "../data/lake/relations.ts";
import { dropTables, materialize } from "../data/models.ts";
import { openWindow } from "../data/tracing/trace-month.ts";
import { monthBounds, shiftMonth } from "./currency.ts";
import type { StepContext } from "./step.ts";

/** Counts, for each stale month, the calls of each provider by the part that it plays in them. */
export async function writeProviderCalls({ session, workspace, months, write }: StepContext): Promise<void> {
  for (const month of months) {
    const files = workspace.catalog
      .filesOf("call_legs")
      .filter((f) => [shiftMonth(month, -1), month, shiftMonth(month, 1)].includes(f.month));
    const [start, end] = monthBounds(month);
    const margin = tracingThresholds.month_margin_s.value;
    // The topmost record of a call at the month's edge is in the month beside it.
    await openWindow(session, lakeRows(workspace.folder, "call_legs", files), { start, end, margin });
    for (const table of ["provider_calls", "entries"] as const) {
      await materialize(session, "counted", `census/${table}`, { month });
      await write(table, month, `select *, '${month}' as month from counted order by all`);
    }
    await dropTables(session, ["counted"]);
  }
} // prettier-ignore
