import type { Session } from "../../src/data/session.ts";
import { isOverRejectLimit } from "./reject-limit.ts";
import type { Source } from "../files/open.ts";

export interface LoadSummary {
  file: string;
  format: string;
  load_id: string;
  file_sha256: string;
  rows_read: number;
  rows_loaded: number;
  rows_duplicate: number;
  rows_rejected: number;
  /** False where the same content was loaded before: nothing was done. */
  is_new: boolean;
  over_reject_limit: boolean;
  is_simulated: boolean;
  ignored_columns: string[];
  notes: string[];
}

/** What one load found in its file. */
export interface LoadCounts {
  read: number;
  loaded: number;
  rejected: number;
  firstAt: string | null;
  lastAt: string | null;
  fileDate: string | null;
  isSimulated: boolean;
  notes: readonly string[];
}

/** The entry of a load that took place before. */
export async function earlierLoad(
  session: Session,
  id: string,
  file: string,
): Promise<LoadSummary | undefined> {
  const earlier = await session.row<
    Omit<LoadSummary, "file" | "is_new" | "over_reject_limit"> & { reject_limit: number }
  >(
    `select format, load_id, file_sha256, rows_read, rows_loaded, rows_duplicate, rows_rejected,
        is_simulated, ignored_columns, notes, reject_limit
    from loads where load_id = $id`,
    { id },
  );
  if (!earlier) return undefined;
  const { reject_limit, ...counts } = earlier;
  const over = isOverRejectLimit(counts.rows_rejected, counts.rows_read, reject_limit);
  return { file, ...counts, is_new: false, over_reject_limit: over };
}

/** Writes a load's entry and returns what to tell the person. Runs in the caller's transaction. */
export async function keepLoad(
  session: Session,
  source: Source,
  id: string,
  counts: LoadCounts,
  run: { runDate: Date; isBundled: boolean; reading: string },
): Promise<LoadSummary> {
  const { format, ignored } = source.layout;
  const summary: LoadSummary = {
    file: source.path,
    format: format.name,
    load_id: id,
    file_sha256: source.sha256,
    rows_read: counts.read,
    rows_loaded: counts.loaded,
    rows_duplicate: counts.read - counts.loaded - counts.rejected,
    rows_rejected: counts.rejected,
    is_new: true,
    over_reject_limit: isOverRejectLimit(counts.rejected, counts.read, format.rejectLimit),
    is_simulated: counts.isSimulated,
    ignored_columns: ignored,
    notes: [...source.notes, ...counts.notes],
  };
  await session.run(
    `insert into loads by name select $load_id as load_id, $format as format, $file_name as file_name,
        $sha256 as file_sha256, $rows_read as rows_read, $rows_loaded as rows_loaded,
        $rows_duplicate as rows_duplicate, $rows_rejected as rows_rejected,
        $first_at::timestamp as first_at, $last_at::timestamp as last_at, $loaded_at::timestamp as loaded_at,
        $bytes as file_bytes, $file_date::date as file_date, $reject_limit as reject_limit,
        $is_bundled as is_bundled, from_json($ignored, '["varchar"]') as ignored_columns,
        from_json($notes, '["varchar"]') as notes, $is_simulated as is_simulated, $reading as reading,
        (select coalesce(max(load_no), 0) + 1 from loads) as load_no`,
    {
      load_id: id,
      format: format.name,
      file_name: source.name,
      sha256: source.sha256,
      rows_read: summary.rows_read,
      rows_loaded: summary.rows_loaded,
      rows_duplicate: summary.rows_duplicate,
      rows_rejected: summary.rows_rejected,
      first_at: counts.firstAt,
      last_at: counts.lastAt,
      loaded_at: run.runDate.toISOString().replace("Z", ""),
      bytes: source.bytes,
      file_date: counts.fileDate,
      reject_limit: format.rejectLimit,
      is_bundled: run.isBundled,
      ignored: JSON.stringify(ignored),
      notes: JSON.stringify(summary.notes),
      is_simulated: counts.isSimulated,
      reading: run.reading,
    },
  );
  return summary;
}
