import { readdirSync, readFileSync } from "node:fs";
import { parquetOptions } from "./lake/lake.ts";
import { modelSql } from "./models.ts";
import type { Session } from "./session.ts";
import { identifier, parquetSource, quotedText } from "./sql-text.ts";

const publishedFolder = new URL("./schema/published/", import.meta.url);

/** Tables that people's scripts call; their columns and comments are in schema/published. */
export const publishedTables: readonly string[] = readdirSync(publishedFolder)
  .map((name) => name.replace(/\.sql$/, ""))
  .sort();

/** Published tables that are views over files as large as the lake's. */
export const publishedViews = [
  "call_legs",
  "call_paths",
  "calls",
  "record_gaps",
  "superseded_legs",
  "call_attempts",
  "rejects",
] as const;

const schemaText = (table: string): string =>
  readFileSync(new URL(`${table}.sql`, publishedFolder), "utf8");

/** Published tables of call records that have the columns of call_legs, and one more. */
const likeCallLegs: readonly string[] = ["superseded_legs", "call_attempts"];

/** Text that makes a published table, with its comments. */
const publishedSchema = (table: string): string =>
  likeCallLegs.includes(table)
    ? schemaText("call_legs").replaceAll("published.call_legs", `published.${table}`) +
      schemaText(table)
    : schemaText(table);

/** The query of a published view; what the views of call records have in common stands in readable_legs. */
export const publishedViewSql = (view: string): string =>
  modelSql(`published/${view}`).replace(
    /\breadable_legs\b/,
    () => `(${modelSql("published/readable_legs")})`,
  );

/** The comments of a published table and its columns, a statement in a line each. */
export const publishedComments = (table: string): string[] =>
  publishedSchema(table).split("\n").filter(isComment);

const isComment = (line: string): boolean => line.startsWith("comment on");

/**
 * Makes empty tables with the columns of every derived and published table: schemas shape and published. They have no
 * comments: those take ten times as long as the tables, and only people read them.
 */
export async function createShapes(session: Session): Promise<void> {
  await session.run("create schema if not exists published");
  const schemas = publishedTables.map(publishedSchema).join("\n").split("\n");
  await session.run(schemas.filter((line) => !isComment(line)).join("\n"));
  await session.run(readFileSync(new URL("./schema/derived.sql", import.meta.url), "utf8"));
  await session.run(readFileSync(new URL("./tracing/types.sql", import.meta.url), "utf8"));
}

/** Gives the tables of createShapes their comments. */
export const commentTables = (session: Session): Promise<void> =>
  session.run(publishedTables.flatMap(publishedComments).join("\n"));

/** Published tables that are made of the records when a run is opened. */
const ofRecords: readonly string[] = ["traceback_requests", "demands", "demand_events"];

/** The tables that steps write, and those that publishing adds; not the published views. */
export async function derivedTables(session: Session): Promise<string[]> {
  const internal = await session.rows<{ name: string }>(
    `select table_name as name from duckdb_tables()
    where schema_name = 'shape' and table_name not in (select table_name from lake_tables) order by 1`,
  );
  const views: readonly string[] = publishedViews;
  return [
    ...internal.map((row) => row.name),
    ...publishedTables.filter((table) => !views.includes(table) && !ofRecords.includes(table)),
  ];
}

/** The columns of a derived or published table, typed. */
export async function tableColumns(
  session: Session,
  table: string,
): Promise<{ name: string; type: string }[]> {
  const schema = publishedTables.includes(table) ? "published" : "shape";
  return session.rows(
    `select column_name as name, column_type as type from (describe ${schema}.${identifier(table)})`,
  );
}

/** Writes the rows of a query as a Parquet file with the columns of a table; returns how many there are. */
export async function writeTable(
  session: Session,
  table: string,
  sql: string,
  file: string,
): Promise<number> {
  const columns = await tableColumns(session, table);
  const cells = columns.map(
    ({ name, type }) => `${identifier(name)}::${type} as ${identifier(name)}`,
  );
  await session.run(
    `copy (select ${cells.join(", ")} from (${sql})) to ${quotedText(file)} (${parquetOptions})`,
  );
  const row = await session.row<{ n: number }>(
    "select coalesce(sum(num_rows), 0)::bigint as n from parquet_file_metadata($file)",
    { file },
  );
  return row?.n ?? 0;
}

/** Makes a table readable in a session from its files; without any it is empty. */
export async function relateTable(
  session: Session,
  table: string,
  files: readonly string[],
): Promise<void> {
  const schema = publishedTables.includes(table) ? "published" : "shape";
  await session.dropRelation(table);
  const source = parquetSource(files, `${schema}.${table}`);
  await session.run(`create view ${table} as select * from ${source}`);
}

/** Makes the published views of a session over lake_legs, hidden_legs, lake_rejects and derived tables. */
export async function createPublishedViews(session: Session): Promise<void> {
  for (const view of publishedViews) {
    await session.dropRelation(view);
    await session.run(`create view ${view} as ${publishedViewSql(view)}`);
  }
}

/**
 * Makes every table of the lake readable as lake_TABLE, hidden rows included (call records as lake_legs), and the
 * hidden call records as hidden_legs.
 */
export async function relateLakeFiles(
  session: Session,
  filesOf: (table: string) => string[],
): Promise<void> {
  const tables = await session.rows<{ name: string }>(
    "select table_name as name from lake_tables order by 1",
  );
  for (const { name } of tables) {
    const view = name === "call_legs" ? "lake_legs" : `lake_${name}`;
    const source = parquetSource(filesOf(name), `shape.${name}`);
    await session.run(`create or replace view ${view} as select * from ${source}`);
  }
  await session.run(
    `create or replace table hidden_legs as
    select row_id, fate, by_load_no, month from lake_hidden_rows where table_name = 'call_legs'`,
  );
}
