import { leastSurprising, numberGroupThresholds } from "../analysis/complaints/number-groups.ts";
import { dropTables, materialize, thresholdValues } from "../data/models.ts";
import { readUnitCounts, stageSurprising } from "../data/reads/number-groups.ts";
import type { StepContext } from "./step.ts";

const thresholds = thresholdValues(numberGroupThresholds);

/** Finds, for each stale month, numbers that more people name in complaints than chance explains. */
export async function writeNumberGroups({ session, months, write, onProgress }: StepContext): Promise<void> {
  for (const month of months) {
    onProgress(month);
    await materialize(session, "reported_numbers", "marts/reported_numbers", { month });
    const least = new Map<string, number>();
    for (const [kind, counts] of await readUnitCounts(session)) {
      const units = leastSurprising(counts);
      if (units !== null) least.set(kind, units);
    }
    await stageSurprising(session, least);
    await materialize(session, "found_groups", "marts/number_groups", thresholds);
    await write("number_groups", month, `select '${month}' as month, * from found_groups order by units desc, group_id`);
    await dropTables(session, ["reported_numbers", "surprising_units", "found_groups"]);
  }
} // prettier-ignore
