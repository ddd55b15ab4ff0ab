import { cellThresholds } from "../analysis/traffic/thresholds.ts";
import { dropTables, materialize, thresholdValues } from "../data/models.ts";
import { openMonth } from "./month-window.ts";
import type { StepContext } from "./step.ts";

const thresholds = thresholdValues(cellThresholds);

/** Temporary tables of a month, in the order in which they build on each other, and their models. */
const models = [
  "month_calls", "cell_calls", "month_cells", "bulk_cells", "cell_reports", "cell_parts", "traffic_months",
  "terminator_exchanges", "cell_terminators", "watched_calls", "watch_reports", "watch_points",
] as const; // prettier-ignore

/** Puts the calls of each stale month into cells, and counts what each cell's calls have in common. */
export async function writeCells(context: StepContext): Promise<void> {
  const { session, months, write, onProgress } = context;
  for (const month of months) {
    onProgress(month);
    await openMonth(context, month);
    for (const model of models)
      await materialize(session, model, `cells/${model}`, { ...thresholds, month });
    const ids = `to_hex(cell_key) as cell_id, '${month}' as month`;
    await write(
      "traffic_cells",
      month,
      `select *, ${ids} from (select * replace (to_hex(origin_key) as origin_key) from bulk_cells) order by cell_id`,
    );
    await write(
      "cell_parts",
      month,
      `select *, ${ids} from cell_parts order by cell_id, split, part`,
    );
    await write(
      "cell_reports",
      month,
      `select *, ${ids} from cell_reports order by source_table, source_row_id`,
    );
    await write(
      "cell_calls",
      month,
      `select call_leg_id, leg_id, ${ids} from cell_calls where cell_key in (select cell_key from bulk_cells) order by leg_id`,
    );
    await write("traffic_months", month, `select *, '${month}' as month from traffic_months`);
    await write(
      "terminator_exchanges",
      month,
      `select *, '${month}' as month from terminator_exchanges order by all`,
    );
    await write(
      "cell_terminators",
      month,
      `select *, ${ids} from cell_terminators order by cell_id, state, provider_id`,
    );
    for (const table of ["watch_points", "watch_reports"])
      await write(
        table,
        month,
        `select * exclude (unit_key), to_hex(unit_key) as unit_id, '${month}' as month from ${table} order by all`,
      );
    await dropTables(session, models);
  }
}
