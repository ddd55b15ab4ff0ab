import type { Session } from "../../src/data/session.ts";
import { writeLakeFile, type WrittenFile } from "../../src/data/lake/lake.ts";
import { rowId, shapeColumns } from "../../src/data/lake/relations.ts";
import { identifier } from "../../src/data/sql-text.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";
import type { Format } from "../formats/format.ts";
import type { NumberedLoad, WrittenRows } from "./planned-load.ts";
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
  const hidden = await writeHiddenRows(
    workspace,
    session,
    ids,
    `select '${format.table}' as table_name, ${rowId(format.table)} as row_id, 'duplicate' as fate,
        load_no as by_load_no, month
    from usable_rows where source_row in (select source_row from duplicate_rows)`,
  );
  return {
    files: hidden ? [...files, hidden] : files,
    duplicates,
    superseded: [],
    notes: new Map(),
  };
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

/** Fills duplicate_rows: rows whose key occurs before them in the batch, or in the lake. Returns their number by file. */
async function findDuplicates(session: Session, format: Format): Promise<Map<number, number>> {
  const key = identifier(format.key);
  // Versions differ by content: the hash of the row is part of the key.
  const keys = format.loadStrategy === "latest_version" ? `${key}, row_hash` : key;
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
