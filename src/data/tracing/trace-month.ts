import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { dropTables, modelSql, parametersOf, runModel } from "../models.ts";
import type { Session, SqlValues } from "../session.ts";
import { quotedText } from "../sql-text.ts";
import { learnProviders, type ClockEstimate, type ObservedPair } from "./identities-and-clocks.ts";
import { dropBucket, matchBucket } from "./match-bucket.ts";

/** Records that are joined at once: they and their candidates take some two gigabytes. */
const bucketLegs = 6_000_000;

export interface MonthToTrace {
  /** YYYY-MM */
  month: string;
  /** Thresholds under the names of their SQL parameters. */
  thresholds: SqlValues;
  solveClocks: (pairs: readonly ObservedPair[]) => readonly ClockEstimate[];
  /** A folder for the buckets; it is removed. */
  temporary: string;
  /** Takes the rows of a query as a part of a table. */
  write: (table: string, sql: string, part: number) => Promise<unknown>;
}

/**
 * Joins the call records of a month and its margins (the relation window_legs) into calls and finds the path of each
 * upstream. Writes leg_paths, record_gaps and hop_evidence, bucket by bucket of called numbers, then path_routes: buckets
 * are independent of each other. Leaves the temporary tables trace_entities, provider_aliases, provider_clocks, zone_shifts,
 * month_leg_counts (one row per state, route and load), month_call_cells, month_join_checks and month_path_routes.
 */
export async function traceMonth(session: Session, task: MonthToTrace): Promise<void> {
  const counted = await session.row<{ legs: number }>("select count(*) as legs from window_legs");
  const legs = counted?.legs ?? 0;
  const values: SqlValues = {
    ...task.thresholds,
    month: task.month,
    origin: Date.parse(`${task.month}-01T00:00:00Z`) / 1000,
  };
  await learnProviders(session, { legs, values }, task.solveClocks);
  await session.run(
    `create or replace temp table month_leg_counts (called_state varchar, route_id ubigint, is_call boolean,
        load_no bigint, records bigint);
    create or replace temp table month_call_cells (area varchar, split varchar, part varchar, calls bigint,
        called_keys bigint, largest bigint);
    create or replace temp table month_join_checks (exact_joins bigint, joined_without_ids bigint, same_pair bigint);
    create or replace temp table month_path_routes (route_id ubigint, hops varchar[], hop_kinds varchar[],
        stop_reason varchar, confidence double)`,
  );
  const buckets = Math.max(1, Math.ceil(legs / bucketLegs));
  const census = modelSql("census/trace_legs");
  const bound = parametersOf(census, { ...values, buckets });
  if (buckets === 1) {
    await session.run(`create or replace temp table legs as ${census}`, bound);
    await traceBucket(session, task, 0);
  } else await traceInBuckets(session, task, { census, bound, buckets });
  await task.write("path_routes", "select distinct * from month_path_routes order by route_id", 0);
}

/** Partitions the records by called number in one pass, and joins each bucket by itself. */
async function traceInBuckets(
  session: Session,
  task: MonthToTrace,
  { census, bound, buckets }: { census: string; bound: SqlValues; buckets: number },
): Promise<void> {
  const folder = join(task.temporary, "buckets");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    await session.run(
      `copy (${census}) to ${quotedText(folder)} (format parquet, compression zstd, compression_level 1, partition_by (bucket), overwrite_or_ignore true)`,
      bound,
    );
    for (let bucket = 0; bucket < buckets; bucket++) {
      const part = join(folder, `bucket=${bucket}`);
      if (!readdirSync(folder).includes(`bucket=${bucket}`)) continue;
      await session.run(
        `create or replace temp table legs as
        select * from read_parquet(${quotedText(`${part}/*.parquet`)}, hive_partitioning = false) order by leg`,
      );
      rmSync(part, { recursive: true });
      await traceBucket(session, task, bucket);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Joins the records of the temporary table legs, writes what was found, and adds to the month's counts and routes. */
async function traceBucket(session: Session, task: MonthToTrace, part: number): Promise<void> {
  await checkJoins(session, task);
  await matchBucket(session, task.thresholds);
  for (const table of ["leg_paths", "record_gaps", "hop_evidence"]) {
    const sql = modelSql(`tracing/${table}`);
    await session.run(
      `create or replace temp table bucket_rows as ${sql}`,
      parametersOf(sql, task.thresholds),
    );
    const order = table === "leg_paths" ? " order by leg_id" : "";
    await task.write(table, `select * from bucket_rows${order}`, part);
    if (table === "leg_paths") await runModel(session, "tracing/month_counts");
  }
  await session.run("drop table bucket_rows; drop table legs");
  await dropBucket(session);
}

/** Adds to month_join_checks how the join without Call-IDs does where they tell the truth. */
async function checkJoins(session: Session, task: MonthToTrace): Promise<void> {
  const has = await session.row<{ is: boolean }>(
    "select count(ingress_ref) > 0 and count(egress_ref) > 0 as is from legs",
  );
  if (!has?.is) return;
  await matchBucket(session, task.thresholds, false);
  await session.run(`insert into month_join_checks ${modelSql("tracing/join_checks")}`);
  await dropBucket(session);
}

/** Makes window_legs (the records of a month and its margins) and month_legs (those of the month) readable. */
export async function openWindow(
  session: Session,
  rows: string,
  { start, end, margin }: { start: number; end: number; margin: number },
): Promise<void> {
  const between = (from: number, to: number) =>
    `r.started_at >= make_timestamp(${from * 1_000_000}) and r.started_at < make_timestamp(${to * 1_000_000})
        and r.leg_id not in (select row_id from hidden_legs)`;
  await session.run(
    `create or replace temp view window_legs as select * from ${rows} as r where ${between(start - margin, end + margin)};
    create or replace temp view month_legs as select * from ${rows} as r where ${between(start, end)}`,
  );
}

export async function dropTracedMonth(session: Session): Promise<void> {
  await dropTables(session, [
    "counted", "trace_entities", "provider_aliases", "provider_clocks", "zone_shifts", "blank_meaning", "alias_pairs",
    "month_leg_counts", "month_path_routes", "month_call_cells", "month_join_checks",
  ]); // prettier-ignore
  await session.run("drop view if exists temp.window_legs; drop view if exists temp.month_legs");
}
