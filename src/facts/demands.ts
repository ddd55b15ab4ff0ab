import { median, rollup, sum } from "d3";
import { clockHours } from "../analysis/tracing/clock-hours.ts";
import type { DemandSummaryRow } from "../data/reads/demands.ts";
import type { Audience } from "./types.ts";

/** Demands of a year: what the industry's group publishes of its own. */
export interface DemandYear {
  year: string;
  /** Null where there are fewer than 11: an investigation could be told from it. */
  received: number | null;
}

export interface DemandFacts {
  years: DemandYear[];
  /** The rest is for offices. */
  desk: {
    states: { state: string; demands: number }[];
    deficiencies: { code: string; demands: number }[];
    received: number;
    deficient: number;
    /** Median business hours (days of business, day and night); null where there is none. */
    first_production_h: number | null;
    produced: number;
    /** Of those with a return date that are produced in full: by that day. */
    on_time: number;
    full: number;
    rows_produced: number;
    rows_withheld: number;
  } | null;
}

/** Fewer are not shown to the public. */
const leastShown = 11;

/** Zone in which hours of business days are counted for this page. */
const zone = "America/New_York";

const at = (time: string): Date => new Date(`${time.replace(" ", "T")}Z`);

/** What may be said of demands; null where none came in. */
export function demandFacts(
  rows: readonly DemandSummaryRow[],
  audience: Audience,
): DemandFacts | null {
  if (rows.length === 0) return null;
  const years = [
    ...rollup(
      rows,
      (of) => of.length,
      (row) => row.received_at.slice(0, 4),
    ),
  ]
    .sort()
    .map(([year, received]) => ({
      year,
      received: audience === "office" || received >= leastShown ? received : null,
    }));
  if (audience === "public") return { years, desk: null };
  const hours = rows.flatMap((row) =>
    row.first_produced_at === null
      ? []
      : [clockHours(at(row.received_at), at(row.first_produced_at), [zone])],
  );
  const full = rows.filter((row) => row.fully_produced_at !== null && row.return_by !== null);
  const counts = (values: readonly string[]) =>
    [
      ...rollup(
        values,
        (of) => of.length,
        (value) => value,
      ),
    ].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return {
    years,
    desk: {
      states: counts(rows.map((row) => row.state)).map(([state, demands]) => ({ state, demands })),
      deficiencies: counts(rows.flatMap((row) => row.deficiencies)).map(([code, demands]) => ({
        code,
        demands,
      })),
      received: rows.length,
      deficient: rows.filter((row) => row.deficiencies.length > 0).length,
      first_production_h: median(hours) ?? null,
      produced: hours.length,
      on_time: full.filter((row) => row.fully_produced_at!.slice(0, 10) <= row.return_by!).length,
      full: full.length,
      rows_produced: sum(rows, (row) => row.rows_produced),
      rows_withheld: sum(rows, (row) => row.rows_withheld),
    },
  };
}
