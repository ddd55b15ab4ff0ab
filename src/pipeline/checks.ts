import { runChecks, stageChecks } from "../data/checks.ts";
import type { StepContext } from "./step.ts";

/** Runs every check of the data, and writes what each found. */
export async function writeChecks({ session, write }: StepContext): Promise<void> {
  await stageChecks(session, await runChecks(session));
  await write("check_results", "all", "select * from new_check_results order by check_name");
}
