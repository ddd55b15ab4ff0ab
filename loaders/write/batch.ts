import { readFileSync } from "node:fs";
import { maskTranscripts } from "../parse/transcripts.ts";
import type { Session } from "../../src/data/session.ts";
import { placeLakeFiles } from "../../src/data/lake/lake.ts";
import { refreshRelations } from "../../src/data/lake/relations.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { requireUnchanged } from "../files/prepare.ts";
import { setLocalZone } from "../parse/local-zone.ts";
import { setUsualTimes } from "../parse/usual-times.ts";
import { setDateOrder } from "../parse/date-order.ts";
import { hasDetails } from "../parse/details.ts";
import { dropRejects, textRows, unusualNumbers } from "../parse/read-rows.ts";
import { quotedText } from "../../src/data/sql-text.ts";
import type { OddFinding } from "../../src/workspace/catalog.ts";
import { batchProviders, oddTimes, unlistedValues } from "./findings.ts";
import { latestTime } from "./latest-time.ts";
import { loadEntry, requireBalance, type LoadSummary, type Reading } from "./accounting.ts";
import type { FileMonth, NumberedLoad, ParsedFile, PlannedLoad } from "./planned-load.ts";
import { locateRejects, writeRejects, type FileRejects } from "./rejects.ts";
import { requireWholeSnapshots } from "./snapshots.ts";
import { writeCallRecords } from "./call-records.ts";
import { writeTableRows } from "./table-rows.ts";

const sql = (name: string) => readFileSync(new URL(`../parse/${name}`, import.meta.url), "utf8");

/**
 * Loads files of one layout together, each a load of its own: rows are parsed, rejects located, the usable rows written
 * as Parquet and counted from what was written, and one commit of the catalog makes all of it visible. Throws what
 * DuckDB says of a damaged file, without a name where there are several; then nothing has changed.
 */
export async function loadBatch(
  workspace: Workspace,
  session: Session,
  planned: readonly PlannedLoad[],
  reading: Reading,
): Promise<LoadSummary[]> {
  const loads = numbered(workspace, planned);
  const { format } = loads[0]!.source.layout;
  const rejectsTable = `rejects_${loads[0]!.id}`;
  const isCalls = format.loadStrategy === "call_legs";
  try {
    await readBatch(session, loads, rejectsTable, isCalls, reading.runDate);
    const parsed = await describeParsed(session, isCalls);
    requireWholeSnapshots(workspace, loads, parsed, reading.runDate);
    const rejects = await locateRejects(session, loads, parsed, rejectsTable, isCalls);
    await numberRows(session, rejects);
    const write = isCalls ? writeCallRecords : writeTableRows;
    const written = await write(workspace, session, loads);
    const rejectsFile = await writeRejects(session, workspace, loads);
    const files = [...written.files, ...(rejectsFile ? [rejectsFile] : [])];
    const months = await loadMonths(session, isCalls);
    const providers = isCalls ? await batchProviders(session) : new Map<number, string[]>();
    const odd = await oddTimes(session, eventRows(isCalls), reading.runDate);
    const unlisted = await reportedValues(session, loads, rejectsTable);
    const entries = loads.map((load, file_no) =>
      loadEntry(load, {
        reading,
        parsed: parsed.find((file) => file.file_no === file_no),
        rejects: rejects[file_no]!.rows,
        files,
        duplicates: written.duplicates.get(file_no) ?? 0,
        superseded: written.superseded.filter((row) => row.file_no === file_no),
        asides: written.asides.filter((row) => row.file_no === file_no),
        months: months.filter((row) => row.file_no === file_no),
        notes: written.notes.get(file_no) ?? [],
        findings: {
          providers: providers.get(file_no) ?? [],
          rejects: rejects[file_no]!.findings,
          odd: [...(odd.get(file_no) ?? []), ...(unlisted.get(file_no) ?? [])],
        },
      }),
    );
    for (const { source } of loads) requireUnchanged(source);
    entries.forEach((entry, i) =>
      requireBalance(loads[i]!.source, entry, files, rejects[i]!.shifts.at(-1)?.shift ?? 0),
    );
    placeLakeFiles(workspace.folder, files);
    workspace.catalog.commit(reading.runDate.toISOString(), {
      kind: "loaded",
      body: { loads: entries, files: files.map(({ file }) => file) },
    });
    await refreshRelations(session, workspace);
    return entries.map((entry, i) => ({ ...summaryOf(entry), file: loads[i]!.source.path }));
  } finally {
    await session.run(
      `drop view if exists batch_legs; drop view if exists doubtful_legs; drop view if exists parsed_rows; drop view if exists parsed_details;
      drop view if exists doubtful_rows; drop view if exists source_rows; drop table if exists doubtful_keys;
      drop table if exists record_intervals;
      drop view if exists usable_rows; drop table if exists file_rows; drop table if exists parsed;
      drop table if exists batch_files; drop table if exists unusual_numbers; drop table if exists unusual_calls;
      drop table if exists provider_order; drop table if exists lake_twins; drop table if exists versions; drop table if exists candidates; drop table if exists duration_steps;
      drop table if exists duplicate_rows; drop table if exists revised_rows; drop table if exists doubled_rows; drop table if exists record_shifts; drop table if exists batch_rejects; drop table if exists broken_rows; ${dropRejects(rejectsTable)}`,
    );
  }
}

const summaryOf = (entry: ReturnType<typeof loadEntry>): Omit<LoadSummary, "file"> => ({
  ...entry,
  is_new: true,
  over_reject_limit: false,
});

function numbered(workspace: Workspace, planned: readonly PlannedLoad[]): NumberedLoad[] {
  const taken = new Set<number>();
  const first = workspace.catalog.nextOrder;
  return planned.map((load, i) => {
    const load_no = workspace.catalog.loadNumber(load.id, taken);
    taken.add(load_no);
    return { ...load, load_no, load_order: first + i };
  });
}

/** Fills the temporary table parsed, one row per row that DuckDB could split, in the order of the files. */
async function readBatch(
  session: Session,
  loads: readonly NumberedLoad[],
  rejectsTable: string,
  isCalls: boolean,
  runDate: Date,
): Promise<void> {
  const sources = loads.map((load) => load.source);
  const { format } = sources[0]!.layout;
  await session.fromJson(
    "batch_files",
    "file_no integer, file_path varchar, load_no integer, load_order integer, first_row bigint",
    loads.map(({ source, load_no, load_order }, file_no) => ({
      file_no,
      file_path: source.readPath,
      load_no,
      load_order,
    })),
  );
  await setLocalZone(session, sources[0]!.zone);
  await setDateOrder(session, sources[0]!.dateOrder);
  await session.run("set variable latest_time = $latest::timestamp", {
    latest: latestTime(runDate).toISOString().replace("Z", ""),
  });
  await setUsualTimes(session, isCalls ? sources[0] : undefined);
  const rows = textRows(sources, rejectsTable);
  const withFile =
    loads.length === 1
      ? `select 0::integer as file_no, * from (${rows})`
      : // A join would give the rows in another order where the engine builds it on them.
        `select enum_code(file_path::batch_path)::integer as file_no, * exclude (file_path) from (${rows})`;
  if (loads.length > 1) {
    const paths = sources.map((source) => quotedText(source.readPath));
    await session.run(
      `drop type if exists batch_path; create type batch_path as enum (${paths.join(", ")})`,
    );
  }
  const formatSql = readFileSync(format.sql, "utf8");
  await session.run(dropRejects(rejectsTable));
  if (isCalls) {
    await session.run(
      `create or replace temp table parsed as
      with source_rows as not materialized (select null::bigint as source_row, * from (${withFile})),
      call_rows as not materialized (${formatSql})
      select * ${hasDetails(sources[0]!) ? "" : "exclude (details)"} from (${sql("parse.sql")})`,
    );
    return;
  }
  await session.run(`create or replace temp table file_rows as ${withFile}`);
  await session.run(
    `create or replace temp view source_rows as select rowid as source_row, * from file_rows;
    ${unusualNumbers(format)};
    create or replace temp table parsed as ${formatSql}`,
  );
  if (format.isOfThePast) await session.run(afterLoad);
  if (format.holdsTranscripts) await maskTranscripts(session);
}

const afterLoad = `update parsed set reject_reason = 'dated_after_load'
  where reject_reason is null and event_at > getvariable('latest_time')`;

/** One row per file that has rows. Sets first_row in batch_files. */
async function describeParsed(session: Session, isCalls: boolean): Promise<ParsedFile[]> {
  const rowsTable = isCalls ? "parsed" : "file_rows";
  const columns = (
    await session.rows<{ column_name: string }>(`select column_name from (describe ${rowsTable})`)
  ).map((row) => row.column_name);
  const isSimulated = isCalls
    ? "coalesce(bool_or(is_simulated), false)"
    : columns.includes("simulated")
      ? "coalesce(bool_or(lower(simulated) in ('true', '1', 'yes')), false)"
      : "false";
  const fileDate = columns.includes("file_updated")
    ? "max(parse_time(file_updated))::date::varchar"
    : "null";
  const files = await session.rows<Omit<ParsedFile, "unusable"> & { last_row: number }>(
    `select file_no, count(*) as rows, min(rowid) as first_row, max(rowid) as last_row, ${isSimulated} as is_simulated, ${fileDate} as file_date
    from ${rowsTable} group by file_no order by file_no`,
  );
  // Record numbers count from a file's first row: each file is read again by itself where their rows are mixed.
  if (files.some((file) => file.last_row - file.first_row + 1 !== file.rows))
    throw new Error("the rows of several files are mixed");
  await session.run(
    `update batch_files set first_row = r.first_row
    from (select file_no, min(rowid) as first_row from ${rowsTable} group by file_no) as r
    where r.file_no = batch_files.file_no`,
  );
  const faults = isCalls
    ? "select file_no, count(*) as n from parsed where odd[1] is not null group by file_no"
    : `select f.file_no, count(*) as n from parsed as p join file_rows as f on f.rowid = p.source_row
      where p.reject_reason is not null group by f.file_no`;
  const unusable = await session.rows<{ file_no: number; n: number }>(faults);
  return files.map((file) => ({
    ...file,
    unusable: unusable.find((row) => row.file_no === file.file_no)?.n ?? 0,
  }));
}

/** Fills record_shifts, from which the SQL macro of the identity of rows takes the record numbers. */
async function numberRows(session: Session, rejects: readonly FileRejects[]): Promise<void> {
  const shifts = rejects.flatMap((file, file_no) =>
    file.shifts.map((shift) => ({ file_no, ...shift })),
  );
  await session.fromJson(
    "record_shifts",
    "file_no integer, from_ordinal bigint, shift bigint",
    shifts,
  );
}

/** What a column map reports of the files: read again, and only where a map has a lookup. */
async function reportedValues(
  session: Session,
  loads: readonly NumberedLoad[],
  rejectsTable: string,
): Promise<Map<number, OddFinding[]>> {
  const sources = loads.map((load) => load.source);
  const reports = sources[0]!.layout.reports ?? [];
  if (reports.length === 0) return new Map();
  const table = `${rejectsTable}_reports`;
  await session.run(dropRejects(table));
  const rows = textRows(sources, table, reports);
  const withFile =
    loads.length === 1
      ? `select 0::integer as file_no, * from (${rows})`
      : `select f.file_no, r.* from (${rows}) as r join batch_files as f on f.file_path = r.file_path`;
  const found = await unlistedValues(session, withFile, reports);
  await session.run(dropRejects(table));
  return found;
}

/** Usable rows with file_no and event_at. */
const eventRows = (isCalls: boolean): string =>
  isCalls
    ? "select file_no, started_at as event_at from parsed where odd[1] is null"
    : `select f.file_no, p.event_at from parsed as p join file_rows as f on f.rowid = p.source_row
      where p.reject_reason is null`;

/** Usable rows by file and month of their event; "undated" where they have none. */
function loadMonths(session: Session, isCalls: boolean): Promise<FileMonth[]> {
  const rows = eventRows(isCalls);
  return session.rows(
    `select file_no, coalesce(strftime(event_at, '%Y-%m'), 'undated') as month, count(*) as rows,
        min(event_at)::varchar as first_at, max(event_at)::varchar as last_at
    from (${rows}) group by 1, 2 order by 1, 2`,
  );
}
