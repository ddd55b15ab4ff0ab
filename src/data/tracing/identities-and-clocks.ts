import { materialize, modelSql, parametersOf, runModel } from "../models.ts";
import type { Session, SqlValues } from "../session.ts";

/** Records that aliases and clocks are estimated from. */
const sampleLegs = 1_000_000;

export interface ClockEstimate {
  provider: number;
  offset: number;
  drift: number;
  pairs: number;
}

export interface ObservedPair {
  sender: number;
  receiver: number;
  hops: number;
  n: number;
  dt: number;
  day: number;
  slope: number | null;
}

/**
 * Fills the temporary tables trace_entities, provider_aliases, blank_meaning, zone_shifts and provider_clocks from
 * window_legs: which ids are one provider, what its blanks mean, whether its zone is wrong, and how far its clock is off at
 * `origin` (seconds since 1970).
 */
export async function learnProviders(
  session: Session,
  window: { legs: number; values: SqlValues },
  solveClocks: (pairs: readonly ObservedPair[]) => readonly ClockEstimate[],
): Promise<void> {
  const { values } = window;
  await session.run(
    `create or replace temp table provider_aliases (provider_id varchar, alias_of varchar, basis varchar,
        handoffs bigint, handoffs_same bigint);
    create or replace temp table zone_shifts (provider_id varchar, shift_s bigint, other_provider_id varchar,
        calls bigint, first_day date, last_day date);
    create or replace temp table provider_clocks (provider_id varchar, offset_s double, drift_s_per_day double,
        pairs bigint, is_finding boolean)`,
  );
  const buckets = Math.max(1, Math.ceil(window.legs / sampleLegs));
  const sample = async () => {
    await materialize(session, "trace_entities", "census/trace_entities", values);
    await materialize(session, "blank_meaning", "census/blank_meaning", values);
    await session.run(
      `create or replace temp table legs as
      select * from (${modelSql("census/trace_legs")}) where bucket = 0`,
      parametersOf(modelSql("census/trace_legs"), { ...values, buckets }),
    );
  };
  await sample();
  await runModel(session, "tracing/alias_pairs", values);
  await materialize(session, "provider_aliases", "tracing/provider_aliases", values);
  const found = await session.row<{ n: number }>(
    "select count(*) as n from provider_aliases where basis = 'handoffs'",
  );
  if (found && found.n > 0) await sample();
  await materialize(session, "zone_shifts", "tracing/zone_shifts", values);
  // Clocks are compared within minutes: a wrong zone goes first.
  const shifted = await session.row<{ n: number }>("select count(*) as n from zone_shifts");
  if (shifted && shifted.n > 0) await sample();
  await estimateClocks(session, values, solveClocks);
}

async function estimateClocks(
  session: Session,
  values: SqlValues,
  solveClocks: (pairs: readonly ObservedPair[]) => readonly ClockEstimate[],
): Promise<void> {
  const sql = modelSql("tracing/clock_pairs");
  const pairs = await session.rows<ObservedPair>(sql, parametersOf(sql, values));
  const clocks = solveClocks(pairs);
  const entities = await session.rows<{ entity: number; entity_id: string }>(
    "select distinct entity, entity_id from trace_entities",
  );
  const ids = new Map(entities.map((row) => [row.entity, row.entity_id]));
  await session.append(
    "provider_clocks",
    clocks.map((clock) => [
      ids.get(clock.provider) ?? String(clock.provider),
      clock.offset,
      clock.drift,
      BigInt(clock.pairs),
      Math.abs(clock.offset) > Number(values["clock_finding_s"]),
    ]),
  );
}
