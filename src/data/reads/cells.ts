import type { Cell, OriginKind } from "../../analysis/traffic/cells.ts";
import type { Session } from "../session.ts";

/** Removes temporary tables by name. */
export async function dropTables(session: Session, tables: readonly string[]): Promise<void> {
  for (const table of tables) await session.run(`drop table if exists temp.${table}`);
}

interface CellRow {
  month: string;
  cell_id: string;
  origin_key: string;
  origin_kind: OriginKind;
  provider_id: string | null;
  foreign_provider_id: string | null;
  customer_id: string | null;
  trunk: string | null;
  signer_id: string | null;
  pattern: string;
  caller: string | null;
  calls: number;
  origin_calls: number;
  callers: number;
  called: number;
  answered: number;
  durations: number[];
  attested: number[];
  impossible: number;
  withheld: number;
  neighbor: number;
  listed: number;
  off_hours: number;
  first_at: number;
  last_at: number;
}

interface PartRow {
  month: string;
  cell_id: string;
  split: string;
  part: string;
  calls: number;
}

/** What a report about a call of a cell says; `scripts` of recordings are known to the caller alone. */
export interface CellReportRow {
  month: string;
  cell_id: string;
  source_table: "recordings" | "app_reports";
  source_row_id: string;
  source: string;
  verdict: string | null;
  topic: string | null;
  callback_number: string | null;
}

export const readCellReports = (session: Session): Promise<CellReportRow[]> =>
  session.rows<CellReportRow>(
    `select c.month, c.cell_id, c.source_table, c.source_row_id, coalesce(a.app_id, r.source_id) as source,
        a.verdict, lower(trim(a.category)) as topic, coalesce(a.callback_number, r.callback_number) as callback_number
    from cell_reports as c
    left join app_reports as a on c.source_table = 'app_reports' and a.report_id = c.source_row_id
    left join recordings as r on c.source_table = 'recordings' and r.recording_id = c.source_row_id
    order by all`,
  );

/** Every cell with its parts, and no reports yet, by `month cell_id`. */
export async function readCells(session: Session): Promise<Map<string, Cell>> {
  const rows = await session.rows<CellRow>(
    `select * exclude (measured) replace (caller::varchar as caller, epoch(first_at) as first_at, epoch(last_at) as last_at)
    from traffic_cells order by month, cell_id`,
  );
  const cells = new Map(
    rows.map((row): [string, Cell] => [
      `${row.month} ${row.cell_id}`,
      {
        ...row,
        hours: new Array<number>(24).fill(0),
        days: new Map(),
        states: new Map(),
        exporters: new Map(),
        terminators: new Map(),
        reports: {
          apps: new Map(),
          lines: new Map(),
          scripts: new Map(),
          callbacks: new Map(),
          topics: new Map(),
        },
      },
    ]),
  );
  const parts = await session.rows<PartRow>(
    "select month, cell_id, split, part, calls from cell_parts order by all",
  );
  for (const { month, cell_id, split, part, calls } of parts) {
    const cell = cells.get(`${month} ${cell_id}`)!;
    if (split === "hour") cell.hours[Number(part)] = calls;
    else if (split === "day") cell.days.set(part, calls);
    else if (split === "state") cell.states.set(part, calls);
    else if (split === "exporter") cell.exporters.set(part, calls);
    else cell.terminators.set(part, calls);
  }
  return cells;
}

/** By month: calls, and the share that would show the called exchange by chance. */
export const readTrafficMonths = (session: Session) =>
  session.rows<{
    month: string;
    calls: number;
    bulk_calls: number;
    impossible_share: number;
    neighbor_expected: number;
  }>("select * from traffic_months order by month");
