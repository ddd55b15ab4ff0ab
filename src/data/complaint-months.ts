import { materialize, modelSql, runModel } from "./models.ts";
import type { Session, SqlValues } from "./session.ts";
import { parquetSource, quotedText } from "./sql-text.ts";

/** What is counted over the complaints of a month, in order: each may read those before it. */
export const complaintMarts = [
  "complaint_days",
  "month_coverage",
  "state_month_counts",
  "complaint_cells",
] as const;

/** Makes what the models of a month's complaints read beside them. `holidays` are days as YYYY-MM-DD. */
export async function openComplaintMonths(
  session: Session,
  holidays: readonly string[],
): Promise<void> {
  await session.run(
    "create or replace temp table month_populations as select * from stg_month_populations",
  );
  await session.fromJson(
    "federal_holidays",
    "day date",
    holidays.map((day) => ({ day })),
  );
  // The joins of the view are to small tables, in the order written; DuckDB would build one on the complaints.
  await session.run("set disabled_optimizers = 'join_order,build_side_probe_side'");
}

/** Finds the filing sessions of a month; returns the query of its complaints, columns as in the table complaints. */
export async function complaintsOfMonth(
  session: Session,
  month: string,
  values: SqlValues,
): Promise<string> {
  await runModel(session, "marts/filing_sessions", { month, ...values });
  return modelSql("marts/month_complaints").replaceAll("$month", quotedText(month));
}

/** Counts over the complaints of a month that a file holds: makes new_MART for each of `complaintMarts`. */
export async function countComplaints(
  session: Session,
  file: string,
  values: SqlValues,
): Promise<void> {
  await session.run(
    `create or replace temp view month_complaints as select * from ${parquetSource([file], "complaints")}`,
  );
  for (const mart of complaintMarts)
    await materialize(session, `new_${mart}`, `marts/${mart}`, values);
}

export async function closeComplaintMonths(session: Session): Promise<void> {
  const tables = ["month_populations", "federal_holidays", "filing_sessions"];
  for (const table of [...tables, ...complaintMarts.map((mart) => `new_${mart}`)])
    await session.run(`drop table if exists ${table}`);
  await session.run("drop view if exists month_complaints; reset disabled_optimizers");
}
