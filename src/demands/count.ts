import type { ScopeCounts } from "../records/demand-types.ts";
import { countScope, coverage, relateScope, unknownIds } from "../data/reads/demand-scope.ts";
import type { Published } from "../pipeline/published.ts";
import type { Desk } from "./desk.ts";
import { windowOf } from "./demand.ts";
import { scopeAtHand } from "./review.ts";

/** Counts what the scope at hand would yield, and puts the counts on record. Nothing is produced. */
export async function countDemand(
  desk: Desk,
  number: string,
  { session, manifest }: Published,
  secret: Uint8Array | undefined,
  now: Date,
): Promise<ScopeCounts> {
  const decision = scopeAtHand(desk.records.demands.get(number));
  const query = { window: windowOf(decision), scope: decision.scope, secret };
  await relateScope(session, query, decision.records);
  const counts: ScopeCounts = {
    run: manifest.run,
    rows: await countScope(session, decision.records),
    covers: await coverage(session),
    unknown: await unknownIds(session),
  };
  desk.decide(now, () => [
    { kind: "demand_counted", body: { number, by: "docket", counts, decision } },
  ]);
  return counts;
}
