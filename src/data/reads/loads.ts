import type { Session } from "../session.ts";

// Typed reads of what is loaded: files, figures that others published, the registry, checks.

export interface LoadRow {
  load_id: string;
  format: string;
  title: string;
  publisher: string;
  file_name: string;
  file_sha256: string;
  rows_read: number;
  rows_loaded: number;
  rows_duplicate: number;
  rows_rejected: number;
  first_at: string | null;
  last_at: string | null;
  file_date: string | null;
  reject_limit: number;
  notes: string[];
  is_simulated: boolean;
}

export function readLoads(session: Session): Promise<LoadRow[]> {
  return session.rows<LoadRow>(
    `select load_id, format, title, publisher, file_name, file_sha256, rows_read, rows_loaded, rows_duplicate, rows_rejected,
        first_at::varchar as first_at, last_at::varchar as last_at, file_date::varchar as file_date, reject_limit, notes,
        is_simulated
    from loads order by format, last_at, file_name, load_id`,
  );
}

/** Dates of the numbering files that the analysis used, YYYY-MM-DD; null where a file gives none. */
export function readNumberingDates(session: Session): Promise<{ file_date: string | null }[]> {
  return session.rows(
    `select max(file_date)::varchar as file_date from loads where format in ('nanpa-npa', 'nanpa-co')
    group by format order by 1`,
  );
}

/** Which months have what. */
export interface MonthKinds {
  month: string;
  has_complaints: boolean;
  has_calls: boolean;
  has_recordings: boolean;
  has_tracebacks: boolean;
}

/** Every month of which anything dated is loaded; with simulated loads or without. */
export function readMonths(session: Session, withSimulated: boolean): Promise<MonthKinds[]> {
  return session.rows<MonthKinds>(
    `with kinds as (
        select month, 'complaints' as kind, false as is_simulated from month_coverage
        union all
        select p.month, 'calls', coalesce(bool_or(s.calls_are_simulated), false)
        from state_month_paths as p left join state_months as s on s.month = p.month group by p.month
        union all
        select strftime(r.received_at, '%Y-%m'), 'recordings', l.is_simulated
        from recordings as r join loads as l on l.load_id = r.load_id
        where r.received_at is not null
        union all
        select strftime(coalesce(t.opened_at, t.call_time), '%Y-%m'), 'tracebacks', l.is_simulated
        from tracebacks as t join loads as l on l.load_id = t.load_id
        where coalesce(t.opened_at, t.call_time) is not null
    )
    select month, bool_or(kind = 'complaints') as has_complaints, bool_or(kind = 'calls') as has_calls,
        bool_or(kind = 'recordings') as has_recordings, bool_or(kind = 'tracebacks') as has_tracebacks
    from kinds where $with_simulated or not is_simulated
    group by month order by month`,
    { with_simulated: withSimulated },
  );
}

export function readRejectReasons(
  session: Session,
): Promise<{ load_id: string; reason: string; rows: number }[]> {
  return session.rows(
    "select load_id, reason, count(*) as rows from rejects group by all order by load_id, rows desc, reason",
  );
}

export interface PublishedFigure {
  publisher: string;
  series: string;
  period: string;
  period_kind: string;
  value: number;
  unit: string;
  exactness: string | null;
  note: string | null;
}

export function readPublished(session: Session): Promise<PublishedFigure[]> {
  return session.rows(
    `select publisher, series, period, period_kind, value, unit, exactness, note
    from published_figures
    -- A figure that its compiler marks as unverified is kept in the table and shown nowhere.
    where note is null or note not like '%verify before publishing%'
    order by publisher, series, period`,
  );
}

export async function readRegistry(session: Session) {
  const row = await session.row<{
    filings: number;
    gateways: number;
    intermediates: number;
    without_update: number;
  }>(
    `select count(*) as filings, count(*) filter (where is_gateway) as gateways,
        count(*) filter (where is_intermediate) as intermediates,
        count(*) filter (where last_updated is null) as without_update
    from providers where filing_number is not null`,
  );
  return row && row.filings > 0 ? row : null;
}

export function readFailedChecks(
  session: Session,
): Promise<{ check: string; failing_rows: number }[]> {
  return session.rows(
    'select check_name as "check", failing_rows from check_results where failing_rows > 0 order by 1',
  );
}
