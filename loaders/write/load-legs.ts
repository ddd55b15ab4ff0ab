import { readFileSync } from "node:fs";
import { CommandError } from "../../src/errors.ts";
import { lakeColumnNames, legContent } from "../../src/data/lake/columns.ts";
import {
  deleteLakeFiles,
  lakeOrder,
  lakePath,
  lakeSource,
  relistLakeFiles,
  writeLakeFile,
  type LakeFile,
} from "../../src/data/lake/lake.ts";
import type { Session } from "../../src/data/session.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import { keepLoad, type LoadSummary } from "./record-load.ts";
import { storeRejects } from "./rejects.ts";
import { dropRejects, hasRunOver, textRows, withoutOpenQuotes } from "../parse/read-rows.ts";
import { requireUnchanged, type Source } from "../files/open.ts";

export interface LegLoad {
  id: string;
  source: Source;
}

interface Run {
  runDate: Date;
  reading: string;
}

/** Rows that are sorted at once: so many take half a gigabyte. */
const chunkRows = 2_500_000;

const sql = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

/** Makes what all files of a command look up in the reference data: to be run before the first loadLegs. */
export const prepareNumbering = (session: Session): Promise<void> =>
  session.run(sql("numbering.sql"));

/**
 * Loads files of call records of one layout into the lake, together: each is a load of its own, and all are there
 * after it or none. Throws what DuckDB says of a damaged file, without a name where there are several.
 */
export async function loadLegs(
  workspace: Workspace,
  loads: readonly LegLoad[],
  run: Run,
): Promise<LoadSummary[]> {
  const { session } = workspace;
  const rejectsTable = `rejects_${loads[0]?.id}`;
  try {
    const read = await parse(session, loads, rejectsTable);
    await session.run(sql("lookups.sql"));
    await session.run(sql("finish.sql"));
    await requireZones(session, read);
    const replaced = await findVersions(workspace);
    const written = await writeLegs(workspace, read);
    const rewritten = await withoutReplaced(workspace, replaced, read);
    const summaries = await session.transaction(async () => {
      const kept = await keepLoads(session, read, rejectsTable, run);
      await keepHistory(session);
      await relistLakeFiles(session, workspace.folder, [...written, ...rewritten], replaced);
      return kept;
    });
    deleteLakeFiles(workspace.folder, replaced);
    return summaries;
  } finally {
    await session.run(
      `drop view if exists finished_legs; drop table if exists parsed; drop table if exists batch_files;
      drop table if exists unusual_calls; drop table if exists provider_order;
      drop table if exists lake_twins; drop table if exists versions; ${dropRejects(rejectsTable)}`,
    );
  }
}

/** Fills the temporary table parsed; returns the loads as they were read. */
async function parse(
  session: Session,
  loads: readonly LegLoad[],
  rejectsTable: string,
): Promise<readonly LegLoad[]> {
  await readBatch(session, loads, rejectsTable);
  const [only, ...others] = loads as [LegLoad, ...LegLoad[]];
  if (only.source.parquet) return loads;
  if (others.length > 0) {
    if (await hasRunOver(session, rejectsTable)) throw new Error("a quote stays open");
    return loads;
  }
  const source = await withoutOpenQuotes(session, only.source, rejectsTable);
  if (source === only.source) return loads;
  const mended = [{ ...only, source }];
  await readBatch(session, mended, rejectsTable);
  return mended;
}

async function readBatch(
  session: Session,
  loads: readonly LegLoad[],
  rejectsTable: string,
): Promise<void> {
  const [{ source }] = loads as [LegLoad];
  const sources = loads.map((load) => load.source);
  await session.run(
    `${dropRejects(rejectsTable)};
    create or replace temp table batch_files (file_no integer, file_path varchar, load_id varchar)`,
  );
  await session.append(
    "batch_files",
    loads.map((load, i) => [i, load.source.readPath, load.id]),
  );
  const rows = textRows(sources, rejectsTable);
  const numbered =
    loads.length === 1
      ? `select null::bigint as source_row, 0::integer as file_no, * from (${rows})`
      : `select null::bigint as source_row, f.file_no, r.* exclude (file_path)
        from (${rows}) as r left join batch_files as f on f.file_path = r.file_path`;
  await session.run(
    `create or replace temp table parsed as
    with source_rows as not materialized (${numbered}),
    call_rows as not materialized (${readFileSync(source.layout.format.sql, "utf8")})
    select * from (${sql("parse.sql")})`,
  );
}

/** Times without an offset need a zone: where that is what is wrong with a file, it is said rather than rejected. */
async function requireZones(session: Session, loads: readonly LegLoad[]): Promise<void> {
  const row = await session.row<{ file_no: number }>(
    `select file_no from parsed group by file_no
    having count(*) filter (where odd[1] = 'no_utc_offset') > count(*) / 2 order by file_no limit 1`,
  );
  if (row) {
    throw new CommandError(
      `${loads[row.file_no]?.source.path}: its times have no UTC offset: ` +
        "name their zone with --tz, such as --tz America/Chicago",
    );
  }
}

/**
 * Fills the temporary table versions: every row whose provider and call id stand twice, in these files or in the lake,
 * with what becomes of it: current, superseded or duplicate. Returns the files of the lake that hold superseded rows.
 * Keys are compared by a 64-bit hash first, so that only rows in doubt are looked at.
 */
async function findVersions(workspace: Workspace): Promise<string[]> {
  const { session, folder } = workspace;
  const files = await session.rows<{ path: string }>(
    `select distinct path from lake_file_providers
    where provider_id in (select distinct provider_id from parsed where odd[1] is null) order by path`,
  );
  const source = lakeSource(
    folder,
    files.map((file) => file.path),
    ", filename = 'file_path', file_row_number = true",
  );
  const columns = legContent.join(", ");
  const place =
    files.length > 0 ? "file_path, file_row_number" : "null as file_path, null as file_row_number";
  await session.run(
    `create or replace temp table lake_twins as
    select ${place}, hash(provider_id, call_id) as leg_hash, load_id, ${columns} from ${source}
    where provider_id in (select distinct provider_id from parsed where odd[1] is null)
        and hash(provider_id, call_id) in (select leg_hash from parsed where odd[1] is null)`,
  );
  await session.run(
    `create or replace temp table versions as
    with doubtful as (
        select leg_hash from parsed where odd[1] is null group by leg_hash having count(*) > 1
        union select leg_hash from lake_twins
    ),
    candidates as (
        select file_path, file_row_number, null::bigint as row_no, load_id, ${columns} from lake_twins
        union all
        select null, null, l.row_no, f.load_id, ${legContent.map((c) => `l.${c}`).join(", ")}
        from finished_legs as l
        join batch_files as f on f.file_no = l.file_no
        where l.leg_hash in (select leg_hash from doubtful)
    ),
    ordered as (
        select *, hash(${columns}) as content from candidates
    ),
    compared as (
        select *, content is not distinct from lag(content) over key as is_repeat
        from ordered
        window key as (partition by provider_id, call_id order by row_no nulls first)
    )
    select * exclude (content, is_repeat),
        case when is_repeat then 'duplicate' when superseded_by is null then 'current' else 'superseded' end as fate
    from (
        select *, lead(load_id ignore nulls) over key as superseded_by from compared where not is_repeat
        window key as (partition by provider_id, call_id order by row_no nulls first)
        union all by name
        select *, null as superseded_by from compared where is_repeat
    )
    where row_no is not null or superseded_by is not null`,
  );
  const replaced = await session.rows<{ file_path: string }>(
    "select distinct file_path from versions where row_no is null and fate = 'superseded' order by file_path",
  );
  return replaced.map(({ file_path }) => file_path.slice(folder.length + 1));
}

/** Writes the usable rows, month by month, in files that are not listed yet. */
async function writeLegs(workspace: Workspace, loads: readonly LegLoad[]): Promise<LakeFile[]> {
  const { session, folder } = workspace;
  const months = await session.rows<{ month: string; rows: number; first: number; last: number }>(
    `select strftime(month, '%Y-%m') as month, rows, first, last from (
        select date_trunc('month', started_at) as month, count(*) as rows, min(rowid) as first, max(rowid) as last
        from parsed where odd[1] is null group by all
    ) order by month`,
  );
  const ids = loads.map((load) => load.id);
  const loadId = loads.length === 1 ? `'${ids[0]}'` : "f.load_id";
  const files = loads.length === 1 ? "" : "join batch_files as f on f.file_no = l.file_no";
  const written: LakeFile[] = [];
  for (const { month, rows, first, last } of months) {
    const chunks = Math.ceil(rows / chunkRows);
    const size = Math.ceil((last - first + 1) / chunks);
    for (let chunk = 0; chunk < chunks; chunk++) {
      const from = first + chunk * size;
      const to = Math.min(from + size - 1, last);
      const file = await writeLakeFile(
        session,
        folder,
        lakePath(month, [...ids, String(chunk)]),
        `select ${legContent.map((c) => `l.${c}`).join(", ")}, ${loadId} as load_id
        from finished_legs as l ${files}
        where l.row_no between ${from} and ${to}
            and l.started_at >= timestamp '${month}-01' and l.started_at < timestamp '${month}-01' + interval 1 month
            and l.row_no not in (select row_no from versions where row_no is not null and fate <> 'current')
        ${lakeOrder("l.provider_no")}`,
      );
      if (file) written.push(file);
    }
  }
  return written;
}

/** Writes files of the lake anew without their superseded rows; the order of the others stays. */
async function withoutReplaced(
  workspace: Workspace,
  replaced: readonly string[],
  loads: readonly LegLoad[],
): Promise<LakeFile[]> {
  const { session, folder } = workspace;
  const rewritten: LakeFile[] = [];
  for (const path of replaced) {
    const month = /month=(\d{4}-\d\d)/.exec(path)?.[1] ?? "";
    const source = lakeSource(folder, [path], ", filename = 'file_path', file_row_number = true");
    const file = await writeLakeFile(
      session,
      folder,
      lakePath(month, [path, ...loads.map((load) => load.id)]),
      `select ${lakeColumnNames.join(", ")} from ${source}
      where (file_path, file_row_number) not in
          (select (file_path, file_row_number) from versions where row_no is null)
      order by file_row_number`,
    );
    if (file) rewritten.push(file);
  }
  return rewritten;
}

async function keepHistory(session: Session): Promise<void> {
  await session.run(
    `insert into superseded_legs by name
    select ${lakeColumnNames.join(", ")}, superseded_by from versions where fate = 'superseded'`,
  );
}

async function keepLoads(
  session: Session,
  loads: readonly LegLoad[],
  rejectsTable: string,
  run: Run,
): Promise<LoadSummary[]> {
  const counts = await session.rows<FileCounts>(
    `select file_no, count(*) as rows, min(rowid) as first_row,
        count(*) filter (where odd[1] is not null) as rejected,
        min(started_at) filter (where odd[1] is null)::varchar as first_at,
        max(started_at) filter (where odd[1] is null)::varchar as last_at,
        coalesce(bool_or(is_simulated), false) as is_simulated,
        count(*) filter (where odd[8] is not null and odd[1] is null) as odd_cells,
        count(*) filter (where odd[6] is not null and odd[1] is null) as odd_passports,
        count(*) filter (where odd[7] is not null and odd[1] is null) as odd_times
    from parsed group by file_no`,
  );
  const repeats = await session.rows<{ file_no: number; rows: number }>(
    `select p.file_no, count(*) as rows from versions as v join parsed as p on p.rowid = v.row_no
    where v.fate = 'duplicate' group by all`,
  );
  const unusable = await session.rows<{ file_no: number; row: number; reason: string }>(
    `select file_no, rowid as row, odd[1] as reason from parsed
    where odd[1] is not null order by rowid`,
  );
  const summaries: LoadSummary[] = [];
  for (const [fileNo, { id, source }] of loads.entries()) {
    const count = counts.find((c) => c.file_no === fileNo) ?? noRows;
    const { broken } = await storeRejects(
      session,
      source,
      id,
      rejectsTable,
      unusable
        .filter((r) => r.file_no === fileNo)
        .map((r) => ({ ordinal: r.row - count.first_row, reason: r.reason })),
      loads.length > 1,
    );
    const read = count.rows + broken;
    if (read === 0) throw new CommandError(`${source.path}: a header and no rows: nothing to load`);
    requireUnchanged(source);
    const duplicate = repeats.find((r) => r.file_no === fileNo)?.rows ?? 0;
    summaries.push(
      await keepLoad(
        session,
        source,
        id,
        {
          read,
          loaded: count.rows - count.rejected - duplicate,
          rejected: count.rejected + broken,
          firstAt: count.first_at,
          lastAt: count.last_at,
          fileDate: null,
          isSimulated: count.is_simulated,
          notes: [...notesOf(count), ...providerNote(source, run)],
        },
        { ...run, isBundled: false },
      ),
    );
  }
  return summaries;
}

function providerNote({ layout: { format } }: Source, { reading }: Run): string[] {
  if (!format.namesNoProvider || reading.includes("provider ")) return [];
  return [`its rows stand under the provider ${format.name}: name whose they are with --provider`];
}

interface FileCounts {
  file_no: number;
  rows: number;
  first_row: number;
  rejected: number;
  first_at: string | null;
  last_at: string | null;
  is_simulated: boolean;
  odd_cells: number;
  odd_passports: number;
  odd_times: number;
}

const noRows: Omit<FileCounts, "file_no"> = {
  rows: 0,
  first_row: 0,
  rejected: 0,
  first_at: null,
  last_at: null,
  is_simulated: false,
  odd_cells: 0,
  odd_passports: 0,
  odd_times: 0,
};

const notesOf = (count: Omit<FileCounts, "file_no">): string[] =>
  [
    {
      rows: count.odd_cells,
      what: "a SIP code, country or attestation that is none was left empty",
    },
    {
      rows: count.odd_passports,
      what: "the Identity header does not parse or contradicts the call",
    },
    { rows: count.odd_times, what: "the local time was skipped or shown twice by daylight saving" },
  ]
    .filter(({ rows }) => rows > 0)
    .map(({ rows, what }) => `${rows} rows: ${what}`);
