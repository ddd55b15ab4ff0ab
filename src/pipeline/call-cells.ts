import { noReports, type Cell, type OriginKind } from "../analysis/traffic/cells.ts";
import { readCellParts, readCellRows } from "../data/reads/cells.ts";
import type { Session } from "../data/session.ts";

/** Name of a cell over all months. */
export const keyOf = ({ month, cell_id }: { month: string; cell_id: string }): string =>
  `${month} ${cell_id}`;

/** Every cell of all months with its parts, and no reports yet, by keyOf. */
export async function readCells(session: Session): Promise<Map<string, Cell>> {
  const cells = new Map(
    (await readCellRows(session)).map((row): [string, Cell] => [
      keyOf(row),
      {
        ...row,
        origin_kind: row.origin_kind as OriginKind,
        impossible_calls: row.pattern === "impossible" ? row.calls : 0,
        hours: new Array<number>(24).fill(0),
        days: new Map(),
        states: new Map(),
        exporters: new Map(),
        reports: noReports(),
      },
    ]),
  );
  for (const { split, part, calls, ...row } of await readCellParts(session)) {
    const cell = cells.get(keyOf(row))!;
    if (split === "hour") cell.hours[Number(part)] = calls;
    else if (split === "day") cell.days.set(part, calls);
    else if (split === "state") cell.states.set(part, calls);
    else cell.exporters.set(part, calls);
  }
  return cells;
}
