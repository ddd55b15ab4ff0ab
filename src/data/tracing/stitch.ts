import { readFileSync } from "node:fs";
import { quotedText } from "../sql-text.ts";
import type { Session } from "../session.ts";
import { lakePaths, lakeSource } from "../lake/lake.ts";

const sql = (name: string) => readFileSync(new URL(`${name}.sql`, import.meta.url), "utf8");

/** What the analysis decides: see src/analysis/tracing. */
export interface TracingMethod {
  hopDelay: number;
  tolerance: number;
  bridgeTolerance: number;
  early: number;
  durationFine: number;
  callerFine: number;
  margin: number;
  clockFinding: number;
  solveClocks: (
    pairs: readonly { sender: number; receiver: number; n: number; dt: number; slope: number }[],
  ) => readonly { provider: number; offset: number; drift: number; pairs: number }[];
}

/** Records that are stitched at once: they and their candidates take some two gigabytes. */
const bucketLegs = 6_000_000;
/** Records that clocks are estimated from. */
const clockLegs = 1_000_000;

export interface TracingReport {
  legs: number;
  calls: number;
}

/**
 * Stitches the records of the lake into calls and finds the path of each upstream: fills trace_entities,
 * provider_clocks, leg_paths and provider_links. Runs in the caller's transaction.
 */
export async function traceCalls(
  session: Session,
  folder: string,
  method: TracingMethod,
): Promise<TracingReport> {
  await session.run(
    `delete from trace_entities; delete from provider_clocks; delete from leg_paths; delete from trace_routes; delete from provider_links;
    create or replace temp view lake_legs as select * from ${lakeSource(folder, await lakePaths(session), ", filename = 'file_path', file_row_number = true")};
    create or replace temp table lake_places as
    select ${quotedText(`${folder}/`)} || path as file_path,
        (sum(row_count) over (order by month, path) - row_count)::bigint as first_leg
    from lake_files`,
  );
  const whole = await session.row<{ legs: number; origin: number | null }>(
    "select coalesce(sum(row_count), 0) as legs, epoch(min(first_at)) as origin from lake_files",
  );
  if (!whole || whole.legs === 0 || whole.origin === null) return { legs: 0, calls: 0 };
  const { legs, origin } = whole;
  await session.run(`insert into trace_entities ${sql("entities")}`);
  await session.run(sql("habits"));
  await estimateClocks(session, legs, origin, method);
  const buckets = Math.ceil(legs / bucketLegs);
  let calls = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    calls = await stitchBucket(session, { bucket, buckets, origin }, method, calls);
  }
  await session.run(sql("links"));
  return { legs, calls };
}

/** Counts calls by state and month in state_months: to be run whenever that was written anew. */
export async function countStateCalls(session: Session): Promise<void> {
  await session.run(sql("state_calls"));
}

async function estimateClocks(
  session: Session,
  legs: number,
  origin: number,
  method: TracingMethod,
): Promise<void> {
  await session.run(sql("legs"), { origin, bucket: 0, buckets: Math.ceil(legs / clockLegs) });
  const pairs = await session.rows<Parameters<TracingMethod["solveClocks"]>[0][number]>(
    sql("clock_pairs"),
    { origin },
  );
  const clocks = method.solveClocks(pairs);
  await session.append("provider_clocks", await withIds(session, clocks, method.clockFinding));
}

async function withIds(
  session: Session,
  clocks: ReturnType<TracingMethod["solveClocks"]>,
  finding: number,
): Promise<[string, number, number, bigint, boolean][]> {
  const ids = new Map(
    (
      await session.rows<{ entity: number; entity_id: string }>(
        "select distinct entity::integer as entity, entity_id from trace_entities",
      )
    ).map((row) => [row.entity, row.entity_id]),
  );
  return clocks.map((clock) => [
    ids.get(clock.provider) ?? String(clock.provider),
    clock.offset,
    clock.drift,
    BigInt(clock.pairs),
    Math.abs(clock.offset) > finding,
  ]);
}

/** Returns the number of calls up to and with this bucket. */
async function stitchBucket(
  session: Session,
  where: { bucket: number; buckets: number; origin: number },
  method: TracingMethod,
  firstCall: number,
): Promise<number> {
  await session.run(sql("legs"), where);
  await session.run(sql("transit"));
  await session.run(sql("candidates"), {
    tolerance: method.tolerance,
    bridge_tolerance: method.bridgeTolerance,
    early: method.early,
    duration_fine: method.durationFine,
    hop_delay: method.hopDelay,
    caller_fine: method.callerFine,
  });
  await session.run(
    `create or replace temp table links (down bigint, up bigint, class integer);
    create or replace temp table unsure (down bigint)`,
  );
  await session.run(sql("ordered"), { tolerance: method.tolerance });
  await session.run("create or replace temp table chains (leg bigint, top bigint)");
  for (const bridges of [false, true]) {
    if (bridges) await findChains(session);
    // What is taken frees others of a rival: again until nothing new is found.
    for (let round = 0; round < 6; round++) {
      await session.run(sql("match"), { bridges, margin: method.margin });
      await session.run(
        `insert into links select down, up, class from matched where not is_ambiguous;
        delete from unsure; insert into unsure select down from matched where is_ambiguous`,
      );
      const row = await session.row<{ n: number }>(
        "select count(*) as n from matched where not is_ambiguous",
      );
      if (row?.n === 0) break;
    }
  }
  await session.run(sql("steps"));
  await followPaths(session);
  await session.run(
    `insert into trace_routes
    select (select coalesce(max(route_no), 0) from trace_routes) + row_number() over (order by hops, kinds, stop_reason),
        hops, kinds, stop_reason
    from (
        select distinct hops, kinds, stop_reason from paths
        except select hops, hop_kinds, stop_reason from trace_routes
    )`,
  );
  await session.run(sql("keep_paths"), { first_call: BigInt(firstCall) });
  const row = await session.row<{ calls: number }>(
    "select coalesce(max(call_no), 0) as calls from leg_paths",
  );
  return row?.calls ?? firstCall;
}

/** Fills the temporary table chains: the top record that each record hangs on, over what is linked so far; and strikes
 * out bridges that these rule out. */
async function findChains(session: Session): Promise<void> {
  await session.run(
    `create or replace temp table level as
    select l.down as leg, l.up as top from links as l where l.up not in (select down from links);
    insert into chains select * from level`,
  );
  for (;;) {
    await session.run(
      `create or replace temp table level as
      select l.down as leg, v.top from links as l join level as v on v.leg = l.up;
      insert into chains select * from level`,
    );
    const row = await session.row<{ n: number }>("select count(*) as n from level");
    if (row?.n === 0) break;
  }
  // A bridge from a record's own downstream would be a circle; and a route that started at the silent provider itself
  // is not its way to the record below.
  await session.run(
    `create or replace temp table bridges as
    select c.down, c.up, c.class, c.cost, h.top, d.ingress
    from (select * from candidates where class between 5 and 7) as c
    left join chains as h on h.leg = c.up
    left join legs as d on d.leg = c.down;
    create or replace temp table tops as
    select leg, ingress from legs where leg in (select top from bridges);
    delete from candidates where class between 5 and 7;
    insert into candidates
    select b.down, b.up, b.class, b.cost from bridges as b
    left join tops as t on t.leg = b.top
    where b.top is distinct from b.down and (t.ingress is null or b.ingress is null or t.ingress <> b.ingress)`,
  );
}

/** Fills the temporary table paths from steps: what stands at the top first, then what hangs on it, level by level. */
async function followPaths(session: Session): Promise<void> {
  await session.run(
    `create or replace temp table paths as
    select leg, leg as top, hops, kinds, stop_reason, confidence::float as confidence from steps where up is null;
    create or replace temp table level as select * from paths`,
  );
  for (;;) {
    await session.run(
      `create or replace temp table next_level as
      select s.leg, l.top, s.hops || l.hops as hops, s.kinds || l.kinds as kinds, l.stop_reason,
          (s.confidence * l.confidence)::float as confidence
      from steps as s join level as l on l.leg = s.up`,
    );
    const row = await session.row<{ n: number }>("select count(*) as n from next_level");
    if (row?.n === 0) break;
    await session.run(
      `insert into paths select * from next_level;
      create or replace temp table level as select * from next_level`,
    );
  }
  // Records that hang on each other in a circle have no top: each stands for itself.
  await session.run(
    `insert into paths
    select leg, leg, hops[:1], kinds[:1], 'loop', confidence from steps where leg not in (select leg from paths)`,
  );
}
