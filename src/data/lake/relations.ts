import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LakeFile } from "../../workspace/catalog.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { Session } from "../session.ts";
import { parquetSource, quotedText } from "../sql-text.ts";

/** SQL that makes the schema `shape`: an empty table for each of the lake. */
export const lakeShapes = readFileSync(new URL("shapes.sql", import.meta.url), "utf8");
const seed = fileURLToPath(new URL("../seeds/jurisdictions.csv", import.meta.url));

/** Columns of a table of the lake, in order. */
export interface ShapeColumn {
  column_name: string;
  data_type: string;
}

/** DuckDB's settings for work in a workspace: what does not fit in memory goes to its tmp folder, encrypted. */
export function engineOptions(workspace: Pick<Workspace, "settings" | "temporary">) {
  const { memory_limit, threads } = workspace.settings;
  return { memory_limit, threads: String(threads), temp_directory: workspace.temporary() };
}

/**
 * A session in memory over a workspace's lake: for each table of the lake a view `raw.TABLE` without hidden rows, and
 * the tables loads, lake_files, lake_file_loads, lake_file_providers and jurisdictions. Throws where a file of the lake
 * is lost, unless it is among `lost`: those are left out.
 */
export async function openLake(
  workspace: Workspace,
  lost: ReadonlySet<string> = new Set(),
): Promise<Session> {
  if (lost.size === 0) workspace.catalog.requireFiles();
  const session = await Session.open(":memory:", engineOptions(workspace));
  await createLakeShapes(session);
  await session.run(
    `create schema raw;
    create table jurisdictions as from read_csv(${quotedText(seed)}, header = true, types = {'fips': 'varchar'})`,
  );
  await refreshRelations(session, workspace, lost);
  return session;
}

/** Makes the lake's empty tables, and lake_tables with their names. */
export async function createLakeShapes(session: Session): Promise<void> {
  await session.run(
    `${lakeShapes};
    create table lake_tables as select table_name from duckdb_tables() where schema_name = 'shape'`,
  );
}

/** Makes the relations of a session anew, after the catalog has changed. */
export async function refreshRelations(
  session: Session,
  workspace: Workspace,
  lost: ReadonlySet<string> = new Set(),
): Promise<void> {
  const { catalog } = workspace;
  const files = catalog.files.filter((file) => !lost.has(file.path));
  const filesOf = (table: string) => files.filter((file) => file.table === table);
  await session.fromJson(
    "loads",
    loadColumns,
    catalog.loads.map((load) => ({ ...load, table_name: load.table })),
  );
  await session.fromJson(
    "lake_files",
    "path varchar, table_name varchar, month varchar, row_count bigint, byte_count bigint",
    files.map((f) => ({
      path: f.path, table_name: f.table, month: f.month, row_count: f.rows, byte_count: f.bytes,
    })), // prettier-ignore
  );
  await session.fromJson(
    "lake_file_loads",
    "path varchar, load_no integer, row_count bigint",
    files.flatMap((f) =>
      f.loads.map(([load_no, row_count]) => ({ path: f.path, load_no, row_count })),
    ),
  );
  await session.fromJson(
    "lake_file_providers",
    "path varchar, provider_id varchar, row_count bigint",
    files.flatMap((f) =>
      (f.providers ?? []).map(([provider_id, row_count]) => ({
        path: f.path,
        provider_id,
        row_count,
      })),
    ),
  );
  const tables = await session.rows<{ table_name: string }>(
    "select table_name from lake_tables order by table_name",
  );
  const hidden = filesOf("hidden_rows");
  const hasHidden = new Set(
    hidden.length === 0 ? [] : await hiddenTables(session, workspace.folder, hidden),
  );
  for (const { table_name } of tables) {
    const all = lakeRows(workspace.folder, table_name, filesOf(table_name));
    const rows = hasHidden.has(table_name)
      ? `${all} as r anti join (select row_id from hidden_rows where table_name = '${table_name}') as h
        on h.row_id = ${rowId(table_name)}`
      : all;
    await session.run(`create or replace view raw.${table_name} as select * from ${rows}`);
  }
}

/** The identity of a row of the lake, as an expression over its columns. */
export const rowId = (table: string): string =>
  table === "call_legs" ? "leg_id" : "load_no * 4294967296 + row_no";

async function hiddenTables(
  session: Session,
  folder: string,
  files: readonly LakeFile[],
): Promise<string[]> {
  await session.run(
    `create or replace table hidden_rows as select * from ${lakeRows(folder, "hidden_rows", files)}`,
  );
  const rows = await session.rows<{ table_name: string }>(
    "select distinct table_name from hidden_rows",
  );
  return rows.map((row) => row.table_name);
}

/**
 * Where the rows of a table are read from: the named files, hidden rows included. Files of an earlier version may lack
 * columns that were added since: these are null. Call records have had the same columns from the start, and are many.
 */
export function lakeRows(folder: string, table: string, files: readonly LakeFile[]): string {
  const shape = `shape.${table}`;
  const source = parquetSource(
    files.map((file) => join(folder, file.path)),
    shape,
    { byName: table !== "call_legs" },
  );
  return table === "call_legs" || files.length === 0
    ? source
    : `(select * from ${shape} where false union all by name select * from ${source})`;
}

export const shapeColumns = (session: Session, table: string): Promise<ShapeColumn[]> =>
  session.rows<ShapeColumn>(
    `select column_name, data_type from duckdb_columns()
    where schema_name = 'shape' and table_name = $table order by column_index`,
    { table },
  );

const loadColumns = `load_id varchar, load_no integer, load_order integer, format varchar, table_name varchar,
  title varchar, publisher varchar, file_name varchar, file_sha256 varchar, file_bytes bigint, file_date date,
  rows_read bigint, rows_loaded bigint, rows_duplicate bigint, rows_rejected bigint, rows_superseded bigint,
  rows_attempts bigint, rows_no_call bigint, rows_skipped bigint, first_at timestamp,
  last_at timestamp, loaded_at timestamp, reject_limit double, is_bundled boolean, is_simulated boolean,
  reading varchar, ignored_columns varchar[], notes varchar[]`;
