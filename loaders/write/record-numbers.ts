import type { Session } from "../../src/data/session.ts";

/**
 * A join that gives the rows of `relation` (with file_no, and `row`, the place in the batch) their load and record
 * number: row_no counts all records of the exporter's file from 1, those that could not be split too.
 */
export async function recordNumbers(
  session: Session,
  relation: string,
  row: string,
): Promise<{ join: string; rowNo: string }> {
  const shifted = await session.row<{ n: number }>("select count(*) as n from record_shifts");
  const ordinal = `(${relation}.${row} - f.first_row)`;
  const join = `join batch_files as f on f.file_no = ${relation}.file_no`;
  if (!shifted?.n) return { join, rowNo: `${ordinal} + 1` };
  return {
    join: `${join}
      asof left join record_shifts as s on s.file_no = ${relation}.file_no and ${ordinal} >= s.from_ordinal`,
    rowNo: `${ordinal} + 1 + coalesce(s.shift, 0)`,
  };
}

