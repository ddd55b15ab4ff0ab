import {
  backtest,
  forecast,
  forecastThresholds,
  type DailySeries,
} from "../analysis/forecasts/index.ts";
import {
  readCampaignSeries,
  readComplaintSeries,
  readWholeDays,
  type DayCount,
} from "../data/reads/forecasts.ts";
import type { Session } from "../data/session.ts";
import type { StepContext } from "./step.ts";

const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const sum = (values: readonly number[]) => values.reduce((total, v) => total + v, 0);

/** Forecasts complaints by state and the calls of live campaigns, and scores past forecasts. */
export async function writeForecasts({ session, write }: StepContext): Promise<void> {
  const rows: object[] = [];
  const scores: object[] = [];
  const whole = new Set((await readWholeDays(session)).map((row) => row.day));
  const complaints = seriesOf(await readComplaintSeries(session), whole);
  const calls = await readCampaignSeries(session);
  const campaigns = seriesOf(calls, new Set(calls.map((row) => row.day)));
  for (const [name, series] of [["complaints", complaints], ["campaign_calls", campaigns]] as const) {
    if (!series) continue;
    const made = forecast(series, series.known.length);
    if (!made) continue;
    const { ratios, ...score } = backtest(series);
    scores.push({
      series: name, origins: score.origins, error_by_day: score.by_day, error_by_week: score.by_week,
      error_of_four_weeks: score.four_weeks, coverage: score.coverage, interval_score: score.interval_score, intervals: score.intervals,
    });
    const add = (subject: string, expected: number, counts: readonly number[]) =>
      rows.push({
        series: name, subject, from_day: iso(made.origin + 1), to_day: iso(made.origin + 28), expected: Math.round(expected),
        low: ratios && Math.floor(expected * Math.exp(ratios.low)), high: ratios && Math.ceil(expected * Math.exp(ratios.high)),
        last_four_weeks: sum(counts.slice(-28)),
      });
    series.areas.forEach((area, i) => {
      const counts = series.counts[i]!;
      if (name === "campaign_calls" && sum(counts.slice(-7)) < forecastThresholds.leastCalls.value) return;
      add(area, sum(made.days[i]!), counts);
    });
    if (name === "complaints")
      add("US", sum(made.days.map(sum)), series.known.map((_, d) => sum(series.counts.map((c) => c[d]!))));
  }
  await stage(session, rows, scores);
  await write("forecasts", "all", "select * from new_forecasts order by series, subject");
  await write("forecast_scores", "all", "select * from new_scores order by series");
} // prettier-ignore

async function stage(session: Session, rows: object[], scores: object[]): Promise<void> {
  await session.fromJson(
    "new_forecasts",
    "series varchar, subject varchar, from_day date, to_day date, expected bigint, low bigint, high bigint, last_four_weeks bigint",
    rows,
  );
  await session.fromJson(
    "new_scores",
    "series varchar, origins bigint, error_by_day double, error_by_week double, error_of_four_weeks double, coverage double, interval_score double, intervals bigint",
    scores,
  );
}

/**
 * Counts by subject over the last stretch of days: months that are not loaded would be a hole. Null where there are none.
 */
function seriesOf(rows: readonly DayCount[], whole: ReadonlySet<number>): DailySeries | null {
  const days = [...whole].sort((a, b) => a - b);
  const last = days.at(-1);
  if (last === undefined) return null;
  let first = last;
  // Weeks without any data are the end of what belongs together.
  for (const day of days.toReversed()) if (first - day <= 21) first = day;
  const areas = [...new Set(rows.map((row) => row.subject))].sort();
  const index = new Map(areas.map((area, i) => [area, i]));
  const length = last - first + 1;
  const counts = areas.map(() => new Array<number>(length).fill(0));
  for (const { subject, day, count } of rows)
    if (day >= first && day <= last) counts[index.get(subject)!]![day - first] = count;
  const known = Array.from({ length }, (_, k) => whole.has(first + k));
  return { areas, counts, known, first };
}
