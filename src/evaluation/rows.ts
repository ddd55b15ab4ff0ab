import { join } from "node:path";
import { quotedText } from "../data/sql-text.ts";
import type { Session } from "../data/session.ts";

export interface FileAccounting {
  file_name: string;
  loaded: number;
  duplicate: number;
  rejected: number;
  true_loaded: number;
  true_duplicate: number;
  true_rejected: number;
}

export interface RowAccounting {
  /** Files of the world. */
  files: number;
  /** Files that were not loaded. */
  absent: string[];
  /** Rows of the files that were. */
  rows: number;
  /** Files whose rows did not become what they truly are. */
  wrong: FileAccounting[];
}

/** Compares what became of each file's rows with the world's truth/files.csv. */
export async function evaluateRows(session: Session, truth: string): Promise<RowAccounting> {
  const files = await session.rows<FileAccounting & { is_loaded: boolean }>(
    `select t.file_name, l.load_id is not null as is_loaded, coalesce(l.rows_loaded, 0) as loaded,
        coalesce(l.rows_duplicate, 0) as duplicate, coalesce(l.rows_rejected, 0) as rejected,
        t.rows_loaded as true_loaded, t.rows_duplicate as true_duplicate, t.rows_rejected as true_rejected
    from read_csv(${quotedText(join(truth, "files.csv"))}, header = true) as t
    left join loads as l on l.file_name = t.file_name and l.format = t.format and l.is_simulated
    order by t.file_name`,
  );
  const loaded = files.filter((file) => file.is_loaded);
  return {
    files: files.length,
    absent: files.filter((file) => !file.is_loaded).map((file) => file.file_name),
    rows: loaded.reduce((sum, f) => sum + f.loaded + f.duplicate + f.rejected, 0),
    wrong: loaded.filter(
      (f) =>
        f.loaded !== f.true_loaded ||
        f.duplicate !== f.true_duplicate ||
        f.rejected !== f.true_rejected,
    ),
  };
}
