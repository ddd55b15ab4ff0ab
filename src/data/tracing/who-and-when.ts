import type { Session } from "../session.ts";
import { sql, type TracingMethod } from "./method.ts";

/** Records that aliases and clocks are estimated from. */
const sampleLegs = 1_000_000;

/** Fills trace_entities, provider_aliases and provider_clocks: who is who, and how far each clock is off. `legs` is the
 * number of records, `origin` the time of the first. In the caller's transaction. */
export async function learnProviders(
  session: Session,
  legs: number,
  origin: number,
  method: TracingMethod,
): Promise<void> {
  await session.run(
    "delete from trace_entities; delete from provider_clocks; delete from provider_aliases",
  );
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
