import type { Session } from "../../src/data/session.ts";
import { writeLakeFile, type WrittenFile } from "../../src/data/lake/lake.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";

/** Writes which rows of the lake others stand for, as a file of the table hidden_rows; none where there are none. */
export function writeHiddenRows(
  workspace: Workspace,
  session: Session,
  madeFrom: readonly string[],
  rows: string,
): Promise<WrittenFile | undefined> {
  return writeLakeFile(
    session,
    workspace.folder,
    { table: "hidden_rows", month: "undated", madeFrom },
    `select table_name::varchar as table_name, row_id::bigint as row_id, fate::varchar as fate,
        by_load_no::integer as by_load_no, month::varchar as month
    from (${rows}) order by table_name, row_id`,
  );
}
