import type { Session } from "../../src/data/session.ts";

/** Rows are joined with the intervals of their block of so many bits: an equal join, where a range join would sort. */
const blockBits = 12;

/**
 * A join that gives the rows of `relation` (with file_no, and `row`, the place in the batch) their load and record
 * number: row_no counts all records of the exporter's file from 1, those that could not be split too.
 */
export async function recordNumbers(
  session: Session,
  relation: string,
  row: string,
  isCalls: boolean,
): Promise<{ join: string; rowNo: string }> {
  const shifted = await session.row<{ n: number }>("select count(*) as n from record_shifts");
  const place = `${relation}.${row}`;
  const join = `join batch_files as f on f.file_no = ${relation}.file_no`;
  if (!shifted?.n) return { join, rowNo: `(${place} - f.first_row) + 1` };
  await session.run(
    // The engine reads the files of a batch in an order of its own: a fault at the end of one is before the next one.
    `create or replace temp table record_intervals as
    with shifts as (
        select f.first_row, f.first_row + s.from_ordinal as from_row, s.shift
        from record_shifts as s join batch_files as f on f.file_no = s.file_no
        union all
        select first_row, first_row, 0 from batch_files where first_row is not null
    ),
    intervals as (
        select greatest(from_row, 0)::bigint as from_row, shift,
            coalesce(lead(from_row) over (order by from_row, first_row, shift), $endless)::bigint as to_row
        from shifts
    )
    select unnest(range(from_row >> ${blockBits}, (least(to_row - 1, last.row)::bigint >> ${blockBits}) + 1)) as block, from_row, to_row, shift
    from intervals
    cross join (select coalesce(max(rowid), -1) as row from ${isCalls ? "parsed" : "file_rows"}) as last
    where to_row > from_row`,
    { endless: 2n ** 62n },
  );
  return {
    join: `${join}
      join record_intervals as s on s.block = ${place} >> ${blockBits} and ${place} >= s.from_row and ${place} < s.to_row`,
    rowNo: `(${place} - f.first_row) + 1 + s.shift`,
  };
}
