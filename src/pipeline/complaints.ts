import { stateRates } from "../analysis/complaints/state-rates.ts";
import { complaintThresholds } from "../analysis/complaints/thresholds.ts";
import { materialize, modelSql, runModel, thresholdValues } from "../data/models.ts";
import { readAreaMonths, stageStateRates } from "../data/reads/complaints.ts";
import { parquetSource, quotedText } from "../data/sql-text.ts";
import type { StepContext } from "./step.ts";

const thresholds = thresholdValues(complaintThresholds);

const marts = [
  "complaint_days",
  "month_coverage",
  "state_month_counts",
  "complaint_cells",
] as const;

/** Writes the complaints of each stale month, and what is counted over them: a month at a time, so that memory is bounded. */
export async function writeComplaints({ session, months, write }: StepContext): Promise<void> {
  await session.run(
    "create or replace temp table month_populations as select * from stg_month_populations",
  );
  for (const month of months) {
    await runModel(session, "marts/filing_sessions", { month, ...thresholds });
    const sql = modelSql("marts/month_complaints").replaceAll("$month", quotedText(month));
    const { rows, file } = await write("complaints", month, sql);
    // The rows of a month may all be duplicates of another load's.
    if (rows === 0) continue;
    await session.run(
      `create or replace temp view month_complaints as select * from ${parquetSource([file], "complaints")}`,
    );
    for (const mart of marts) {
      await materialize(session, `new_${mart}`, `marts/${mart}`, thresholds);
      await write(mart, month, `select * from new_${mart} order by all`);
    }
  }
  for (const table of ["month_populations", "filing_sessions", ...marts.map((m) => `new_${m}`)])
    await session.run(`drop table if exists ${table}`);
  await session.run("drop view if exists month_complaints");
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
