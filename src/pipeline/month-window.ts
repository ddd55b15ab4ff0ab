import { tracingThresholds } from "../analysis/tracing/thresholds.ts";
import { lakeRows } from "../data/lake/relations.ts";
import { openWindow } from "../data/tracing/trace-month.ts";
import { monthBounds, shiftMonth } from "./currency.ts";
import type { StepContext } from "./step.ts";

/** Makes the call records of a month and its margins readable, as window_legs, and those of the month, as month_legs. */
export async function openMonth({ session, workspace }: StepContext, month: string): Promise<void> {
  const files = workspace.catalog
    .filesOf("call_legs")
    .filter((f) => [shiftMonth(month, -1), month, shiftMonth(month, 1)].includes(f.month));
  const [start, end] = monthBounds(month);
  await openWindow(session, lakeRows(workspace.folder, "call_legs", files), {
    start,
    end,
    margin: tracingThresholds.month_margin_s.value,
  });
}
