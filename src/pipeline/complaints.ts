import { federalHolidays } from "../analysis/federal-holidays.ts";
import { stateRates } from "../analysis/complaints/state-rates.ts";
import { complaintThresholds } from "../analysis/complaints/thresholds.ts";
import {
  closeComplaintMonths,
  complaintMarts,
  complaintsOfMonth,
  countComplaints,
  openComplaintMonths,
} from "../data/complaint-months.ts";
import { modelSql, thresholdValues } from "../data/models.ts";
import { readAreaMonths, stageStateRates } from "../data/reads/complaints.ts";
import type { StepContext } from "./step.ts";

const thresholds = thresholdValues(complaintThresholds);

/** Writes the complaints of each stale month, and what is counted over them: a month at a time, so that memory is bounded. */
export async function writeComplaints({ session, months, write }: StepContext): Promise<void> {
  await openComplaintMonths(session, holidaysAround(months));
  for (const month of months) {
    const complaints = await complaintsOfMonth(session, month, thresholds);
    const { rows, file } = await write("complaints", month, complaints);
    // The rows of a month may all be duplicates of another load's.
    if (rows === 0) continue;
    await countComplaints(session, file, thresholds);
    for (const mart of complaintMarts)
      await write(mart, month, `select * from new_${mart} order by all`);
  }
  await closeComplaintMonths(session);
}

/** Federal holidays of the months' years, and of the years after: New Year is next to December 31. */
function holidaysAround(months: readonly string[]): string[] {
  const years = new Set(months.map((month) => Number(month.slice(0, 4))));
  return [...years].flatMap((year) => [...federalHolidays(year), ...federalHolidays(year + 1)]);
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
