import { readFileSync } from "node:fs";
import type { Session } from "../../src/data/session.ts";
import { quotedText } from "../../src/data/sql-text.ts";
import type { DateOrder } from "../columns/recognise.ts";
import type { Source } from "../files/prepare.ts";
import { headText } from "../files/scan.ts";
import { dropRejects, textRows } from "./read-rows.ts";

/** Rows by which the form of a file's times is found. */
const sampleRows = 1000;

const dates = [
  "%Y%m%d", "%Y/%m/%d", "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%m.%d.%Y", "%d-%m-%Y", "%m-%d-%Y", "%d/%m/%y",
  "%m/%d/%y", "%d.%m.%y", "%d-%m-%y", "%m-%d-%y", "%d-%b-%Y", "%d %b %Y", "%b %d, %Y", "%b %d %Y", "%a. %d %b %Y",
]; // prettier-ignore
const clocks = ["%H:%M:%S", "%H:%M:%S.%f", "%H:%M", "%H%M%S", "%I:%M:%S %p", "%I:%M %p"];
const forms = [
  ...dates.flatMap((date) => clocks.map((clock) => `${date} ${clock}`)),
  "%Y%m%d%H%M%S",
  "%Y%m%dT%H%M%S",
  "%a %b %d %H:%M:%S %Y",
];

/** Forms that read dates in the other order of day and month: on May 5 they would seem to fit. */
const contrary: Record<DateOrder, RegExp> = {
  day_first: /^%m[/.-]%d/,
  month_first: /^%d[/.-]%m/,
};

/**
 * Puts the one form that the times of a call record file have before the many that are tried: trying all of them takes a
 * hundred times as long. Only a form that reads every sampled time as all of them together do is taken. Without a file,
 * no form is put before the others: that of the batch before must not outlast it.
 */
export async function setUsualTimes(session: Session, source: Source | undefined): Promise<void> {
  const form =
    source && (await mayBeUnusual(source)) ? await usualForm(session, source) : undefined;
  await session.run(
    `create or replace temp macro usual_wall(raw) as ${form === undefined ? "null::timestamp" : `try_strptime(raw, ${quotedText(form)})`}`,
  );
}

async function usualForm(session: Session, source: Source): Promise<string | undefined> {
  const table = "usual_times_rejects";
  await session.run(dropRejects(table));
  await session.run("create or replace temp macro usual_wall(raw) as null::timestamp");
  await session.run(
    `create or replace temp table usual_times as
    with source_rows as (select null::bigint as source_row, 0::integer as file_no, * from (${textRows([source], table)}) limit ${sampleRows}),
    call_rows as (${readFileSync(source.layout.format.sql, "utf8")}),
    raws as (select trim(start_time) as raw from call_rows where coalesce(trim(start_time), '') <> '')
    select case when has_offset(raw) then wall_of_offset(raw).wall else raw end as wall,
        case when has_offset(raw) then offset_time(raw) + to_minutes(offset_minutes(wall_of_offset(raw).zone))
            else wall_time(raw) end as time
    from raws`,
  );
  await session.run(dropRejects(table));
  const possible = forms.filter((form) => !contrary[source.dateOrder ?? "month_first"].test(form));
  const counts = possible.map(
    (form) => `count(*) filter (where try_strptime(wall, ${quotedText(form)}) = time)`,
  );
  const row = await session.row<{ readable: number; found: number[] }>(
    `select count(time) as readable, [${counts.join(", ")}] as found from usual_times`,
  );
  await session.run("drop table usual_times");
  if (!row || row.readable === 0) return undefined;
  return possible[row.found.indexOf(row.readable)];
}

/** Times of ISO 8601 and of Unix are read at once. */
async function mayBeUnusual({ readPath, gzip, parquet }: Source): Promise<boolean> {
  if (parquet) return false;
  return !/\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(await headText(readPath, gzip));
}
