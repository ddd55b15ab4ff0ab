import type { Session } from "../session.ts";

/** Makes the published tables demands and demand_events of what is on record. */
export async function relateDemands(
  session: Session,
  { demands, events }: { demands: readonly object[]; events: readonly { at: string }[] },
): Promise<void> {
  await session.fromJson(
    "demands",
    `number varchar, agency_id varchar, type varchar, state varchar, received_at timestamp, acknowledged_at timestamp,
    reviewed_at timestamp, first_produced_at timestamp, fully_produced_at timestamp, return_by date, is_emergency boolean,
    deficiencies varchar[], versions integer, rows_produced bigint, rows_withheld bigint`,
    demands,
  );
  await session.fromJson(
    "recorded_demand_events",
    "number varchar, seq bigint, happened_at timestamp, event varchar, by_program boolean",
    events.map(({ at, ...event }) => ({ ...event, happened_at: at })),
  );
  await session.run(
    `create or replace view demand_events as
    select number, seq, happened_at as "at", event, by_program from recorded_demand_events`,
  );
}

/** A demand as its pages need it. */
export interface DemandSummaryRow {
  number: string;
  state: string;
  received_at: string;
  acknowledged_at: string | null;
  reviewed_at: string | null;
  first_produced_at: string | null;
  fully_produced_at: string | null;
  return_by: string | null;
  deficiencies: string[];
  rows_produced: number;
  rows_withheld: number;
}

export const readDemands = (session: Session): Promise<DemandSummaryRow[]> =>
  session.rows(
    `select number, state, received_at::varchar as received_at, acknowledged_at::varchar as acknowledged_at,
        reviewed_at::varchar as reviewed_at, first_produced_at::varchar as first_produced_at,
        fully_produced_at::varchar as fully_produced_at, return_by::varchar as return_by, deficiencies, rows_produced, rows_withheld
    from demands order by number`,
  );
