import type { Session } from "../session.ts";

// Typed reads of complaints: one function per question, one row type per grain.

export interface AreaMonthRow {
  state: string;
  is_ranked_kind: boolean;
  population: number;
  complaints: number;
  sessions: number;
  squares: number;
  /** Complaints by day of the month; null on days that are not covered. */
  days: (number | null)[];
}

/** What the rates of a month rest on, one row per jurisdiction; none where the month has no complaints. */
export function readAreaMonths(session: Session, month: string): Promise<AreaMonthRow[]> {
  return session.rows<AreaMonthRow>(
    `with covered as (
        select day from complaint_days where month = $month group by day having not bool_or(is_cut)
    ),
    days as (
        select unnest(generate_series(1, (select any_value(days_in_month) from state_month_counts where month = $month))) as day_no
    ),
    grid as (
        select s.state, d.day_no,
            case when c.day is not null then coalesce(n.complaints, 0) end as complaints
        from state_month_counts as s
        cross join days as d
        left join covered as c on day(c.day) = d.day_no
        left join complaint_cells as n on n.month = $month and n.area = s.state and n.split = 'day'
            and day(n.part::date) = d.day_no
        where s.month = $month
    ),
    lists as (select state, list(complaints order by day_no) as days from grid group by state)
    select s.state, j.kind <> 'territory' as is_ranked_kind, s.population, s.complaints,
        coalesce(t.sessions, 0) as sessions, coalesce(t.squares, 0) as squares, l.days
    from state_month_counts as s
    join jurisdictions as j on j.state = s.state
    join lists as l on l.state = s.state
    left join complaint_cells as t on t.month = s.month and t.area = s.state and t.split = 'total'
    where s.month = $month
    order by s.state`,
    { month },
  );
}

/** Makes the temporary table new_state_rates. */
export async function stageStateRates(session: Session, rates: readonly object[]): Promise<void> {
  await session.fromJson(
    "new_state_rates",
    `state varchar, month varchar, per_100k double, per_100k_low double, per_100k_high double,
    dispersion double, rank integer, rank_low integer, rank_high integer`,
    rates,
  );
}

export interface StateMonthRow {
  state: string;
  name: string;
  kind: "state" | "district" | "territory";
  population: number;
  population_vintage: number;
  /** Null in a month without complaints. */
  complaints: number | null;
  dispersion: number | null;
  per_100k: number | null;
  per_100k_low: number | null;
  per_100k_high: number | null;
  rank: number | null;
  rank_low: number | null;
  rank_high: number | null;
}

/** All 56 jurisdictions in a month. */
export function readStateMonths(session: Session, month: string): Promise<StateMonthRow[]> {
  return session.rows<StateMonthRow>(
    `select s.state, j.name, j.kind, s.population, s.population_vintage, s.complaints, s.dispersion, s.per_100k,
        s.per_100k_low, s.per_100k_high, s.rank, s.rank_low, s.rank_high
    from state_months as s join jurisdictions as j on j.state = s.state
    where s.month = $month order by s.state`,
    { month },
  );
}

export interface MonthCoverageRow {
  month: string;
  /** Complaints about calls, with and without a jurisdiction. */
  complaints: number;
  agencies: string[];
  /** Days covered by the agency that covers fewest. */
  days_covered: number;
  /** The same, with a cut day as the share that it had of what was expected. */
  days_counted: number;
  /** Complaints that name a city: without one, filing sessions cannot be told. */
  complaints_with_city: number;
  days_in_month: number;
}

export function readMonthCoverage(session: Session): Promise<MonthCoverageRow[]> {
  return session.rows<MonthCoverageRow>(
    `select month, complaints, agencies, days_covered, days_counted, complaints_with_city, days_in_month
    from month_coverage order by month`,
  );
}

/** Complaints of an area and a part of a split, and the filing sessions behind them. */
export interface ComplaintCellRow {
  area: string;
  split: string;
  part: string;
  complaints: number;
  sessions: number;
  largest: number;
  squares: number;
}

export function readComplaintCells(session: Session, month: string): Promise<ComplaintCellRow[]> {
  return session.rows<ComplaintCellRow>(
    `select area, split, part, complaints, sessions, largest, squares from complaint_cells where month = $month
    order by split, area, part`,
    { month },
  );
}

/** Each area's total in each month with complaints. */
export function readMonthTotals(
  session: Session,
): Promise<(ComplaintCellRow & { month: string })[]> {
  return session.rows(
    `select month, area, split, part, complaints, sessions, largest, squares from complaint_cells
    where split = 'total' order by month, area`,
  );
}

export interface ComplaintDayRow {
  month: string;
  agency: string;
  /** YYYY-MM-DD */
  day: string;
  complaints: number;
  is_cut: boolean;
  /** What a cut day had of the expected, 1 for others. */
  counted_share: number;
}

/** Days with complaints in a month and the month before it. */
export function readComplaintDays(
  session: Session,
  month: string,
  before: string,
): Promise<ComplaintDayRow[]> {
  return session.rows<ComplaintDayRow>(
    `select month, agency, day::varchar as day, complaints, is_cut, counted_share from complaint_days
    where month in ($month, $before) order by month, day, agency`,
    { month, before },
  );
}
