import type { Threshold } from "../campaigns/thresholds.ts";

/** What decides a forecast of complaints. */
export const forecastThresholds = {
  level: { value: 0.9, meaning: "weight of the last week in the nation's level", source: "statistics review 4.5: 0.8 to 1 is best on the FTC's daily series of 2020" },
  share: { value: 0.3, meaning: "weight of the last week in a state's share of the nation", source: "as the level: 0.2 to 0.35" },
  profileWeeks: { value: 8, meaning: "weeks whose days make the profile of the week", source: "ours" },
  leastWeeks: { value: 8, meaning: "weeks that must be known before a forecast is made", source: "ours" },
  leastOrigins: { value: 6, meaning: "earlier forecasts that an interval is made of", source: "ours: split conformal; fewer give no interval" },
  coverage: { value: 0.8, meaning: "share of intervals that are to hold what comes", source: "ours" },
  leastCalls: { value: 50, meaning: "calls of its last week under which nothing is forecast of a campaign", source: "statistics review 4.5" },
} satisfies Record<string, Threshold>; // prettier-ignore
