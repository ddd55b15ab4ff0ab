import { readFileSync } from "node:fs";
import { quotedText } from "../sql-text.ts";
import type { Session } from "../session.ts";
import { lakePaths, lakeSource } from "../lake/lake.ts";

const sql = (name: string) => readFileSync(new URL(`${name}.sql`, import.meta.url), "utf8");

/** What the analysis decides: see src/analysis/tracing. */
export interface TracingMethod {
  hopDelay: number;
  tolerance: number;
  late: number;
  bridgeTolerance: number;
  early: number;
  durationFine: number;
  callerFine: number;
  endFine: number;
  triedFine: number;
  mostSeconds: number;
  origidWorth: number;
  margin: number;
  clockFinding: number;
  aliasHandOvers: number;
  aliasShare: number;
  solveClocks: (
    pairs: readonly {
      sender: number;
      receiver: number;
      hops: number;
      n: number;
      dt: number;
      day: number;
      slope: number | null;
    }[],
  ) => readonly { provider: number; offset: number; drift: number; pairs: number }[];
}

const positions = ", filename = 'file_path', file_row_number = true";
/** Records that are stitched at once: they and their candidates take some two gigabytes. */
const bucketLegs = 6_000_000;
/** Temporary tables of one bucket. */
const perBucket = [
  "mutual", "candidates", "matches", "matched", "stage", "unsure", "walks", "walked", "struck", "steps", "step_hops", "paths",
  "level", "links", "legs",
] as const; // prettier-ignore
/** Records of one path at the most: a way up that is longer goes in a circle. */
const longestPath = 30;
/** Records that aliases and clocks are estimated from. */
const sampleLegs = 1_000_000;

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
    `delete from trace_entities; delete from provider_clocks; delete from leg_paths;
    delete from trace_routes; delete from provider_links;
    delete from record_gap_legs; delete from record_findings;`,
  );
  await openLake(session, folder);
  const whole = await session.row<{ legs: number; origin: number | null }>(
    "select coalesce(sum(row_count), 0) as legs, epoch(min(first_at)) as origin from lake_files",
  );
  if (!whole || whole.legs === 0 || whole.origin === null) return { legs: 0, calls: 0 };
  const { legs, origin } = whole;
  await session.run("delete from provider_aliases");
  await session.run(`insert into trace_entities ${sql("entities")}`);
  await session.run(sql("habits"));
  const sample = { origin, bucket: 0, buckets: Math.ceil(legs / sampleLegs) };
  await session.run(sql("legs"), sample);
  if ((await findAliases(session, method)) > 0) {
    await session.run(`delete from trace_entities; insert into trace_entities ${sql("entities")}`);
    await session.run(sql("habits"));
    await session.run(sql("legs"), sample);
  }
  await estimateClocks(session, origin, method);
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

/** Ids that the records show to be one provider, and the directory does not contradict. */
async function findAliases(session: Session, method: TracingMethod): Promise<number> {
  await session.run(`create or replace temp table alias_pairs as ${sql("alias_pairs")}`, {
    least: method.aliasHandOvers,
    share: method.aliasShare,
  });
  await session.run(sql("aliases"));
  const row = await session.row<{ n: number }>(
    "select count(*) as n from provider_aliases where basis = 'hand_overs'",
  );
  return row?.n ?? 0;
}

async function estimateClocks(
  session: Session,
  origin: number,
  method: TracingMethod,
): Promise<void> {
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
  await session.run(sql("named_pairs"));
  const window = { tolerance: method.tolerance, late: method.late };
  await session.run(sql("mutual"), window);
  await session.run("create or replace temp table links (down bigint, up bigint, class integer)");
  await session.run(sql("only_pairs"));
  await session.run(sql("ordered"), window);
  await session.run(sql("candidates"), {
    ...window,
    bridge_tolerance: method.bridgeTolerance,
    early: method.early,
    duration_fine: method.durationFine,
    hop_delay: method.hopDelay,
    caller_fine: method.callerFine,
    end_fine: method.endFine,
    tried_fine: method.triedFine,
    most: method.mostSeconds,
    origid_worth: method.origidWorth,
  });
  await session.run("create or replace temp table unsure (down bigint)");
  // The surer first: hand-overs that a side names, then those that neither does, then bridges, longer ones last.
  await session.run(
    `create or replace temp table matches (down bigint, up bigint, class integer);
    create or replace temp table struck (down bigint, up bigint)`,
  );
  for (const stage of [1, 2, 3, 4]) {
    if (stage > 2) await strikeOut(session);
    await session.run(sql("stage"), { stage });
    // What is taken frees others of a rival: again until nothing new is found.
    for (let round = 0; round < 6; round++) {
      await session.run(sql("match"), { margin: method.margin });
      const row = await session.row<{ n: number }>(
        "select count(*) as n from matched where not is_ambiguous",
      );
      if (row?.n === 0) break;
      await session.run(
        `insert into links select down, up, class from matched where not is_ambiguous;
        insert into matches select down, up, class from matched where not is_ambiguous;
        create or replace temp table stage as
        select s.* from stage as s
        anti join matches as taken on taken.down = s.down
        left join (select distinct up from matched where not is_ambiguous and class not in (4, 9)) as used on used.up = s.up
        where s.class in (4, 9) or used.up is null`,
      );
    }
    await session.run("insert into unsure select down from matched where is_ambiguous");
  }
  await session.run(sql("gaps"));
  await session.run(sql("steps"));
  await session.run(sql("step_hops"));
  await followPaths(session);
  await session.run(`${sql("calls")}${where.buckets > 1 ? " order by p.leg" : ""}`, {
    first_call: BigInt(firstCall),
  });
  const row = await session.row<{ calls: number }>(
    "select coalesce(max(call_no), 0) as calls from routed",
  );
  // What the next bucket does not need would stand in its way.
  for (const table of perBucket) await session.run(`drop table if exists ${table}`);
  return row?.calls ?? firstCall;
}

/** Strikes out bridges, and routes tried in vain, that what is linked so far rules out: the way up from each is walked. */
async function strikeOut(session: Session): Promise<void> {
  await session.run(sql("walks"));
  for (let step = 0; step < longestPath; step++) {
    await session.run(
      `create or replace temp table walked as
      select w.n, w.down, w.up, w.class, l.up as at, l.up = w.down as is_circle
      from walks as w join links as l on l.down = w.at
      where not w.is_circle;
      create or replace temp table walks as
      select * from walks anti join walked using (n) union all select * from walked`,
    );
    const row = await session.row<{ n: number }>(
      "select count(*) as n from walked where not is_circle",
    );
    if (row?.n === 0) break;
  }
  await session.run(sql("strike_out"));
  await session.run(
    "delete from links where class = 4 and down in (select down from walks where class = 4 and is_circle)",
  );
}

/** Fills the temporary table paths from steps: what stands at the top first, then what hangs on it, level by level. */
async function followPaths(session: Session): Promise<void> {
  await session.run(
    `create or replace temp table paths (leg bigint, top bigint, route integer, level integer);
    create or replace temp table level as select leg, leg as top, step, 0 as up_route from steps where up is null`,
  );
  for (let level = 0; ; level++) {
    await session.run(sql("new_routes"));
    await session.run(
      `insert into paths
      select l.leg, l.top, r.route_no, ${level}
      from level as l join trace_routes as r on r.step = l.step and r.up_route = l.up_route;
      create or replace temp table level as
      select s.leg, p.top, s.step, p.route as up_route
      from steps as s join (select * from paths where level = ${level}) as p on p.leg = s.up`,
    );
    const row = await session.row<{ n: number }>("select count(*) as n from level");
    if (row?.n === 0) break;
  }
  // Records that hang on each other in a circle have no top: each stands for itself.
  await session.run(
    `create or replace temp table level as
    select leg, leg as top, step // 137438953472 * 137438953472 + 7 as step, 0 as up_route
    from steps where leg not in (select leg from paths);
    create or replace temp table step_hops as
    select step, [step // 137438953472]::smallint[] as hops, [0]::utinyint[] as kinds, 'loop' as stop_reason, 1::float as confidence
    from (select distinct step from level)`,
  );
  await session.run(sql("new_routes"));
  await session.run(
    `insert into paths
    select l.leg, l.top, r.route_no, -1 from level as l join trace_routes as r on r.step = l.step and r.up_route = l.up_route`,
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
