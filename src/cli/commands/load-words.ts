import type { LoadSummary } from "../../../loaders/write/accounting.ts";
import type { OddFinding } from "../../workspace/catalog.ts";
import { formatCount } from "../../facts/wording/format.ts";

/** What is said of a load: what it is, whose, which period, how many records and calls, what was set aside, what is odd. */
export function loadLines(load: LoadSummary): string[] {
  const counts =
    `${formatCount(load.rows_read)} rows read = ${formatCount(load.rows_loaded)} loaded + ` +
    `${formatCount(load.rows_duplicate)} duplicate + ${formatCount(load.rows_rejected)} rejected`;
  const lines = [
    `${load.file}: ${load.format}: ${load.is_new ? counts : `loaded before (${counts})`}`,
  ];
  if (!load.is_new) return lines;
  const { findings } = load;
  if (load.first_at && load.last_at)
    lines.push(
      `  ${load.first_at.slice(0, 16)} to ${load.last_at.slice(0, 16)}${load.table === "call_legs" ? " UTC" : ""}${findings.providers.length > 0 ? `; records of ${findings.providers.join(", ")}` : ""}`,
    );
  if (
    load.table === "call_legs" &&
    load.rows_attempts + load.rows_no_call + load.rows_superseded > 0
  ) {
    const calls = load.rows_loaded - load.rows_attempts - load.rows_no_call - load.rows_superseded;
    lines.push(
      `  ${formatCount(calls)} calls: ${formatCount(load.rows_attempts)} other attempts and legs, ${formatCount(load.rows_no_call)} no calls, ` +
        `${formatCount(load.rows_superseded)} superseded are kept and not counted`,
    );
  }
  for (const [kind, n] of Object.entries(load.skipped))
    lines.push(`  passed over: ${formatCount(n)} lines: ${kind}`);
  for (const { reason, rows, line, raw } of findings.rejects)
    lines.push(
      `  rejected: ${formatCount(rows)} ${reason}${line === null ? "" : `, first in line ${line}`}: ${raw.slice(0, 100)}`,
    );
  if (load.ignored_columns.length > 0)
    lines.push(`  columns not kept: ${load.ignored_columns.map((c) => c.trim()).join(", ")}`);
  for (const note of load.notes) lines.push(`  note: ${note}`);
  for (const odd of findings.odd) lines.push(`  odd: ${oddWords(odd)}`);
  return lines;
}

/** What an odd finding means, and what to do. */
export function oddWords({ code, value, detail }: OddFinding): string {
  const n = formatCount(value);
  switch (code) {
    case "hour_without_rows":
      return `${n} whole hours have no row, the first ${detail?.slice(0, 13)}h: a clock change cut by local time, or a window that was exported wrongly`;
    case "days_without_rows":
      return `${n} days between its first and last have no row: ask whether they were exported`;
    case "quiet_day":
      return `${n} days have under half of the usual rows, the first ${detail}: ask whether they are complete`;
    case "after_load":
      return `${n} rows are dated after today, the last ${detail?.slice(0, 16)}: look at the zone and the order of day and month`;
    case "unlisted_value":
      return `${n} rows have a value that is ${detail}: add it to the lookup, and load the file again`;
    default:
      return `${code}: ${n}${detail === null ? "" : ` (${detail})`}`;
  }
}
