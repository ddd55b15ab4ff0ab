/** How a cell is known to come from one place, finest first. */
export type OriginKind = "customer" | "entry" | "origid" | "originator" | "signer" | "trunk";

export interface AppReports {
  scam: number;
  unwanted: number;
  wanted: number;
}

/** What apps and recorded lines say about the calls of a cell, by source. */
export interface Reports {
  /** By app: reports of a scam, of an unwanted call (spam, robocall), of a wanted one. */
  apps: Map<string, AppReports>;
  /** By recording source: recordings with a pretext that illegal calls have, and with the words of a lawful notice. */
  lines: Map<string, { pretext: number; notice: number }>;
  /** Scripts heard, and numbers that they ask to call: how often. */
  scripts: Map<string, number>;
  callbacks: Map<string, number>;
  /** Categories that apps give the calls. */
  topics: Map<string, number>;
}

export const noReports = (): Reports => ({
  apps: new Map(),
  lines: new Map(),
  scripts: new Map(),
  callbacks: new Map(),
  topics: new Map(),
});

/** Whether all calls of a cell's origin have one cause: a customer, an origid. */
export const isOneCaller = ({ origin_kind }: Pick<Cell, "origin_kind">): boolean =>
  origin_kind === "customer" || origin_kind === "origid";

/** Answered calls with a measured duration. */
export const measuredCalls = ({ durations }: Pick<Traffic, "durations">): number =>
  durations.reduce((sum, n) => sum + n, 0);

/** What the calls of a cell, or of several pooled, have in common. Counts are of calls. */
export interface Traffic {
  calls: number;
  /** Distinct displayed and called numbers, about. */
  callers: number;
  called: number;
  answered: number;
  /** Answered calls with a measured duration: up to 6, 15, 30, 60, 120 seconds, and longer. */
  durations: number[];
  /** Attested A, B, C, and not signed. */
  attested: number[];
  /** Distinct displayed numbers that nobody can call from, and on a do-not-originate list, about. */
  impossible: number;
  listed: number;
  /** Calls that show a number that nobody can call from. */
  impossible_calls: number;
  /** Calls without a displayed number. */
  withheld: number;
  /** Calls that show the called party's own exchange. */
  neighbor: number;
  /** Calls that were outside 8 am to 9 pm at the called party, whatever the season. */
  off_hours: number;
  /** Seconds since 1970. */
  first_at: number;
  last_at: number;
  /** Calls by hour (UTC), day (YYYY-MM-DD) and called state. */
  hours: number[];
  days: Map<string, number>;
  states: Map<string, number>;
  reports: Reports;
  /** By provider of a call's last record. */
  exporters: Map<string, number>;
}

/** One row of the derived table `traffic_cells`, with what was counted about it. */
export interface Cell extends Traffic {
  cell_id: string;
  month: string;
  origin_key: string;
  origin_kind: OriginKind;
  /** Originator, or US point of entry; where the path is cut, the first provider that is known. */
  provider_id: string | null;
  foreign_provider_id: string | null;
  customer_id: string | null;
  trunk: string | null;
  signer_id: string | null;
  /** The displayed number, where the cell is of one. */
  caller: string | null;
  pattern: string;
  /** All calls of its origin in the month, whatever cell they are in. */
  origin_calls: number;
}

const addTo = <Key>(target: Map<Key, number>, more: ReadonlyMap<Key, number>): void => {
  for (const [key, count] of more) target.set(key, (target.get(key) ?? 0) + count);
};

const sumLists = (lists: readonly (readonly number[])[]): number[] =>
  lists[0]!.map((_, i) => lists.reduce((sum, list) => sum + list[i]!, 0));

/** The traffic of several cells as one. Distinct numbers of one origin's cells hardly overlap: they are added. */
export function pool(parts: readonly Traffic[]): Traffic {
  const sum = (of: (part: Traffic) => number) => parts.reduce((total, part) => total + of(part), 0);
  const reports = noReports();
  const days = new Map<string, number>();
  const states = new Map<string, number>();
  const exporters = new Map<string, number>();
  for (const part of parts) {
    addTo(days, part.days);
    addTo(states, part.states);
    addTo(exporters, part.exporters);
    addTo(reports.scripts, part.reports.scripts);
    addTo(reports.callbacks, part.reports.callbacks);
    addTo(reports.topics, part.reports.topics);
    for (const [app, { scam, unwanted, wanted }] of part.reports.apps) {
      const own = reports.apps.get(app) ?? { scam: 0, unwanted: 0, wanted: 0 };
      reports.apps.set(app, {
        scam: own.scam + scam,
        unwanted: own.unwanted + unwanted,
        wanted: own.wanted + wanted,
      });
    }
    for (const [line, { pretext, notice }] of part.reports.lines) {
      const own = reports.lines.get(line) ?? { pretext: 0, notice: 0 };
      reports.lines.set(line, { pretext: own.pretext + pretext, notice: own.notice + notice });
    }
  }
  return {
    calls: sum((p) => p.calls),
    callers: sum((p) => p.callers),
    called: sum((p) => p.called),
    answered: sum((p) => p.answered),
    durations: sumLists(parts.map((p) => p.durations)),
    attested: sumLists(parts.map((p) => p.attested)),
    impossible: sum((p) => p.impossible),
    impossible_calls: sum((p) => p.impossible_calls),
    withheld: sum((p) => p.withheld),
    listed: sum((p) => p.listed),
    neighbor: sum((p) => p.neighbor),
    off_hours: sum((p) => p.off_hours),
    first_at: Math.min(...parts.map((p) => p.first_at)),
    last_at: Math.max(...parts.map((p) => p.last_at)),
    hours: sumLists(parts.map((p) => p.hours)),
    days,
    states,
    reports,
    exporters,
  };
}
