import { group, rollup } from "d3";
import { betaBinomial, type Posterior, type Trials } from "../statistics/rate-posterior.ts";
import { standingThresholds } from "./thresholds.ts";

/** A request to a provider about a traced call, in the week in which it was sent. */
export interface Request {
  provider_id: string;
  is_foreign: boolean;
  /** `answered`, `no_response`, `declined`, `legally_unable`, `pending`. */
  outcome: string;
  /** Why an answer is none that leads on; null where it does. */
  lack: string | null;
  /** The call did not pass the provider: an answer before was wrong. */
  is_astray: boolean;
  /** YYYY-MM-DD */
  day: string;
  campaign: string;
  /** Who asked. */
  source: string;
}

export type RequestClass = "a" | "d";

/**
 * What a request says of a class: 1 speaks against the provider, 0 for it, null nothing. Class a asks whether it answers at
 * all: what is not due, or barred by law, says nothing. Class d asks whether an answer has records; where the call never
 * passed the provider, to have none is right.
 */
export function saysOf(of: RequestClass, { outcome, lack, is_astray }: Request): 0 | 1 | null {
  if (of === "a") {
    if (outcome === "no_response" || outcome === "declined") return 1;
    return outcome === "answered" ? 0 : null;
  }
  if (outcome !== "answered" || is_astray) return null;
  return lack === null ? 0 : 1;
}

export interface Asked extends Trials {
  days: number;
  campaigns: number;
  sources: number;
}

/** Counts of each provider of whom a class can be said. */
export function countRequests(of: RequestClass, requests: readonly Request[]): Map<string, Asked> {
  const counted = requests.filter((r) => saysOf(of, r) !== null);
  return rollup(
    counted,
    (own) => ({
      n: own.length,
      k: own.filter((r) => saysOf(of, r) === 1).length,
      days: new Set(own.map((r) => r.day)).size,
      campaigns: new Set(own.map((r) => r.campaign)).size,
      sources: new Set(own.map((r) => r.source)).size,
    }),
    (r) => r.provider_id,
  );
}

/** The posterior of each provider, by the prior of its role; small roles borrow that of all. */
export function posteriorsOf(
  counts: ReadonlyMap<string, Trials>,
  roleOf: (provider: string) => string,
  sizeScale = 1,
): Map<string, Posterior> {
  const ofAll = betaBinomial([...counts.values()], sizeScale);
  const byRole = group([...counts], ([provider]) => roleOf(provider));
  const found = new Map<string, Posterior>();
  for (const members of byRole.values()) {
    const isSmall = members.length < standingThresholds.role_members.value;
    const believed = isSmall ? ofAll : betaBinomial(members.map(([, trials]) => trials), sizeScale);
    for (const [provider, trials] of members) found.set(provider, believed(trials));
  }
  return found;
} // prettier-ignore

/** The largest set whose members are false with a mean probability of at most `share`. */
export function listedBy(probabilities: ReadonlyMap<string, number>, share: number): Set<string> {
  const sorted = [...probabilities].sort(([a, p], [b, q]) => q - p || (a < b ? -1 : 1));
  const listed = new Set<string>();
  let doubt = 0;
  for (const [provider, p] of sorted) {
    doubt += 1 - p;
    if (doubt > share * (listed.size + 1)) break;
    listed.add(provider);
  }
  return listed;
}
