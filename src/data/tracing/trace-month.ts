import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { modelSql, parametersOf } from "../models.ts";
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
  write: (table: string, sql: string, part: number) => Promise<void>;
}

/**
 * Joins the call records of a month and its margins (the relation window_legs) into calls and finds the path of each
 * upstream. Writes leg_paths, path_routes, record_gaps and hop_evidence, bucket by bucket of called numbers: buckets are
 * independent of each other. Leaves trace_entities, provider_aliases and provider_clocks.
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
  const buckets = Math.max(1, Math.ceil(legs / bucketLegs));
  const census = modelSql("census/trace_legs");
  const bound = parametersOf(census, { ...values, buckets });
  if (buckets === 1) {
    await session.run(`create or replace temp table legs as ${census}`, bound);
    await traceBucket(session, task, 0);
    return;
  }
  const folder = join(task.temporary, "buckets");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    // One pass over the records, whatever their number: each bucket is then read by itself.
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

async function traceBucket(session: Session, task: MonthToTrace, part: number): Promise<void> {
  await matchBucket(session, task.thresholds);
  for (const table of ["leg_paths", "record_gaps", "hop_evidence"]) {
    const sql = modelSql(`tracing/${table}`);
    await session.run(
      `create or replace temp table bucket_rows as ${sql}`,
      parametersOf(sql, task.thresholds),
    );
    const order = table === "leg_paths" ? " order by leg_id" : "";
    await task.write(table, `select * from bucket_rows${order}`, part);
  }
  await task.write(
    "path_routes",
    `select distinct route_id, hops, hop_kinds, stop_reason, confidence from path_routes
    where route_no in (select route_no from leg_routes) order by route_id`,
    part,
  );
  await session.run("drop table if exists bucket_rows; drop table if exists legs");
  await dropBucket(session);
}
