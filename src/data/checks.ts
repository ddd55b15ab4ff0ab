import { readdirSync, readFileSync } from "node:fs";
import type { Session } from "./session.ts";

const folder = new URL("./checks/", import.meta.url);

export interface CheckResult {
  check: string;
  failing_rows: number;
  sample: string | null;
}

/** Runs every file of checks/: a check returns offending rows, so empty means it holds. */
export async function runChecks(session: Session): Promise<CheckResult[]> {
  await countLakeRows(session);
  const results: CheckResult[] = [];
  for (const topic of readdirSync(folder).sort()) {
    for (const name of readdirSync(new URL(`${topic}/`, folder)).sort()) {
      const sql = readFileSync(new URL(`${topic}/${name}`, folder), "utf8").replace(/;\s*$/, "");
      const row = await session.row<{ n: number; sample: string | null }>(
        `select count(*) as n, min(row_text) as sample from (select (o)::varchar as row_text from (${sql}) as o)`,
      );
      results.push({
        check: name.replace(/\.sql$/, ""),
        failing_rows: row?.n ?? 0,
        sample: row?.sample ?? null,
      });
    }
  }
  return results.sort((a, b) => (a.check < b.check ? -1 : 1));
}

/** Makes lake_row_counts and hidden_row_counts: what is in the files of the lake, by table and load. */
async function countLakeRows(session: Session): Promise<void> {
  const tables = await session.rows<{ table_name: string }>(
    "select distinct table_name from lake_files where table_name not in ('hidden_rows', 'rejects') order by 1",
  );
  const counts = tables.map(({ table_name }) =>
    table_name === "call_legs"
      ? `select 'call_legs' as table_name, (leg_id >> 32)::integer as load_no, count(*) as rows, count(*) as different_rows
        from lake_legs group by 2`
      : `select '${table_name}', load_no, count(*), count(distinct row_no) from lake_${table_name} group by 2`,
  );
  const none =
    "select null::varchar as table_name, null::integer as load_no, 0 as rows, 0 as different_rows where false";
  await session.run(
    `create or replace temp table lake_row_counts as ${[none, ...counts].join(" union all ")};
    create or replace temp table hidden_row_counts as
    select table_name, (row_id >> 32)::integer as load_no, count(*) as rows from lake_hidden_rows
    where fate = 'duplicate' group by all`,
  );
}

/** Makes the table new_check_results; columns as in check_results. */
export async function stageChecks(
  session: Session,
  results: readonly CheckResult[],
): Promise<void> {
  await session.fromJson(
    "new_check_results",
    "check_name varchar, failing_rows bigint, sample varchar",
    results.map(({ check, ...rest }) => ({ check_name: check, ...rest })),
  );
}

/** What the checks found, from the file that holds it. */
export const readCheckResults = (
  session: Session,
  file: string,
): Promise<{ check: string; failing_rows: number }[]> =>
  session.rows(
    'select check_name as "check", failing_rows from read_parquet($file) order by check_name',
    { file },
  );
