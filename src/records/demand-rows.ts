import type { DemandEntry } from "./demand-types.ts";

/** A demand as the published table `demands` has it. Times are ISO, UTC. */
export interface DemandRow {
  number: string;
  agency_id: string | null;
  type: string | null;
  state: string;
  received_at: string;
  acknowledged_at: string | null;
  reviewed_at: string | null;
  first_produced_at: string | null;
  fully_produced_at: string | null;
  return_by: string | null;
  is_emergency: boolean;
  deficiencies: string[];
  versions: number;
  rows_produced: number;
  rows_withheld: number;
}

/** A step in a demand's life, as the published table `demand_events` has it. */
export interface DemandEventRow {
  number: string;
  seq: number;
  at: string;
  event: string;
  by_program: boolean;
}

const plain = (at: string): string => at.replace("Z", "");

/** Codes of everything that had to be put right, over all versions of a demand. */
const deficienciesOf = (entry: DemandEntry): string[] => [
  ...new Set(
    entry.events.flatMap(({ body }) =>
      (body.problems ?? []).filter((found) => found.is_deficiency).map(({ code }) => code),
    ),
  ),
];

/** Demands as rows; who did what is in the records alone. */
export function demandRows(entries: readonly DemandEntry[]): {
  demands: DemandRow[];
  events: DemandEventRow[];
} {
  const demands = entries.map((entry): DemandRow => {
    const first = (...kinds: string[]) => {
      const at = entry.events.find(({ kind }) => kinds.includes(kind))?.at;
      return at === undefined ? null : plain(at);
    };
    const sum = (of: "rows" | "withheld") =>
      entry.productions.reduce((total, production) => total + production[of], 0);
    const full = entry.productions.find((production) => production.is_full);
    return {
      number: entry.number,
      agency_id: entry.agency_id,
      type: entry.demand?.type ?? null,
      state: entry.state,
      received_at: plain(entry.received_at),
      acknowledged_at: first("demand_acknowledged"),
      reviewed_at: first("demand_approved", "demand_objected", "demand_held"),
      first_produced_at: first("demand_produced"),
      fully_produced_at: full ? plain(full.at) : null,
      return_by: entry.demand?.return_by ?? null,
      is_emergency: entry.is_hurried,
      deficiencies: deficienciesOf(entry),
      versions: entry.version,
      rows_produced: sum("rows"),
      rows_withheld: sum("withheld"),
    };
  });
  const events = entries.flatMap((entry) =>
    entry.events.map(({ seq, at, kind, body }) => ({
      number: entry.number,
      seq,
      at: plain(at),
      event: kind.replace(/^demand_/, ""),
      by_program: body.by === "docket",
    })),
  );
  return { demands, events };
}
