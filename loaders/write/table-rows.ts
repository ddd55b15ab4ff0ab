import type { Session } from "../../src/data/session.ts";
import { writeLakeFile, type WrittenFile } from "../../src/data/lake/lake.ts";
import { rowId, shapeColumns } from "../../src/data/lake/relations.ts";
import { identifier } from "../../src/data/sql-text.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import type { Format } from "../formats/format.ts";
import type { AsideCount, NumberedLoad, WrittenRows } from "./planned-load.ts";
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
  const hidden = await writeHiddenRows(
    workspace,
    session,
    ids,
    `select '${format.table}' as table_name, ${rowId(format.table)} as row_id, 'duplicate' as fate,
        load_no as by_load_no, month
    from usable_rows where source_row in (select source_row from duplicate_rows)
    union all
    select '${format.table}', row_id, 'superseded', by_load_no, month from revised_rows`,
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
