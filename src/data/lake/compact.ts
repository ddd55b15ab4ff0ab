import type { LakeFile } from "../../workspace/catalog.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { Session } from "../session.ts";
import { legContent } from "./columns.ts";
import { deleteLakeFiles, placeLakeFiles, writeLakeFile } from "./lake.ts";
import { engineOptions, lakeRows } from "./relations.ts";

/** Files under this many rows are small: a full one holds several million. */
const smallRows = 1_000_000;
/** So many small files of a month are left alone: reading them costs less than rewriting would. */
const maxSmallFiles = 8;

/** The small files of a table and month where there are too many of them. */
function crowded(
  files: readonly LakeFile[],
): { table: string; month: string; files: LakeFile[] }[] {
  const groups = new Map<string, LakeFile[]>();
  for (const file of files.filter((f) => f.rows < smallRows)) {
    const key = `${file.table} ${file.month}`;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()]
    .filter((group) => group.length > maxSmallFiles)
    .map((group) => ({ table: group[0]!.table, month: group[0]!.month, files: group }));
}

/**
 * Merges the small files of crowded months, one commit a month. Rows keep their identity, so nothing that refers to
 * them changes. Readers that listed the old files before the commit find them gone and list again.
 */
export async function compactLake(workspace: Workspace, at: string): Promise<void> {
  const groups = crowded(workspace.catalog.files);
  if (groups.length === 0) return;
  const session = await Session.open(":memory:", engineOptions(workspace));
  try {
    for (const { table, month, files } of groups) {
      const replaces = files.map((file) => file.path);
      const order = {
        call_legs: "order by provider_id, started_at, leg_id",
        hidden_rows: "order by table_name, row_id",
        rejects: "order by load_no, line",
      }[table];
      const columns = table === "call_legs" ? `leg_id, ${legContent.join(", ")}` : "*";
      const rows = `select ${columns} from ${lakeRows(workspace.folder, table, files)} ${order ?? "order by load_no, row_no"}`;
      const place = { table, month, madeFrom: replaces };
      const written = await writeLakeFile(session, workspace.folder, place, rows);
      if (!written) continue;
      placeLakeFiles(workspace.folder, [written]);
      workspace.catalog.commit(at, {
        kind: "compacted",
        body: { files: [written.file], replaces },
      });
      deleteLakeFiles(workspace.folder, replaces);
    }
  } finally {
    session.close();
  }
}
