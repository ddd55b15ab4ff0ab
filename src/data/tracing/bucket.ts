import type { Session } from "../session.ts";
import { sql, type TracingMethod } from "./method.ts";

/** Temporary tables of one bucket. */
const perBucket = [
  "mutual", "near", "candidates", "matches", "matched", "stage", "unsure", "walks", "walked", "struck", "steps", "step_hops", "paths",
  "level", "links", "legs",
] as const; // prettier-ignore
/** Records of one path at the most: a way up that is longer goes in a circle. */
const longestPath = 30;

/** Stitches the records of one bucket of called numbers, numbering its calls from firstCall on, into the table routed.
 * Returns the number of calls up to and with this bucket. */
export async function stitchBucket(
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
  await session.run(sql("near"), window);
  await session.run(sql("candidates"), {
    tolerance: method.tolerance,
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
  await session.run(sql("calls"), { first_call: BigInt(firstCall) });
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
      select w.n, w.down, w.up, w.class, w.down_ingress, l.up as at, l.up = w.down as is_circle
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
  // Records that hang on each other in a circle have no top: each stands for itself (a step of its provider alone, with
  // the seventh stop reason).
  await session.run(
    `create or replace temp table steps as
    select leg, null::bigint as up, step // 137438953472 * 137438953472 + 7 as step
    from steps where leg not in (select leg from paths);
    create or replace temp table level as select leg, leg as top, step, 0 as up_route from steps`,
  );
  await session.run(sql("step_hops"));
  await session.run(sql("new_routes"));
  await session.run(
    `insert into paths
    select l.leg, l.top, r.route_no, -1 from level as l join trace_routes as r on r.step = l.step and r.up_route = l.up_route`,
  );
}
