import { medianTime } from "../analysis/statistics/kaplan-meier.ts";
import type { Session } from "../data/session.ts";

export interface WarningScores {
  /** Real illegal campaigns of 200 calls seen or more, and those of which a warning was raised. */
  campaigns: number;
  warned: number;
  /**
   * Median hours and calls seen from the first call that some record shows to the warning, and hours from the first call in
   * the world: Kaplan–Meier, campaigns that were not warned of censored at their last call; null where under half were.
   */
  median_hours: number | null;
  median_calls: number | null;
  median_hours_of_world: number | null;
  /** Median with campaigns that were not warned of at infinity. */
  median_hours_of_all: number | null;
  /** Warnings, and those of which most calls by then were not of one illegal campaign, a week. */
  warnings: number;
  false_alarms: number;
  weeks: number;
}

/** Scores early warnings against a world's truth; needs the temporary tables of evaluateCampaigns. */
export async function evaluateWarnings(session: Session): Promise<WarningScores> {
  const raised = `with units as (
      select w.warning_id, w.month, w.raised_at, t.month || ' ' || t.cell_id as cell
      from early_warnings as w join traffic_cells as t
        on t.month = w.month and (t.cell_id = w.warning_id or w.calling_number is null and t.origin_key = w.warning_id)
  ),
  parts as (
      select u.warning_id, u.month, u.raised_at, j.operation, count(*) as calls
      from units as u join judged_calls as j on j.cell = u.cell and j.started_at < u.raised_at group by all
  ),
  raised as (
      select warning_id, month, raised_at, arg_max(operation, calls) filter (operation is not null) as operation,
          coalesce(max(calls) filter (operation is not null), 0) >= sum(calls) / 2 as is_real
      from parts group by all
  )`;
  const alarms = await session.row<{ warnings: number; wrong: number; weeks: number }>(
    `${raised}
    select (select count(*) from early_warnings) as warnings, (select count(*) from raised where not is_real) as wrong,
        (select date_diff('hour', min(started_at), max(started_at)) / 168 from judged_calls) as weeks`,
  );
  const rows = await session.rows<{
    hours: number;
    hours_of_world: number;
    calls: number;
    happened: boolean;
  }>(
    `${raised},
    first as (select operation, min(raised_at) as raised_at from raised where is_real group by operation),
    seen as (
        select operation, min(started_at) as first_at, max(started_at) as last_at, count(*) as calls
        from judged_calls where operation is not null group by operation having count(*) >= 200
    ),
    world as (
        select coalesce(sender_id, campaign_id) as operation, min(started_at::timestamp) as first_at
        from truth_calls where kind = 'illegal' group by 1
    )
    select date_diff('second', s.first_at, coalesce(f.raised_at, s.last_at)) / 3600 as hours,
        date_diff('second', w.first_at, coalesce(f.raised_at, s.last_at)) / 3600 as hours_of_world,
        case when f.raised_at is null then s.calls else
            (select count(*) from judged_calls as j where j.operation = s.operation and j.started_at < f.raised_at) end as calls,
        f.raised_at is not null as happened
    from seen as s join world as w on w.operation = s.operation left join first as f on f.operation = s.operation
    order by s.operation`,
  );
  const of = (time: (row: (typeof rows)[number]) => number) =>
    medianTime(rows.map((row) => ({ time: time(row), happened: row.happened })));
  return {
    campaigns: rows.length,
    warned: rows.filter((r) => r.happened).length,
    median_hours: of((r) => r.hours),
    median_calls: of((r) => r.calls),
    median_hours_of_world: of((r) => r.hours_of_world),
    median_hours_of_all: medianTime(
      rows.map((r) => ({ time: r.happened ? r.hours : Infinity, happened: r.happened })),
    ),
    warnings: alarms!.warnings,
    false_alarms: alarms!.wrong,
    weeks: alarms!.weeks,
  };
}
