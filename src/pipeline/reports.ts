import { reportOrders } from "./report-tables.ts";
import type { StepContext } from "./step.ts";

/** Writes what people, apps and agencies reported, and who the providers are. */
export async function writeReports({ write }: StepContext): Promise<void> {
  for (const [table, order] of Object.entries(reportOrders))
    await write(table, "all", `select * from ${table} order by ${order}`);
}
