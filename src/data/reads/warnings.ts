import type { Session } from "../session.ts";
import { callReportColumns, callReportJoins, type CallReportRow } from "./cells.ts";

/** What is counted of a unit that is watched, up to the end of an hour: a row of the derived table watch_points. */
export interface WatchPointRow {
  unit_id: string;
  month: string;
  is_origin: boolean;
  origin_id: string;
  origin_kind: string;
  provider_id: string | null;
  customer_id: string | null;
  caller: string | null;
  first_at: number;
  hour: number;
  calls: number;
  callers: number;
  called: number;
  answered: number;
  durations: number[];
  attested: number[];
  impossible: number;
  impossible_calls: number;
  listed: number;
  withheld: number;
  neighbor: number;
  foreign_numbers: number;
  off_hours: number;
  witnesses: number;
}

export const readWatchPoints = (session: Session): Promise<WatchPointRow[]> =>
  session.rows<WatchPointRow>(
    `select * replace (caller::varchar as caller, epoch(first_at) as first_at, epoch(hour) as hour)
    from watch_points order by month, unit_id, hour`,
  );

/** A report about a call of a unit that is watched. */
export interface WatchReportRow extends CallReportRow {
  unit_id: string;
  month: string;
  seen_at: number;
}

export const readWatchReports = (session: Session): Promise<WatchReportRow[]> =>
  session.rows<WatchReportRow>(
    `select r.unit_id, r.month, epoch(r.seen_at) as seen_at, ${callReportColumns}
    from watch_reports as r
    ${callReportJoins}
    order by r.month, r.unit_id, r.seen_at, r.source_table, r.source_row_id`,
  );

/** Makes the temporary table new_warnings, with the campaign that most calls of a unit turned out to be of. */
export async function stageWarnings(session: Session, rows: readonly object[]): Promise<void> {
  await session.fromJson(
    "raised",
    `warning_id varchar, month varchar, raised_at timestamp, first_at timestamp, origin_kind varchar, provider_id varchar,
    customer_id varchar, calling_number varchar, calls bigint, callers bigint, probability double, reasons varchar[], origin_id varchar,
    is_origin boolean`,
    rows,
  );
  await session.run(
    `create or replace temp table new_warnings as
    with later as (
        select r.warning_id, r.month, arg_max(c.campaign_id, t.calls) as campaign_id
        from raised as r
        join traffic_cells as t on t.month = r.month and (t.cell_id = r.warning_id or r.is_origin and t.origin_key = r.origin_id)
        join campaign_cells as c on c.month = t.month and c.cell_id = t.cell_id
        group by r.warning_id, r.month
    )
    select r.* exclude (origin_id, is_origin), l.campaign_id
    from raised as r left join later as l using (warning_id, month)`,
  );
}

/** An early warning of a month, with the names of its providers. */
export interface EarlyWarningRow {
  raised_at: string;
  first_at: string;
  origin_kind: string;
  provider_id: string | null;
  provider_name: string | null;
  customer_id: string | null;
  calling_number: string | null;
  calls: number;
  probability: number;
  reasons: string[];
  campaign_id: string | null;
}

export const readEarlyWarnings = (session: Session, month: string): Promise<EarlyWarningRow[]> =>
  session.rows<EarlyWarningRow>(
    `select w.raised_at::varchar as raised_at, w.first_at::varchar as first_at, w.origin_kind, w.provider_id,
        p.name as provider_name, w.customer_id, w.calling_number, w.calls, w.probability, w.reasons, w.campaign_id
    from early_warnings as w left join providers as p on p.provider_id = w.provider_id
    where w.month = $month order by w.raised_at desc, w.warning_id`,
    { month },
  );
