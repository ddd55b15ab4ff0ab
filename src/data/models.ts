import { readFileSync } from "node:fs";
import type { Session, SqlValues } from "./session.ts";

const models = new URL("./models/", import.meta.url);

/** Text of a model, by its place below models/ without `.sql`. */
export const modelSql = (name: string): string =>
  readFileSync(new URL(`${name}.sql`, models), "utf8")
    .trim()
    .replace(/;$/, "");

/** Those of the values that a text names as `$parameter`: DuckDB refuses others. */
export function parametersOf(sql: string, values: SqlValues): SqlValues {
  const named = new Set([...sql.matchAll(/\$([a-z_]\w*)/g)].map((match) => match[1]));
  return Object.fromEntries(Object.entries(values).filter(([name]) => named.has(name)));
}

/** Runs a model, statement by statement, with those of the values that each names. */
export async function runModel(
  session: Session,
  name: string,
  values: SqlValues = {},
): Promise<void> {
  for (const statement of statementsOf(modelSql(name))) {
    await session.run(statement, parametersOf(statement, values));
  }
}

/** Makes a temporary table of the rows of a model, with those of the values that it names. */
export async function materialize(
  session: Session,
  table: string,
  model: string,
  values: SqlValues = {},
): Promise<void> {
  const sql = modelSql(model);
  await session.run(`create or replace temp table ${table} as ${sql}`, parametersOf(sql, values));
}

/** Removes temporary tables by name. */
export async function dropTables(session: Session, tables: readonly string[]): Promise<void> {
  for (const table of tables) await session.run(`drop table if exists temp.${table}`);
}

/** Statements end with a semicolon at the end of a line. */
const statementsOf = (sql: string): string[] =>
  sql.split(/;[ \t]*\n/).filter((statement) => statement.replace(/--[^\n]*/g, "").trim() !== "");

/** The value of each threshold under its key: the key is the name of the SQL parameter. */
export const thresholdValues = (
  thresholds: Readonly<Record<string, { value: number }>>,
): Record<string, number> =>
  Object.fromEntries(Object.entries(thresholds).map(([name, { value }]) => [name, value]));

/** Views over the lake, in the order in which they build on each other. */
const staging = [
  "latest_loads",
  "stg_area_codes",
  "stg_exchanges",
  "stg_numbers",
  "stg_populations",
  "stg_month_populations",
  "published_figures",
  "complaints",
  "recordings",
  "provider_directory",
  "providers",
  "rmd_history",
  "app_reports",
  "do_not_originate",
  "actions",
  "tracebacks",
  "traceback_hops",
];

/** Makes the views of models/staging over the relations of a session on the lake. */
export async function createStagingViews(session: Session): Promise<void> {
  for (const name of staging) await session.run(modelSql(`staging/${name}`));
}
