import type { ForecastFacts, ForecastScore } from "../types.ts";
import { counted, dayName, formatCount } from "./format.ts";

/** Complaints that are expected, with the interval. */
export const forecastSentence = (forecast: ForecastFacts): string =>
  sentence(forecast, "complaint");

/** Calls that are expected to be seen, with the interval. */
export const callForecastSentence = (forecast: ForecastFacts): string => sentence(forecast, "call");

function sentence({ from_day, to_day, expected, low, high }: ForecastFacts, unit: string): string {
  const interval =
    low === null || high === null
      ? "Too few past forecasts are known to give an interval."
      : `In four of five such periods the number should be ${formatCount(low)} to ${formatCount(high)}.`;
  return `From ${dayName(from_day)} to ${dayName(to_day)} we expect about ${counted(expected, unit)}, if nothing changes. ${interval}`;
}

/** How past forecasts did. */
export function forecastScoreSentence(s: ForecastScore): string {
  const better = (ratio: number) =>
    `${Math.abs(Math.round(100 * (1 - ratio)))}% ${ratio <= 1 ? "smaller" : "larger"}`;
  const held =
    s.coverage === null
      ? "No interval could be checked yet."
      : `Of ${counted(s.intervals, "80% interval")}, ${Math.round(100 * s.coverage)}% held what came.`;
  return `Made from ${counted(s.origins, "past week")} with only what was known then, the error of such forecasts was ${better(s.error_by_day)} by day, ${better(s.error_by_week)} by week and ${better(s.error_of_four_weeks)} for four weeks than that of repeating the last week. ${held}`;
}
