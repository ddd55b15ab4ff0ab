import type { CheckResult } from "../checks.ts";
import type { Session } from "../session.ts";

/** What an analysis found, in numbers. */
export interface AnalysisSummary {
  months: string[];
  recordings: number;
  campaigns: number;
  complaints_linked: number;
  call_records: number;
  calls: number;
  checks: CheckResult[];
}

export async function readAnalysisSummary(session: Session): Promise<AnalysisSummary> {
  const months = await session.rows<{ month: string }>(
    "select distinct month from state_months order by month",
  );
  const counts = await session.row<Omit<AnalysisSummary, "months" | "checks">>(
    `select
        (select coalesce(sum(call_records), 0) from state_call_records) as call_records,
        (select coalesce(sum(calls), 0) from state_month_paths) as calls,
        (select count(*) from campaign_reports where source_table = 'recordings') as recordings,
        (select count(*) from campaigns) as campaigns,
        (select count(distinct source_row_id) from campaign_reports where source_table = 'complaints') as complaints_linked`,
  );
  const checks = await session.rows<CheckResult>(
    'select check_name as "check", failing_rows, sample from check_results order by check_name',
  );
  if (!counts) throw new Error("no counts");
  return { months: months.map((row) => row.month), ...counts, checks };
}
