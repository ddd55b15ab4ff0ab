import type { Session } from "../session.ts";

/** Counts of a subject on a day; days are numbers since 1970. */
export interface DayCount {
  subject: string;
  day: number;
  count: number;
}

/** Complaints about calls by jurisdiction and day. */
export const readComplaintSeries = (session: Session): Promise<DayCount[]> =>
  session.rows<DayCount>(
    `select area as subject, epoch(part::timestamp)::bigint // 86400 as day, complaints as count from complaint_cells
    where split = 'day' and area not in ('US', '') order by all`,
  );

/** Days with complaints of every agency that reports in the month, none of them cut. */
export const readWholeDays = (session: Session): Promise<{ day: number }[]> =>
  session.rows(
    `with agencies as (select month, count(distinct agency) as agencies from complaint_days group by month)
    select epoch(d.day::timestamp)::bigint // 86400 as day
    from complaint_days as d join agencies as a on a.month = d.month
    group by d.day, a.agencies having not bool_or(d.is_cut) and count(distinct d.agency) = a.agencies order by 1`,
  );

/** Calls seen by campaign and day. */
export const readCampaignSeries = (session: Session): Promise<DayCount[]> =>
  session.rows<DayCount>(
    `select campaign_id as subject, epoch(day::timestamp)::bigint // 86400 as day, calls as count from campaign_days order by all`,
  );

export interface ForecastRow {
  subject: string;
  from_day: string;
  to_day: string;
  expected: number;
  low: number | null;
  high: number | null;
  last_four_weeks: number;
}

/** Forecasts of complaints that begin after the last day of a month, by jurisdiction. */
export const readForecasts = (session: Session, month: string): Promise<ForecastRow[]> =>
  session.rows<ForecastRow>(
    `select subject, from_day::varchar as from_day, to_day::varchar as to_day, expected, low, high, last_four_weeks from forecasts
    where series = 'complaints' and strftime(from_day - interval 1 day, '%Y-%m') = $month order by subject`,
    { month },
  );

export interface ForecastScoreRow {
  series: string;
  origins: number;
  error_by_day: number;
  error_by_week: number;
  error_of_four_weeks: number;
  coverage: number | null;
  interval_score: number | null;
  intervals: number;
}

export const readForecastScores = (session: Session): Promise<ForecastScoreRow[]> =>
  session.rows<ForecastScoreRow>("select * from forecast_scores order by series");
