import { quotedText } from "../sql-text.ts";
import type { Session } from "../session.ts";
import { lakePaths, lakeSource } from "../lake/lake.ts";
import { stitchBucket } from "./bucket.ts";
import { sql, type TracingMethod } from "./method.ts";
import { learnProviders } from "./who-and-when.ts";

const positions = ", filename = 'file_path', file_row_number = true";
/** Records that are stitched at once: they and their candidates take some two gigabytes. */
const bucketLegs = 6_000_000;

export interface TracingReport {
  legs: number;
  calls: number;
}

/**
 * Stitches the records of the lake into calls and finds the path of each upstream: fills trace_entities,
 * provider_aliases, provider_clocks, trace_routes, leg_paths, provider_links, record_gap_legs and record_findings. Runs in the caller's transaction.
 */
export async function traceCalls(
  session: Session,
  folder: string,
  method: TracingMethod,
): Promise<TracingReport> {
  await session.run(
    `delete from leg_paths; delete from trace_routes; delete from provider_links; delete from record_gap_legs;
    delete from record_findings`,
  );
  await openLake(session, folder);
  const whole = await session.row<{ legs: number; origin: number | null }>(
    "select coalesce(sum(row_count), 0) as legs, epoch(min(first_at)) as origin from lake_files",
  );
  if (!whole || whole.legs === 0 || whole.origin === null) return { legs: 0, calls: 0 };
  const { legs, origin } = whole;
  await learnProviders(session, legs, origin, method);
  const buckets = Math.ceil(legs / bucketLegs);
  await session.run(
    // On disk, compressed: it grows with the lake. It goes before the transaction ends.
    "create table routed (leg bigint, call_no bigint, is_last boolean, route_no integer, top bigint)",
  );
  let calls = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    calls = await stitchBucket(session, { bucket, buckets, origin }, method, calls);
  }
  await keepPaths(session, folder);
  await session.run("drop table routed");
  await session.run(sql("links"));
  await session.run(sql("record_findings"));
  return { legs, calls };
}

/** Counts calls by state, month and end of their paths, in state_month_paths and state_months: to be run whenever one of
 * these was written anew. In the caller's transaction. */
export async function countCalls(session: Session, folder: string): Promise<void> {
  await session.run("delete from state_month_paths");
  if ((await lakePaths(session)).length === 0) return;
  await openLake(session, folder);
  for (const step of ["call_ends", "state_month_paths", "months_of_calls", "state_calls"]) {
    await session.run(sql(step));
  }
}

/** The lake's records with their places, as temporary views: lake_legs, lake_places. */
async function openLake(session: Session, folder: string): Promise<void> {
  await session.run(
    `create or replace temp view lake_legs as select * from ${lakeSource(folder, await lakePaths(session), positions)};
    create or replace temp table lake_places as
    select ${quotedText(`${folder}/`)} || path as file_path, path, row_count,
        (sum(row_count) over (order by month, path) - row_count)::bigint as first_leg
    from lake_files`,
  );
}

/** Writes leg_paths: the records' own ids are read again, some files at a time. */
async function keepPaths(session: Session, folder: string): Promise<void> {
  const files = await session.rows<{ path: string; first_leg: number; row_count: number }>(
    "select path, first_leg, row_count from lake_places order by first_leg",
  );
  for (let i = 0; i < files.length;) {
    const batch = [files[i]!];
    let rows = files[i]!.row_count;
    for (i++; i < files.length && rows + files[i]!.row_count <= bucketLegs; i++) {
      batch.push(files[i]!);
      rows += files[i]!.row_count;
    }
    const paths = batch.map((file) => file.path);
    await session.run(
      `create or replace temp view files as select * from ${lakeSource(folder, paths, positions)}`,
    );
    const first = batch[0]!.first_leg;
    const last = batch.at(-1)!.first_leg + batch.at(-1)!.row_count;
    await session.run(sql("keep_paths"), { first: BigInt(first), last: BigInt(last) });
  }
}
