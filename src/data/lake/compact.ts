import { mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Session } from "../session.ts";
import { Workspace } from "../../workspace/workspace.ts";
import {
  deleteLakeFiles,
  lakeOrder,
  lakePath,
  lakeSource,
  relistLakeFiles,
  writeLakeFile,
  type LakeFile,
} from "./lake.ts";
import { lakeColumnNames } from "./columns.ts";

/** Files under this many rows are small: a full one holds several million. */
const smallRows = 1_000_000;
/** So many small files of a month are left alone: reading them costs less than rewriting would. */
const mostSmallFiles = 8;

/** Months with too many small files, and those files. */
async function crowdedMonths(session: Session): Promise<{ month: string; paths: string[] }[]> {
  return session.rows(
    `select month, list(path order by path) as paths from lake_files
    where row_count < $smallRows group by month having count(*) > $mostSmallFiles order by month`,
    { smallRows, mostSmallFiles },
  );
}

/**
 * Rewrites the small files of crowded months as one each. The merging reads and writes files that nobody else writes,
 * without the workspace's lock, so that readers go on; only the exchange in the list takes it, for a moment.
 */
export async function compactLake(folder: string, command: string): Promise<void> {
  const reading = await Workspace.open(folder, { command, mode: "read" });
  const { settings } = reading;
  const crowded = await crowdedMonths(reading.session);
  reading.close();
  if (crowded.length === 0) return;
  const merged: { file: LakeFile; paths: string[] }[] = [];
  mkdirSync(join(folder, "tmp"), { recursive: true });
  const root = mkdtempSync(join(folder, "tmp", "compact-"));
  try {
    const session = await Session.open(":memory:", {
      memory_limit: settings.memory_limit,
      threads: String(settings.threads),
      temp_directory: reading.temporary(),
    });
    try {
      for (const { month, paths } of crowded) {
        const rows = `select ${lakeColumnNames.join(", ")} from ${lakeSource(folder, paths)} ${lakeOrder("provider_id")}`;
        const file = await writeLakeFile(session, root, lakePath(month, paths), rows);
        if (file) merged.push({ file, paths });
      }
    } finally {
      session.close();
    }
    await exchange(folder, root, merged, command);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function exchange(
  folder: string,
  root: string,
  merged: readonly { file: LakeFile; paths: string[] }[],
  command: string,
): Promise<void> {
  const workspace = await Workspace.open(folder, { command, mode: "write" });
  try {
    const { session } = workspace;
    for (const { file, paths } of merged) {
      const listed = await session.row<{ n: number }>(
        `select count(*) as n from lake_files where path in (select unnest(from_json($paths, '["varchar"]')))`,
        { paths: JSON.stringify(paths) },
      );
      // Another load has replaced one of the files meanwhile: this merge is void, the next load tries again.
      if (listed?.n !== paths.length) continue;
      mkdirSync(dirname(join(folder, file.path)), { recursive: true });
      renameSync(join(root, file.path), join(folder, file.path));
      await session.transaction(() => relistLakeFiles(session, folder, [file], paths));
      deleteLakeFiles(folder, paths);
    }
  } finally {
    workspace.close();
  }
}
