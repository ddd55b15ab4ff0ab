import type { Session } from "../../src/data/session.ts";
import { writeLakeFile, type WrittenFile } from "../../src/data/lake/lake.ts";
import { rowId, shapeColumns } from "../../src/data/lake/relations.ts";
import { identifier } from "../../src/data/sql-text.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import type { Format } from "../formats/format.ts";
import type { AsideCount, NumberedLoad, WrittenRows } from "./planned-load.ts";
import { loadThresholds } from "../thresholds.ts";
import { recordNumbers } from "./record-numbers.ts";
import { writeHiddenRows } from "./hidden-rows.ts";

/**
 * Writes the usable rows of parsed, month by month, in the order of the files. A row whose key is loaded already is
 * written too, and listed as a duplicate, so that it is there when the load before it is taken back.
 */
export async function writeTableRows(
  workspace: Workspace,
  session: Session,
  loads: readonly NumberedLoad[],
): Promise<WrittenRows> {
  const { format } = loads[0]!.source.layout;
  const ids = loads.map((load) => load.id);
  await numberUsableRows(session);
  const columns = (await shapeColumns(session, format.table)).filter(
    ({ column_name }) => !["load_no", "row_no"].includes(column_name),
  );
  const has = new Set(
    (await session.rows<{ column_name: string }>("select column_name from (describe parsed)")).map(
      (row) => row.column_name,
    ),
  );
  const selected = columns.map(({ column_name, data_type }) => {
    const name = identifier(column_name);
    return `${has.has(column_name) ? name : "null"}::${data_type} as ${name}`;
  });
  const months = await session.rows<{ month: string }>(
    "select distinct month from usable_rows order by month",
  );
  const files: WrittenFile[] = [];
  for (const { month } of months) {
    const file = await writeLakeFile(
      session,
      workspace.folder,
      { table: format.table, month, madeFrom: ids },
      `select load_no, row_no, ${selected.join(", ")} from usable_rows where month = '${month}'
      order by file_no, row_no`,
    );
    if (file) files.push(file);
  }
  const duplicates = await findDuplicates(session, format);
  const notes = await findRevised(workspace, session, loads);
  for (const [file_no, note] of await findDoubledDays(session, format))
    notes.set(file_no, [...(notes.get(file_no) ?? []), note]);
  const hidden = await writeHiddenRows(
    workspace,
    session,
    ids,
    `select '${format.table}' as table_name, ${rowId(format.table)} as row_id, 'duplicate' as fate,
        load_no as by_load_no, month
    from usable_rows where source_row in (select source_row from duplicate_rows)
    union all
    select '${format.table}', row_id, 'superseded', by_load_no, month from revised_rows
    union all
    select '${format.table}', row_id, 'publisher_double', load_no, month from doubled_rows
    where row_id not in (select row_id from revised_rows)`,
  );
  const superseded = await session.rows<{ file_no: number; month: string; rows: number }>(
    `select f.file_no, r.month, count(*) as rows from revised_rows as r join batch_files as f on f.load_no = r.by_load_no
    where not r.is_own group by all order by all`,
  );
  const asides = await session.rows<AsideCount>(
    `select f.file_no, 'superseded' as fate, count(*) as n from revised_rows as r
    join batch_files as f on f.load_no = r.row_id // 4294967296 where r.is_own group by all order by all`,
  );
  return { files: hidden ? [...files, hidden] : files, duplicates, superseded, asides, notes };
}

async function numberUsableRows(session: Session): Promise<void> {
  const { join, rowNo } = await recordNumbers(session, "r", "source_row", false);
  await session.run(
    `create or replace temp table usable as
    select r.*, f.load_no, (${rowNo})::bigint as row_no,
        coalesce(strftime(r.event_at, '%Y-%m'), 'undated') as month
    from (
        select p.*, x.file_no from parsed as p join file_rows as x on x.rowid = p.source_row
        where p.reject_reason is null
    ) as r
    ${join};
    create or replace temp view usable_rows as select * from usable`,
  );
}

/**
 * Fills doubled_rows: every second of the equal rows of days that the publisher loaded twice, under other ids. Such a day
 * shows by its pairs of number and area code: nearly all of them occur an even number of times. Each file is judged by
 * itself, so that the order of loads does not matter.
 */
async function findDoubledDays(session: Session, format: Format): Promise<Map<number, string>> {
  const { least_day_pairs, even_pair_share } = loadThresholds;
  await session.run(
    "create or replace temp table doubled_rows (file_no integer, day date, row_id bigint, load_no integer, month varchar)",
  );
  if (!format.mayHoldDoubledDays) return new Map();
  await session.run(
    `insert into doubled_rows
    with days as (
        select file_no, day from (
            select file_no, reported_at::date as day, count(*) as n from usable_rows
            where coalesce(calling_number, calling_raw) is not null and source_row not in (select source_row from duplicate_rows)
            group by file_no, day, coalesce(calling_number, calling_raw), consumer_npa
        )
        group by file_no, day
        having count(*) >= $least_day_pairs and count(*) filter (where n % 2 = 0) >= $even_pair_share * count(*)
    )
    select u.file_no, d.day, ${rowId(format.table)}, u.load_no, u.month
    from usable_rows as u join days as d on d.file_no = u.file_no and d.day = u.reported_at::date
    where u.source_row not in (select source_row from duplicate_rows)
    qualify row_number() over (
        partition by u.file_no, d.day, u.calling_number, u.calling_raw, u.consumer_npa, u.occurred_at, u.consumer_city,
            u.consumer_state, u.topic, u.call_type
        order by u.reported_at, u.complaint_id) % 2 = 0`,
    { least_day_pairs: least_day_pairs.value, even_pair_share: even_pair_share.value },
  );
  const days = await session.rows<{ file_no: number; days: string; rows: number }>(
    `select file_no, string_agg(day || ' (' || n || ')', ', ' order by day) as days, sum(n)::bigint as rows
    from (select file_no, day, count(*) as n from doubled_rows group by file_no, day) group by file_no`,
  );
  return new Map(
    days.map((row) => [
      row.file_no,
      `the publisher loaded whole days twice; their ${row.rows} second copies are kept and not counted: ${row.days}`,
    ]),
  );
}

/** Share of a file's rows that its revision must hold: less is another file. */
const leastSharedRows = 0.5;

/**
 * Fills revised_rows: rows that a revision of their file lacks, and the older ones of several rows with one key in a
 * snapshot. Gives what is to be said of each file.
 */
async function findRevised(
  workspace: Workspace,
  session: Session,
  loads: readonly NumberedLoad[],
): Promise<Map<number, string[]>> {
  const { format } = loads[0]!.source.layout;
  const table = `raw.${format.table}`;
  const key = identifier(format.key);
  await session.run(
    "create or replace temp table revised_rows (row_id bigint, by_load_no integer, month varchar, is_own boolean)",
  );
  if (format.loadStrategy === "snapshot") {
    // The duplicates among them are out; of different rows the newest by its own date holds.
    await session.run(
      `insert into revised_rows
      select ${rowId(format.table)}, load_no, month, true from usable_rows
      where source_row not in (select source_row from duplicate_rows)
      qualify row_number() over (partition by file_no, ${key} order by event_at desc nulls last, source_row desc) > 1`,
    );
  }
  const notes = new Map<number, string[]>();
  const pattern = format.revisedName;
  if (!pattern) return notes;
  for (const [file_no, load] of loads.entries()) {
    const own = revisionOf(pattern, load.source.name);
    if (!own) continue;
    for (const other of workspace.catalog.loads) {
      const theirs =
        other.format === format.name ? revisionOf(pattern, other.file_name) : undefined;
      if (theirs?.base !== own.base || theirs.revision === own.revision) continue;
      const isNewer = own.revision > theirs.revision;
      const rowsOf = (no: number) =>
        `(select ${key}, ${rowId(format.table)} as row_id, month from usable_rows where load_no = ${no})`;
      const mine = rowsOf(load.load_no);
      const others = `(select ${key}, ${rowId(format.table)} as row_id, coalesce(strftime(reported_at, '%Y-%m'), 'undated') as month
        from ${table} where load_no = ${other.load_no})`;
      const [older, newer] = isNewer ? [others, mine] : [mine, others];
      const shared = await session.row<{ n: number; shared: number }>(
        `select count(*) as n, count(*) filter (where ${key} in (select ${key} from ${newer})) as shared from ${older}`,
      );
      if (!shared || shared.shared < leastSharedRows * shared.n) {
        notes.set(file_no, [
          `its name is that of a revision of ${other.file_name}, but it shares few of its rows: both are kept`,
        ]);
        continue;
      }
      await session.run(
        `insert into revised_rows
        select row_id, ${isNewer ? load.load_no : other.load_no}, month, ${!isNewer} from ${older}
        where ${key} not in (select ${key} from ${newer})`,
      );
      notes.set(file_no, [
        isNewer
          ? `a revision of ${other.file_name}, which it replaces`
          : `${other.file_name} is a revision of it, which holds`,
      ]);
    }
  }
  return notes;
}

/** What a file's name says: of which file it is a revision, and which one. */
function revisionOf(pattern: RegExp, name: string): { base: string; revision: number } | undefined {
  const found = pattern.exec(name.split("/").at(-1) ?? name);
  return found
    ? { base: found[1]!.toLowerCase(), revision: found[2] === undefined ? -1 : Number(found[2]) }
    : undefined;
}

/** Fills duplicate_rows: rows whose key occurs before them in the batch, or in the lake. Returns their number by file. */
async function findDuplicates(session: Session, format: Format): Promise<Map<number, number>> {
  const key = identifier(format.key);
  // Versions differ by content: the hash of the row is part of the key.
  const isSnapshot = format.loadStrategy === "snapshot";
  const has = isSnapshot
    ? await session.rows<{ column_name: string }>(
        "select column_name from (describe parsed) where column_name not in ('source_row', 'reject_reason')",
      )
    : [];
  const keys = isSnapshot
    ? has.map(({ column_name }) => identifier(column_name)).join(", ")
    : format.loadStrategy === "latest_version"
      ? `${key}, row_hash`
      : key;
  const known =
    format.loadStrategy === "snapshot"
      ? ""
      : `union
        select source_row from usable_rows where (${keys}) in (select (${keys}) from raw.${format.table})`;
  await session.run(
    `create or replace temp table duplicate_rows as
    select source_row from usable_rows
    qualify row_number() over (partition by ${keys} ${format.loadStrategy === "snapshot" ? ", file_no" : ""} order by source_row) > 1
    ${known}`,
  );
  const counts = await session.rows<{ file_no: number; n: number }>(
    `select file_no, count(*) as n from usable_rows
    where source_row in (select source_row from duplicate_rows) group by file_no`,
  );
  return new Map(counts.map((row) => [row.file_no, row.n]));
}
