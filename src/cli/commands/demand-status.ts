import { demandNote, historyNote } from "../../demands/note.ts";
import { clocksOf } from "../../demands/clocks.ts";
import { shownOf } from "../../demands/shown.ts";
import type { ExitCode } from "../../errors.ts";
import { stateWords } from "../../records/demands.ts";
import type { CommandContext } from "../context.ts";
import { withDesk } from "../with-workspace.ts";

/** Lists demands with what is due next, or prints the whole life of one. */
export function statusOfDemands(
  context: CommandContext,
  number: string | undefined,
): Promise<ExitCode> {
  return withDesk(context, (desk) => {
    const { demands } = desk.records;
    const zone = desk.settings.desk.time_zone;
    const now = context.runDate;
    if (number !== undefined) {
      const entry = demands.get(number);
      const shown = shownOf(desk, entry, now);
      if (context.json) context.output.print(JSON.stringify({ ...entry, ...shown }, null, 2));
      else context.output.print(`${demandNote(entry, shown)}\n\n${historyNote(entry)}`);
      return Promise.resolve(0 as const);
    }
    const rows = demands.all().map((entry) => {
      const next = clocksOf(entry, zone, now).find((clock) => clock.done_at === null);
      return {
        number: entry.number,
        state: entry.state,
        agency_id: entry.agency_id,
        demand_id: entry.demand_id,
        received_at: entry.received_at,
        is_hurried: entry.is_hurried,
        next: next ? { name: next.name, due: next.due, is_late: next.is_late } : null,
      };
    });
    if (context.json) context.output.print(JSON.stringify(rows, null, 2));
    else if (rows.length === 0) context.output.print("no demand has come in");
    else
      for (const row of rows)
        context.output.print(
          `${row.number}  ${stateWords[row.state]}${row.is_hurried ? ", emergency" : ""}  ${row.agency_id ?? "?"} ${row.demand_id ?? "?"}` +
            (row.next
              ? `  ${row.next.name} by ${row.next.due}${row.next.is_late ? " LATE" : ""}`
              : ""),
        );
    return Promise.resolve(0 as const);
  });
}
