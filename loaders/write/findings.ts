import type { Session } from "../../src/data/session.ts";
import type { OddFinding } from "../../src/workspace/catalog.ts";
import { loadThresholds } from "../thresholds.ts";
import { withoutNumbers } from "../parse/private-text.ts";
import type { ReportedValue } from "../columns/map-sql.ts";

const shownProviders = 5;
const shownValues = 10;

/** Whose records the files of a batch hold, by file_no: the providers with most rows. */
export async function batchProviders(session: Session): Promise<Map<number, string[]>> {
  const rows = await session.rows<{ file_no: number; provider_id: string }>(
    `select file_no, provider_id from (
        select file_no, provider_id, count(*) as n from parsed where odd[1] is null group by file_no, provider_id
    )
    qualify row_number() over (partition by file_no order by n desc, provider_id) <= ${shownProviders}
    order by file_no, n desc, provider_id`,
  );
  const byFile = new Map<number, string[]>();
  for (const row of rows)
    byFile.set(row.file_no, [...(byFile.get(row.file_no) ?? []), withoutNumbers(row.provider_id)]);
  return byFile;
}

/**
 * What looks odd in the times of each file, as codes: hours and days without a row between the first and the last, days
 * with half the usual rows, rows dated after the load. `from` gives file_no and event_at.
 */
export async function oddTimes(
  session: Session,
  from: string,
  runDate: Date,
): Promise<Map<number, OddFinding[]>> {
  const { least_odd_rows, quiet_day_share } = loadThresholds;
  const rows = await session.rows<OddFinding & { file_no: number }>(
    `with events as (select file_no, event_at from (${from}) where event_at is not null),
    files as (
        select file_no, count(*) as n, min(event_at) as first_at, max(event_at) as last_at from events group by file_no
    ),
    hours as (
        select file_no, date_trunc('hour', event_at) as hour, count(*) as n,
            lead(date_trunc('hour', event_at)) over (partition by file_no order by date_trunc('hour', event_at)) as next_hour
        from events group by 1, 2
    ),
    -- In a file that has rows in nearly every hour, one without any is an hour that its clock or its window lost.
    lost_hours as (
        select h.file_no, h.hour + interval 1 hour as hour
        from hours as h join files as f using (file_no)
        where h.next_hour = h.hour + interval 2 hour and f.n >= $least_odd_rows
            and (select count(*) from hours as o where o.file_no = h.file_no)
                >= 0.9 * (date_diff('hour', f.first_at, f.last_at) + 1)
            and (select median(n) from hours as o where o.file_no = h.file_no) >= 10
    ),
    days as (select file_no, event_at::date as day, count(*) as n from events group by 1, 2),
    medians as (
        select *, count(*) over (partition by file_no) as days,
            -- Weekends are low in most of these files: a day is compared with its weekday too.
            least(median(n) over (partition by file_no), median(n) over (partition by file_no, isodow(day))) as usual,
            min(day) over (partition by file_no) as first_day, max(day) over (partition by file_no) as last_day
        from days
    )
    select file_no, 'hour_without_rows' as code, count(*) as value, min(hour)::varchar as detail from lost_hours group by file_no
    union all
    select m.file_no, 'days_without_rows', date_diff('day', any_value(first_day), any_value(last_day)) + 1 - count(*),
        null
    from medians as m join files as f using (file_no)
    where f.n >= $least_odd_rows group by m.file_no
    having date_diff('day', any_value(first_day), any_value(last_day)) + 1 - count(*) between 1 and 31
        and count(*) >= 3
    union all
    select file_no, 'quiet_day', count(*), min(day)::varchar from medians
    where days >= 5 and usual >= 100 and n < $quiet_day_share * usual and day > first_day and day < last_day
    group by file_no
    union all
    select file_no, 'after_load', count(*), max(event_at)::varchar from events
    where event_at > $run_date::timestamp + interval 1 day group by file_no
    order by 1, 2`,
    {
      least_odd_rows: least_odd_rows.value,
      quiet_day_share: quiet_day_share.value,
      run_date: runDate.toISOString().replace("Z", ""),
    },
  );
  const byFile = new Map<number, OddFinding[]>();
  for (const { file_no, code, value, detail } of rows)
    byFile.set(file_no, [...(byFile.get(file_no) ?? []), { code, value, detail }]);
  return byFile;
}

/** Values of the files that a lookup does not list, such as trunks, by file_no: they are told, never guessed. */
export async function unlistedValues(
  session: Session,
  rows: string,
  reports: readonly ReportedValue[],
): Promise<Map<number, OddFinding[]>> {
  const byFile = new Map<number, OddFinding[]>();
  for (const [i, { what }] of reports.entries()) {
    const found = await session.rows<{
      file_no: number;
      value: string;
      n: number;
      all: number;
      distinct: number;
    }>(
      `with values as (select file_no, report_${i} as value, count(*) as n from (${rows}) where report_${i} is not null group by all)
      select *, sum(n) over (partition by file_no)::bigint as "all", count(*) over (partition by file_no) as distinct from values
      qualify row_number() over (partition by file_no order by n desc, value) <= ${shownValues} order by file_no, n desc, value`,
    );
    for (const file_no of new Set(found.map((row) => row.file_no))) {
      const of = found.filter((row) => row.file_no === file_no);
      const listed = of.map(({ value, n }) => `${withoutNumbers(value)} (${n})`).join(", ");
      const more = of[0]!.distinct > of.length ? `, and ${of[0]!.distinct - of.length} more` : "";
      byFile.set(file_no, [
        ...(byFile.get(file_no) ?? []),
        { code: "unlisted_value", value: of[0]!.all, detail: `${what}: ${listed}${more}` },
      ]);
    }
  }
  return byFile;
}
