import { stateRates } from "../analysis/complaints/state-rates.ts";
import { complaintThresholds } from "../analysis/complaints/thresholds.ts";
import { materialize, modelSql, runModel, thresholdValues } from "../data/models.ts";
import { readAreaMonths, stageStateRates } from "../data/reads/complaints.ts";
import type { StepContext } from "./step.ts";

const thresholds = thresholdValues(complaintThresholds);

const marts = [
  "complaint_days",
  "month_coverage",
  "state_month_counts",
  "complaint_cells",
] as const;

/** Writes the complaints of each stale month, and what is counted over them. */
export async function writeComplaints({ session, months, write }: StepContext): Promise<void> {
  await session.fromJson(
    "stale_months",
    "month varchar",
    months.map((month) => ({ month })),
  );
  await runModel(session, "marts/stale_complaints", thresholds);
  for (const mart of marts) await materialize(session, `new_${mart}`, `marts/${mart}`, thresholds);
  for (const month of months) {
    const rows = await session.row<{ n: number }>(
      "select count(*) as n from stale_complaints where month = $month",
      { month },
    );
    // The rows of a month may all be duplicates of another load's.
    if (!rows?.n) continue;
    await write(
      "complaints",
      month,
      `select * from stale_complaints where month = '${month}' order by complaint_id`,
    );
    for (const mart of marts)
      await write(mart, month, `select * from new_${mart} where month = '${month}' order by all`);
  }
  for (const mart of marts) await session.run(`drop table new_${mart}`);
  await session.run("drop table stale_complaints; drop table stale_months");
}

/** Writes the rate and rank of each jurisdiction in each stale month. */
export async function writeStateRates({ session, months, write }: StepContext): Promise<void> {
  for (const month of months) {
    const areas = await readAreaMonths(session, month);
    if (areas.length === 0) continue;
    await stageStateRates(
      session,
      stateRates(areas).map((rate) => ({ ...rate, month })),
    );
    await write("state_rates", month, "select * from new_state_rates order by state");
  }
}

/** Writes the jurisdictions' months: complaints and calls side by side. */
export async function writeStateMonths({ write }: StepContext): Promise<void> {
  await write("state_months", "all", modelSql("marts/state_months"));
}
