import { jurisdictions } from "../../src/data/jurisdictions.ts";
import type { CallRows, MonthRows } from "../../src/data/reads/month.ts";

/** A complaint as a test writes it; what is left out is filled in. */
export interface Complaint {
  state?: string;
  type?: string;
  topic?: string;
  agency?: string;
  day?: number;
  hour?: number | null;
  /** Monday is 1. */
  weekday?: number;
  npa?: string;
  /** The state of the area code, where it is another. */
  npa_state?: string;
  /** Complaints with one name are one filing session; a complaint without one is a session by itself. */
  session?: string;
}

/** So many complaints, each a session of its own. */
export const complaintsOf = (n: number, complaint: Complaint): Complaint[] =>
  Array.from({ length: n }, () => complaint);

/** The rows of a month as the database would give them, made of complaints in a few lines of other code. */
export function monthRows(
  complaints: readonly Complaint[],
  { month = "2024-03", ...more }: Partial<MonthRows> = {},
): MonthRows {
  const sessions = new Map<string, Map<string, number>>();
  const add = (area: string, split: string, part: string, session: string) => {
    const key = `${area}|${split}|${part}`;
    const of = sessions.get(key) ?? new Map<string, number>();
    of.set(session, (of.get(session) ?? 0) + 1);
    sessions.set(key, of);
  };
  complaints.forEach((c, i) => {
    const state = c.state ?? "";
    const session = c.session ?? `#${i}`;
    const day = `${month}-${String(c.day ?? 1).padStart(2, "0")}`;
    for (const area of [state, "US"]) {
      add(area, "total", "", session);
      add(area, "type", c.type ?? "robocall", session);
      add(area, "agency", c.agency ?? "FTC", session);
      add(area, "topic", c.topic ?? "", session);
      add(area, "day", day, session);
      add(area, "hour", c.hour === null ? "" : String(c.hour ?? 12), session);
      const npa = c.npa ?? (state === "" ? "" : "700");
      add(area, "npa_state", npa === "" ? "" : (c.npa_state ?? state), session);
      if (area === state && area !== "")
        add(area, "area_code", c.npa_state ? "other" : npa, session);
      if (area === "US") {
        add(area, "number_kind", "us", session);
        add(area, "week_hour", c.hour === null ? "" : `${c.weekday ?? 1}-${c.hour ?? 12}`, session);
      }
    }
  });
  const cells = [...sessions].map(([key, of]) => {
    const [area, split, part] = key.split("|") as [string, string, string];
    const sizes = [...of.values()];
    return {
      area,
      split,
      part,
      complaints: sizes.reduce((a, b) => a + b, 0),
      sessions: sizes.length,
      largest: Math.max(...sizes),
      squares: sizes.reduce((sum, n) => sum + n * n, 0),
    };
  });
  const days = new Map<string, number>();
  for (const c of complaints) {
    const key = `${c.agency ?? "FTC"}|${month}-${String(c.day ?? 1).padStart(2, "0")}`;
    days.set(key, (days.get(key) ?? 0) + 1);
  }
  const agencies = [...new Set(complaints.map((c) => c.agency ?? "FTC"))].sort();
  const count = (state: string) => complaints.filter((c) => c.state === state).length;
  return {
    month,
    months: [
      {
        month,
        has_complaints: complaints.length > 0,
        has_calls: more.calls !== undefined,
        has_recordings: false,
        has_tracebacks: false,
      },
    ],
    data_through: `${month}-28`,
    states: jurisdictions.map((j) => ({
      state: j.state,
      name: j.name,
      kind: j.kind,
      population: 1_000_000,
      population_vintage: 2025,
      complaints: complaints.length > 0 ? count(j.state) : null,
      dispersion: 2,
      per_100k: count(j.state) / 10,
      per_100k_low: count(j.state) / 20,
      per_100k_high: count(j.state) / 5,
      rank: count(j.state) >= 30 && j.kind !== "territory" ? 1 : null,
      rank_low: null,
      rank_high: null,
    })),
    states_before: [],
    coverage:
      complaints.length === 0
        ? []
        : [
            {
              month,
              complaints: complaints.length,
              agencies,
              days_covered: new Set(complaints.map((c) => c.day ?? 1)).size,
              days_counted: new Set(complaints.map((c) => c.day ?? 1)).size,
              complaints_with_city: complaints.length,
              days_in_month: 31,
            },
          ],
    cells,
    totals: cells.filter((c) => c.split === "total").map((c) => ({ ...c, month })),
    days: [...days].map(([key, complaints]) => {
      const [agency, day] = key.split("|") as [string, string];
      return { month, agency, day, complaints, is_cut: false, counted_share: 1 };
    }),
    calls: undefined,
    responses: [],
    campaigns: [],
    recording_groups: [],
    callbacks: [],
    found: {
      campaigns: [],
      entries: [],
      numbers: [],
      states: [],
      days: [],
      reasons: [],
      links: [],
      forecasts: [],
      events: [],
    },
    number_groups: [],
    early_warnings: [],
    standing: [],
    gateways: [],
    providers: {
      providers: [],
      neighbors: [],
      campaigns: [],
      response_times: [],
      requests: [],
      sent_requests: [],
      traffic: [],
      facts: [],
    },
    web: { chokepoints: [], communities: [], links: [], totals: { links: 0, calls: 0 } },
    signers: [],
    actions: [],
    effect_groups: [],
    matches: [],
    phoenix_leads: [],
    statements: [],
    demands: [],
    forecasts: [],
    forecast_scores: [],
    judged_bands: [],
    campaign_cells: [],
    loads: [],
    reject_reasons: [],
    published: [],
    registry: null,
    numbering_dates: ["2026-07-06", "2026-08-17"],
    failed_checks: [],
    ...more,
  };
}

/** Call rows of a month: calls by state and stop reason, each to a number of its own. */
export function callRows(
  counts: readonly [state: string, reason: string, calls: number][],
  isSimulated = false,
): CallRows {
  const cells = new Map<string, number>();
  const add = (key: string, n: number) => cells.set(key, (cells.get(key) ?? 0) + n);
  for (const [state, reason, n] of counts) {
    const isKnown = ["originator", "foreign_upstream"].includes(reason);
    for (const area of [state, "US"]) {
      add(`${area}|total|`, n);
      add(`${area}|stop_reason|${reason}`, n);
      add(`${area}|origin|${isKnown ? "known" : "unknown"}`, n);
    }
  }
  const total = counts.reduce((sum, [, , n]) => sum + n, 0);
  return {
    calls: total,
    call_records: 2 * total,
    exporters: 3,
    providers: 5,
    is_simulated: isSimulated,
    cells: [...cells].map(([key, calls]) => {
      const [area, split, part] = key.split("|") as [string, string, string];
      return { area, split, part, calls, called_keys: calls, largest: calls > 0 ? 1 : 0 };
    }),
    records: [],
    links: [],
    clocks: [],
    zone_shifts: [],
    findings: [],
    join_check: null,
  };
}
