import { identityThresholds } from "../analysis/identity/thresholds.ts";
import { materialize, thresholdValues } from "../data/models.ts";
import type { StepContext } from "./step.ts";

/** Compares the records of companies, and writes which are suggested to be one, and which follow a removed one. */
export async function writeIdentity({ session, write }: StepContext): Promise<void> {
  const values = thresholdValues(identityThresholds);
  for (const model of [
    "company_records",
    "company_values",
    "company_pairs",
    "company_links",
    "phoenix_leads",
  ])
    await materialize(session, model, `identity/${model}`, values);
  for (const table of ["company_links", "phoenix_leads"])
    await write(table, "all", `select * from ${table}`);
}
