import { isValid, parseISO } from "date-fns";
import { CommandError } from "../../src/errors.ts";
import type { LoadEntry } from "../../src/workspace/catalog.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { loadThresholds } from "../thresholds.ts";
import { withoutNumbers } from "../parse/private-text.ts";
import { latestTime } from "./latest-time.ts";
import type { NumberedLoad, ParsedFile } from "./planned-load.ts";

/**
 * Throws where a reference file that would replace another is but a piece of one: of the states or codes that it lacks,
 * nothing would be known any more.
 */
export function requireWholeSnapshots(
  workspace: Workspace,
  loads: readonly NumberedLoad[],
  parsed: readonly ParsedFile[],
  runDate: Date,
): void {
  const latest = latestTime(runDate);
  for (const [file_no, { source }] of loads.entries()) {
    const { format, fileDate } = source.layout;
    // An office may publish one figure of its own.
    if (format.loadStrategy !== "snapshot" || format.table === "published_figures") continue;
    const file = parsed.find((other) => other.file_no === file_no);
    const date = fileDate ?? file?.file_date ?? null;
    requirePastDate(source.path, date, latest);
    const rows = file ? file.rows - file.unusable : 0;
    const whole = workspace.catalog.loads
      .filter((load) => load.format === format.name && !isNewer(load, date))
      .sort((a, b) => b.rows_loaded - a.rows_loaded)[0];
    if (!whole || rows >= loadThresholds.least_snapshot_share.value * whole.rows_loaded) continue;
    throw new CommandError(
      `${source.path}: ${rows} usable rows, where ${withoutNumbers(whole.file_name)}, which it would replace, has ` +
        `${whole.rows_loaded}: a part of a file, or a broken one: load the whole file`,
    );
  }
}

/** Of two files the one of the later date holds: one of a date that is none, or not yet, would hold for ever. */
function requirePastDate(path: string, date: string | null, latest: Date): void {
  if (date === null || (isValid(parseISO(date)) && parseISO(`${date}T00:00:00Z`) <= latest)) return;
  throw new CommandError(
    `${path}: dated ${date}, which the calendar does not have or which is still to come: correct the date in the file`,
  );
}

/** Whether a load holds whatever is loaded after it: its file is of a later date. */
const isNewer = (load: LoadEntry, date: string | null): boolean =>
  date !== null && load.file_date !== null && load.file_date > date;
