import { group } from "d3";
import {
  incidenceAt,
  incidenceOf,
  limitsByUnit,
  medianOf,
  type Watched,
} from "../statistics/competing-risks.ts";
import { standingThresholds } from "./thresholds.ts";

export type Ending = "answered" | "refused" | "barred";

/** A request and how long the clock ran until it ended; outcome null: it had not by the date of its file. */
export interface TimedRequest extends Watched<Ending> {
  provider_id: string;
  role: string;
}

export interface ResponseTimes {
  /** Provider, or `role` for all of a role. */
  provider_id: string | null;
  role: string;
  n: number;
  answered: number;
  refused: number;
  barred: number;
  /** Without an end when the file ends. */
  open: number;
  median_h: number | null;
  median_low_h: number | null;
  median_high_h: number | null;
  /** Share answered within 24 hours of the clock, and within five times as long. */
  within_24h: number;
  within_24h_low: number;
  within_24h_high: number;
  within_120h: number;
  /** Share that refuses, or says that a law bars the answer, within as long. */
  refused_120h: number;
  barred_120h: number;
  at_risk_24h: number;
}

/** Response times of each role, and of each provider with enough requests; without enough there is no curve. */
export function responseTimes(requests: readonly TimedRequest[]): ResponseTimes[] {
  const rows = (of: readonly TimedRequest[], provider_id: string | null): ResponseTimes[] =>
    of.length < standingThresholds.curve_requests.value ? [] : [summary(of, provider_id)];
  return [
    ...[...group(requests, (r) => r.role)].flatMap(([, of]) => rows(of, null)),
    ...[...group(requests, (r) => r.provider_id)].flatMap(([provider, of]) => rows(of, provider)),
  ];
}

function summary(of: readonly TimedRequest[], provider_id: string | null): ResponseTimes {
  const answered = incidenceOf(of, "answered");
  const { median, low, high } = medianOf(answered);
  const within24 = (some: readonly TimedRequest[]) =>
    incidenceAt(incidenceOf(some, "answered"), 24);
  const day = within24(of);
  const byProvider =
    provider_id === null
      ? limitsByUnit(
          of,
          (r) => r.provider_id,
          (some) => within24(some).share,
        )
      : null;
  const count = (outcome: Ending | null) => of.filter((r) => r.outcome === outcome).length;
  return {
    provider_id,
    role: of[0]!.role,
    n: of.length,
    answered: count("answered"),
    refused: count("refused"),
    barred: count("barred"),
    open: count(null),
    median_h: median,
    median_low_h: low,
    median_high_h: high,
    within_24h: day.share,
    within_24h_low: byProvider?.low ?? day.low,
    within_24h_high: byProvider?.high ?? day.high,
    within_120h: incidenceAt(answered, 120).share,
    refused_120h: incidenceAt(incidenceOf(of, "refused"), 120).share,
    barred_120h: incidenceAt(incidenceOf(of, "barred"), 120).share,
    at_risk_24h: of.filter((r) => r.time >= 24).length,
  };
}
