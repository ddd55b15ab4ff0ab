import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  createShapes,
  publishedComments,
  publishedTables,
  publishedViews,
  publishedViewSql,
} from "./derived.ts";
import { lakeShapes } from "./lake/relations.ts";
import type { RunFile } from "./published-run.ts";
import { Session } from "./session.ts";
import { parquetSource } from "./sql-text.ts";

/** Published tables that are as large as the lake's, and so are views over the run's files. */
const large: readonly string[] = ["complaints", "campaign_reports", "campaign_calls"];

/** Relations that published views read: they are in the schema `internal`, out of sight. */
const internal = ["leg_paths", "path_routes", "trace_entities", "record_gap_legs"] as const;

/**
 * Writes `warehouse.duckdb`: the published tables with their comments, for people's own SQL. Small tables are in the
 * file; those as large as the lake are views over the run's Parquet files, with paths from the workspace's folder, so
 * that a copied or moved workspace works: open it there, or name the folder by `set file_search_path`. It is made anew
 * by every analysis and read by no command.
 */
export async function writeWarehouse(
  folder: string,
  run: string,
  files: readonly RunFile[],
): Promise<void> {
  const target = join(folder, "warehouse.duckdb");
  const writing = join(folder, "tmp", "warehouse.duckdb");
  for (const old of [writing, `${writing}.wal`]) rmSync(old, { force: true });
  const session = await Session.open(writing, { file_search_path: folder });
  try {
    await session.run(`create schema internal; ${lakeShapes}`);
    await createShapes(session);
    const relative = (table: string): string[] =>
      files
        .filter((file) => file.table === table && file.rows > 0)
        .map((file) => join("published", run, file.path));
    const source = (table: string, empty: string): string => parquetSource(relative(table), empty);
    for (const table of internal)
      await session.run(
        `create view internal.${table} as select * from ${source(table, `shape.${table}`)}`,
      );
    await session.run(
      `create view internal.lake_legs as select * from ${source("lake_call_legs", "shape.call_legs")};
      create view internal.lake_rejects as select * from ${source("lake_rejects", "shape.rejects")};
      create view internal.hidden_legs as select row_id, fate, by_load_no, month
      from ${source("lake_hidden_rows", "shape.hidden_rows")} where table_name = 'call_legs'`,
    );
    for (const table of publishedTables) {
      if (publishedViews.includes(table as (typeof publishedViews)[number])) continue;
      if (large.includes(table) && relative(table).length > 0) {
        await replaceByView(session, table, `select * from ${source(table, "")}`);
        continue;
      }
      await session.run(
        `insert into published.${table} select * from ${source(table, `published.${table}`)};
        ${publishedComments(table).join("\n")}`,
      );
    }
    for (const view of publishedViews) await publishView(session, view);
    for (const table of publishedTables)
      await session.run(`create view main.${table} as select * from published.${table}`);
    await session.run("checkpoint");
  } finally {
    session.close();
  }
  renameSync(writing, target);
  if (existsSync(`${target}.wal`)) rmSync(`${target}.wal`);
}

/** Makes a published view over relations of the schema internal. */
async function publishView(session: Session, view: string): Promise<void> {
  const sql = publishedViewSql(view).replace(
    /\b(from|join) (lake_legs|lake_rejects|hidden_legs|leg_paths|path_routes|trace_entities|record_gap_legs|loads)\b/g,
    (_, word: string, name: string) =>
      `${word} ${name === "loads" ? "published" : "internal"}.${name}`,
  );
  await replaceByView(session, view, sql);
}

/** Puts a view in the place of an empty published table, with the comments of the table. */
async function replaceByView(session: Session, table: string, sql: string): Promise<void> {
  const comments = publishedComments(table).map((line) =>
    line.replace("comment on table", "comment on view"),
  );
  await session.run(`drop table published.${table}`);
  await session.run(`create view published.${table} as ${sql}`);
  await session.run(comments.join("\n"));
}
