import type { Session } from "../session.ts";

/** By kind of number: how many of the temporary table reported_numbers have so many units. */
export async function readUnitCounts(
  session: Session,
): Promise<Map<string, { units: number; numbers: number }[]>> {
  const rows = await session.rows<{ kind: string; units: number; numbers: number }>(
    "select kind, units, count(*) as numbers from reported_numbers where kind is not null group by all order by all",
  );
  const byKind = new Map<string, { units: number; numbers: number }[]>();
  for (const { kind, ...count } of rows) {
    const own = byKind.get(kind);
    if (own) own.push(count);
    else byKind.set(kind, [count]);
  }
  return byKind;
}

/** Makes the temporary table surprising_units. */
export async function stageSurprising(
  session: Session,
  least: ReadonlyMap<string, number>,
): Promise<void> {
  await session.run(
    "create or replace temp table surprising_units (kind varchar, least_units bigint)",
  );
  for (const [kind, units] of least)
    await session.run("insert into surprising_units values ($kind, $units)", { kind, units });
}

export interface NumberGroupRow {
  group_id: string;
  shape: string;
  kind: string;
  numbers: string[];
  number_count: number;
  complaints: number;
  units: number;
  areas: number;
  days: number;
  first_day: string;
  last_day: string;
  topic: string | null;
}

export const readNumberGroups = (session: Session, month: string): Promise<NumberGroupRow[]> =>
  session.rows<NumberGroupRow>(
    `select group_id, shape, kind, numbers, number_count, complaints, units, areas, days, first_day::varchar as first_day,
        last_day::varchar as last_day, topic
    from number_groups where month = $month order by units desc, group_id`,
    { month },
  );
