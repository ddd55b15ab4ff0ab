import type { Session } from "../session.ts";

// Typed reads of what the records of providers say, for src/facts.

export interface CallTotals {
  calls: number;
  call_records: number;
  /** Providers with records of the month, and all that these name. */
  exporters: number;
  providers: number;
  is_simulated: boolean;
}

export function readCallTotals(session: Session, month: string): Promise<CallTotals | undefined> {
  return session.row<CallTotals>(
    `with entities as (select * from trace_entities where month = $month)
    select
        (select coalesce(sum(calls), 0) from state_month_paths where month = $month) as calls,
        (select coalesce(sum(call_records), 0) from state_call_records where month = $month) as call_records,
        (select count(distinct e.entity_id) from lake_exporters as p join entities as e on e.provider_id = p.provider_id
            where p.month = $month) as exporters,
        (select count(distinct entity_id) from entities) as providers,
        (select coalesce(bool_or(calls_are_simulated), false) from state_months where month = $month) as is_simulated`,
    { month },
  );
}

/** Handoffs that SIP Call-IDs prove, and how the join without them does on these. */
export interface JoinCheckRow {
  handoffs: number;
  found: number;
  right: number;
}

/** Undefined where the month's records hold no Call-IDs. */
export function readJoinCheck(session: Session, month: string): Promise<JoinCheckRow | undefined> {
  return session.row<JoinCheckRow>(
    `select exact_joins as handoffs, joined_without_ids as found, same_pair as "right"
    from join_precision where month = $month`,
    { month },
  );
}

/** Calls of an area ('' where the called state is not known, or 'US') and a part of a split. */
export interface CallCellRow {
  area: string;
  split: string;
  part: string;
  calls: number;
  called_keys: number;
  largest: number;
}

export function readCallCells(session: Session, month: string): Promise<CallCellRow[]> {
  return session.rows<CallCellRow>(
    `select area, split, part, calls, called_keys, largest from call_cells where month = $month
    order by split, area, part`,
    { month },
  );
}

export function readStateRecords(
  session: Session,
  month: string,
): Promise<{ state: string; call_records: number }[]> {
  return session.rows(
    "select state, call_records from state_months where month = $month and call_records > 0 order by state",
    { month },
  );
}

export interface LinkRow {
  from_provider_id: string;
  from_name: string | null;
  to_provider_id: string;
  to_name: string | null;
  calls: number;
  suspicious_calls: number;
}

/** The handoffs between providers that carry most suspicious calls, then most calls. */
export function readLinks(session: Session, month: string, most: number): Promise<LinkRow[]> {
  return session.rows(
    `select l.from_provider_id, f.name as from_name, l.to_provider_id, t.name as to_name, l.calls, l.suspicious_calls
    from provider_links as l
    left join provider_directory as f on f.provider_id = l.from_provider_id
    left join provider_directory as t on t.provider_id = l.to_provider_id
    where l.month = $month
    order by l.suspicious_calls desc, l.calls desc, l.from_provider_id, l.to_provider_id
    limit ${most}`,
    { month },
  );
}

export interface ClockRow {
  provider_id: string;
  name: string | null;
  offset_s: number;
  drift_s_per_day: number;
  pairs: number;
  is_finding: boolean;
}

/** Every clock of a month that could be compared, those that are farthest off first. */
export function readClocks(session: Session, month: string): Promise<ClockRow[]> {
  return session.rows(
    `select c.provider_id, d.name, c.offset_s, c.drift_s_per_day, c.pairs, c.is_finding
    from provider_clocks as c left join provider_directory as d on d.provider_id = c.provider_id
    where c.month = $month
    order by abs(c.offset_s) desc, c.provider_id`,
    { month },
  );
}

export interface ZoneShiftRow {
  provider_id: string;
  name: string | null;
  other_provider_id: string | null;
  shift_s: number;
  calls: number;
  first_day: string;
  last_day: string;
}

/** Providers of a month whose zone is probably wrong. */
export function readZoneShifts(session: Session, month: string): Promise<ZoneShiftRow[]> {
  return session.rows(
    `select z.provider_id, d.name, z.other_provider_id, z.shift_s, z.calls, z.first_day::varchar as first_day,
        z.last_day::varchar as last_day
    from zone_shifts as z left join provider_directory as d on d.provider_id = z.provider_id
    where z.month = $month
    order by z.provider_id, z.shift_s, z.other_provider_id`,
    { month },
  );
}

export interface RecordFindingRow {
  finding: string;
  provider_id: string;
  name: string | null;
  other_provider_id: string | null;
  load_id: string | null;
  records: number | null;
}

export function readRecordFindings(session: Session): Promise<RecordFindingRow[]> {
  return session.rows(
    `select f.finding, f.provider_id, d.name, f.other_provider_id, f.load_id, f.records
    from record_findings as f left join provider_directory as d on d.provider_id = f.provider_id
    order by f.finding, f.provider_id, f.other_provider_id, f.load_id`,
  );
}

export interface ResponseCountRow {
  response_status: string;
  /** Null where the record does not say enough. */
  rule_applies: boolean | null;
  requests: number;
}

/** Requests of the manual tracebacks of a month by outcome; those of simulated loads left out where they must be. */
export function readResponseCounts(
  session: Session,
  month: string,
): Promise<(ResponseCountRow & { is_simulated: boolean })[]> {
  return session.rows(
    `select r.response_status, r.rule_applies, l.is_simulated, count(*) as requests
    from traceback_responses as r
    join traceback_hops as h on h.traceback_id = r.traceback_id and h.hop_no = r.hop_no and h.provider_id = r.provider_id
    join loads as l on l.load_id = h.load_id
    where strftime(r.request_sent_at, '%Y-%m') = $month
    group by all order by all`,
    { month },
  );
}
