import { dropTables, materialize } from "../data/models.ts";
import { openMonth } from "./month-window.ts";
import type { StepContext } from "./step.ts";

/** Counts, for each stale month, the calls of each provider by the part that it plays in them. */
export async function writeProviderCalls(context: StepContext): Promise<void> {
  const { session, months, write } = context;
  for (const month of months) {
    await openMonth(context, month);
    for (const table of ["provider_calls", "entries"] as const) {
      await materialize(session, "counted", `census/${table}`, { month });
      await write(table, month, `select *, '${month}' as month from counted order by all`);
    }
    await dropTables(session, ["counted"]);
  }
}
