import type { Session } from "../../src/data/session.ts";
import { CommandError } from "../../src/errors.ts";
import type { DateOrder } from "../columns/recognise.ts";
import type { Source } from "../files/prepare.ts";
import { headText } from "../files/scan.ts";
import { dropRejects, textRows } from "./read-rows.ts";

/** Makes the macro wall_time read dates like 03/04/2024 in one order. */
export async function setDateOrder(session: Session, order: DateOrder | undefined): Promise<void> {
  await session.run(
    `create or replace temp macro wall_time(raw) as coalesce(usual_wall(raw), wall_time_${order ?? "month_first"}(raw))`,
  );
}

const dateForm = String.raw`^\s*(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4}|\d{2})([ T,]|$)`;
/** A few errors of writing do not decide. */
const mostContrary = 0.01;

interface DateParts {
  first_over_12: number;
  second_over_12: number;
  ambiguous: number;
  dots: number;
  dates: number;
  example: string;
  first_example: string | null;
  second_example: string | null;
}

/**
 * Whether the times of a file have the day or the month first, decided by the rows that allow only one; undefined where
 * it has no such dates. Throws where nothing decides, or where rows contradict each other: a guess would move calls by
 * months.
 */
export async function dateOrderOf(
  session: Session,
  source: Source,
): Promise<DateOrder | undefined> {
  const { layout } = source;
  if (layout.dateOrder) return layout.dateOrder;
  const times = Object.keys(layout.format.columns).filter((name) => /_time$|_at$/.test(name));
  const required = times.filter((name) => layout.format.required.includes(name));
  if (required.length === 0 || (source.parquet ? false : !(await mayHaveSuchDates(source))))
    return undefined;
  const table = "date_order_rejects";
  await session.run(dropRejects(table));
  const parts = await session.row<DateParts>(
    `with cells as (select ${required[0]} as cell from (${textRows([source], table)})),
    parts as (
        select cell, regexp_extract(cell, '${dateForm}', ['first', 'mark', 'second', 'year']) as p from cells
        where regexp_matches(cell, '${dateForm}')
    ),
    numbers as (select cell, p.mark as mark, p.first::integer as first, p.second::integer as second from parts)
    select count(*) filter (where first > 12 and second <= 12) as first_over_12,
        count(*) filter (where second > 12 and first <= 12) as second_over_12,
        count(*) filter (where first <= 12 and second <= 12 and first <> second) as ambiguous,
        count(*) filter (where mark = '.') as dots, count(*) as dates,
        any_value(cell) filter (where first <= 12 and second <= 12 and first <> second) as example,
        any_value(cell) filter (where first > 12 and second <= 12) as first_example,
        any_value(cell) filter (where second > 12 and first <= 12) as second_example
    from numbers`,
  );
  await session.run(dropRejects(table));
  if (!parts || parts.dates === 0) return undefined;
  const { first_over_12: day, second_over_12: month } = parts;
  if (Math.min(day, month) > mostContrary * parts.dates) {
    throw new CommandError(
      `${source.path}: some of its dates have the day first (${parts.first_example}) and some the month ` +
        `(${parts.second_example}): split the file, or say which holds with --dates day-first or --dates month-first`,
    );
  }
  if (day > month) return "day_first";
  if (month > day) return "month_first";
  // Nobody writes the month first between dots.
  if (parts.dots > 0.5 * parts.dates) return "day_first";
  if (parts.ambiguous === 0) return "month_first";
  throw new CommandError(
    `${source.path}: its dates, such as ${parts.example}, may have the day or the month first, and no row decides: ` +
      "say which with --dates day-first or --dates month-first",
  );
}

async function mayHaveSuchDates({ readPath, gzip }: Source): Promise<boolean> {
  const head = await headText(readPath, gzip);
  return /(^|[^\d.:/-])\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})([ T,"]|\s|$)/m.test(head);
}
