import { modelSql, parametersOf, runModel } from "../models.ts";
import type { Session, SqlValues } from "../session.ts";

/** Temporary tables of one bucket: the next one needs the memory. */
const bucketTables = [
  "mutually_named_pairs", "candidate_pairs", "priced_pairs", "best_links", "best_matches", "open_pairs",
  "ambiguous_legs", "bridge_ancestry", "walked", "rejected_bridges", "path_steps", "step_kinds", "numbered_steps",
  "routes", "leg_routes", "path_level", "path_routes", "accepted_links", "transit_providers", "named_pairs", "exact_pairs",
] as const; // prettier-ignore
/** Records of one path at most: a walk up that is longer goes around a cycle. */
const longestPath = 30;
/** Each accepted pair removes a competitor, so that another round may accept more; in practice two do. */
const maxRounds = 6;

/**
 * Joins the records of one bucket (the temporary table legs) into calls and follows each upstream. Leaves the temporary
 * tables accepted_links, best_links, priced_pairs, leg_routes and path_routes, from which models/tracing/leg_paths,
 * record_gaps and hop_evidence select; dropBucket removes them. Without `usesCallIds` the records are joined as if no
 * export held SIP Call-IDs, and their paths are not followed: to compare the two.
 */
export async function matchBucket(
  session: Session,
  thresholds: SqlValues,
  usesCallIds = true,
): Promise<void> {
  const run = (model: string, values: SqlValues = {}) =>
    runModel(session, `tracing/${model}`, { ...thresholds, ...values });
  await session.run(
    `create or replace temp table accepted_links (down bigint, up bigint, class pair_class);
    create or replace temp table best_links (down bigint, up bigint, class pair_class, margin_s double);
    create or replace temp table ambiguous_legs (down bigint);
    create or replace temp table rejected_bridges (down bigint, up bigint);
    create or replace temp table routes (route_no bigint, step_no bigint, up_route bigint, hops integer[],
        kinds hop_kind[], stop_reason stop_reason, confidence double);
    create or replace temp table leg_routes (leg bigint, top bigint, route_no bigint, level integer)`,
  );
  await run("transit_providers");
  await run("named_pairs");
  await run("exact_pairs");
  if (usesCallIds)
    await session.run("insert into accepted_links select down, up, 'exact' from exact_pairs");
  await run("mutually_named_pairs");
  await run("unique_pairs");
  await run("sequence_matches");
  await run("candidate_pairs");
  await run("priced_pairs");
  // Strongest evidence first: handoffs that a side names, those that neither does, then bridges, longer ones last.
  for (const stage of [1, 2, 3, 4]) {
    if (stage > 2) await rejectBridges(session);
    await run("open_pairs", { stage });
    for (let round = 0; round < maxRounds; round++) {
      await run("best_matches");
      if ((await count(session, "best_matches where not is_ambiguous")) === 0) break;
      await run("accept_matches");
    }
    await session.run(
      "insert into ambiguous_legs select down from best_matches where is_ambiguous",
    );
  }
  if (!usesCallIds) return;
  await run("path_steps");
  await run("step_kinds");
  await session.run(
    `create or replace temp table path_level as
    select leg, leg as top, step_no, 0::bigint as up_route from numbered_steps where up is null`,
  );
  await followPaths(session);
  await run("cyclic_steps");
  if ((await count(session, "path_steps")) > 0) {
    await run("step_kinds");
    // Steps are numbered again: routes of earlier numbers are complete and are not looked up by them any more.
    await session.run(
      `update routes set step_no = -1;
      create or replace temp table path_level as
      select leg, leg as top, step_no, 0::bigint as up_route from numbered_steps`,
    );
    const sql = modelSql("tracing/path_level").split(/;[ \t]*\n/);
    for (const statement of sql.slice(0, 2))
      await session.run(statement, parametersOf(statement, { level: -1 }));
  }
  await run("path_routes");
}

export async function dropBucket(session: Session): Promise<void> {
  for (const table of bucketTables) await session.run(`drop table if exists ${table}`);
}

async function count(session: Session, from: string): Promise<number> {
  const row = await session.row<{ n: number }>(`select count(*) as n from ${from}`);
  return row?.n ?? 0;
}

/** Rules out bridges, and attempts, that contradict what is linked so far: the way up from each is walked. */
async function rejectBridges(session: Session): Promise<void> {
  await runModel(session, "tracing/bridge_ancestry");
  for (let step = 0; step < longestPath; step++) {
    await runModel(session, "tracing/walk_up");
    if ((await count(session, "walked where not is_cycle")) === 0) break;
  }
  await runModel(session, "tracing/rejected_bridges");
}

/** Fills leg_routes from path_level: the topmost records first, then those below them, level by level. */
async function followPaths(session: Session): Promise<void> {
  for (let level = 0; (await count(session, "path_level")) > 0; level++) {
    await runModel(session, "tracing/path_level", { level });
  }
}
