import { group, rollup } from "d3";
import {
  averaged,
  betaBinomial,
  type Posterior,
  type Trials,
} from "../statistics/rate-posterior.ts";
import { standingThresholds } from "./thresholds.ts";

/** A request to a provider about a traced call, in the week in which it was sent. */
export interface Request {
  provider_id: string;
  is_foreign: boolean;
  /** What it says of the classes that count requests (standing_requests.sql). */
  says_a: 0 | 1 | null;
  says_d: 0 | 1 | null;
  /** Why an answer is none that leads on; null where it does. */
  lack: string | null;
  /** The call did not pass the provider: an answer before was wrong. */
  is_astray: boolean;
  /** A loaded record shows the call at this provider, or its hand-over. */
  is_on_record: boolean;
  /** Whose answer led to it; null: the first one asked. */
  named_by: string | null;
  /** YYYY-MM-DD */
  day: string;
  campaign: string;
  /** Who asked. */
  source: string;
}

export type RequestClass = "a" | "d";

/** What a request says of a class: 1 speaks against the provider, 0 for it, null nothing. */
export const saysOf = (of: RequestClass, request: Request): 0 | 1 | null =>
  of === "a" ? request.says_a : request.says_d;

export interface Asked extends Trials {
  /** By how much requests of one day that go together widen what is known: n and k are worth this many times fewer. */
  spread: number;
  days: number;
  campaigns: number;
  sources: number;
  /**
   * Of k, those that may be somebody else's error, by whose answer led to the provider, most first: no loaded record shows
   * that the call passed it.
   */
  unproven: readonly number[];
}

/** Counts of each provider of whom a class can be said. */
export function countRequests(of: RequestClass, requests: readonly Request[]): Map<string, Asked> {
  const counted = requests.filter((r) => saysOf(of, r) !== null);
  const likeness = dayLikeness(of, counted);
  return rollup(
    counted,
    (own) => ({
      n: own.length,
      k: own.filter((r) => saysOf(of, r) === 1).length,
      spread: stepped(1 + likeness * (meanFellows(own) - 1)),
      days: new Set(own.map((r) => r.day)).size,
      campaigns: new Set(own.map((r) => r.campaign)).size,
      sources: new Set(own.map((r) => r.source)).size,
      unproven: of === "d" ? unprovenBy(own) : [],
    }),
    (r) => r.provider_id,
  );
}

/** In steps of 5 %: no interval shows less, and providers with the same counts share their sums. */
const stepped = (spread: number): number => 1.05 ** Math.round(Math.log(spread) / Math.log(1.05));

/** Requests to a provider on the day of a request, on average over its requests. */
const meanFellows = (own: readonly Request[]): number =>
  [
    ...rollup(
      own,
      (of) => of.length,
      (r) => r.day,
    ).values(),
  ].reduce((sum, n) => sum + n ** 2, 0) / own.length;

/**
 * How alike the outcomes of requests to one provider on one day are (intraclass correlation, 0 to 1), over all providers: a mail
 * that was lost, or a system that was down, makes a day of silence of what is no more than one event. Each request weighs
 * the same, so that one day with hundreds does not decide. That a provider's own mean is of the same requests is allowed for.
 */
export function dayLikeness(of: RequestClass, requests: readonly Request[]): number {
  let [likeness, variance] = [0, 0];
  for (const own of group(requests, (r) => r.provider_id).values()) {
    const n = own.length;
    const rate = own.reduce((sum, r) => sum + saysOf(of, r)!, 0) / n;
    if (rate === 0 || rate === 1) continue;
    const spread = rate * (1 - rate) * (n / (n - 1));
    for (const day of group(own, (r) => r.day).values()) {
      const m = day.length;
      // A day that holds nearly all of a provider's requests tells nothing of how days differ.
      if (m < 2 || 2 * m > n) continue;
      const k = day.reduce((sum, r) => sum + saysOf(of, r)!, 0);
      const squares = k * (1 - rate) ** 2 + (m - k) * rate ** 2;
      const pairs = ((k - m * rate) ** 2 - squares) / (m - 1);
      likeness += pairs + (m * spread) / n;
      variance += m * spread;
    }
  }
  return variance === 0 ? 0 : Math.min(1, Math.max(0, likeness / variance));
}

/** Answers without a record by whose answer led to them, where nothing that one led to has ever been borne out. */
const unprovenBy = (own: readonly Request[]): number[] =>
  [...group(own, (r) => r.named_by)]
    .filter(
      ([namer, led]) =>
        namer !== null && led.every((r) => r.lack === "no_record" && !r.is_on_record),
    )
    .map(([, led]) => led.length)
    .sort((a, b) => b - a);

/**
 * Providers below that are wrong about a provider, expected of each: the share of answers that name the wrong upstream, where
 * records show the truth, over all pairs of a provider and who named it. To have no record of such a call is right.
 */
export function strayRate(requests: readonly Request[]): number {
  const domestic = requests.filter((r) => !r.is_foreign);
  const providers = new Set(domestic.map((r) => r.provider_id)).size;
  const checked = domestic.filter((r) => r.is_astray || r.is_on_record).length;
  const astray = domestic.filter((r) => r.is_astray).length;
  const { stray_share, stray_checked } = standingThresholds;
  const share =
    (astray + stray_share.value * stray_checked.value) / (checked + stray_checked.value);
  const pairs = new Set(domestic.map((r) => `${r.named_by} ${r.provider_id}`)).size;
  return providers === 0 ? 0 : (share * pairs) / providers;
}

/**
 * The posterior of each provider, by the prior of its role; small roles borrow that of all. Where a
 * provider below led to answers without a record alone, and no record proves them, all of these may be that one's error. Nobody is
 * judged by one such provider alone: the one that led to most is left out. How many more of these err is by chance (Poisson,
 * `stray` expected): each number is weighed by how well it explains the counts. `only`: those whose posterior is wanted.
 */
export function posteriorsOf(
  counts: ReadonlyMap<string, Asked>,
  roleOf: (provider: string) => string,
  { sizeScale = 1, stray = 0, only = (_: Asked): boolean => true } = {},
): Map<string, Posterior> {
  const worth = ({ k, n, spread }: Pick<Asked, "k" | "n" | "spread">) => ({ k: k / spread, n: n / spread });
  // A prior is of thousands of counts: whole ones say the same, and equal ones are summed once.
  const whole = (asked: Asked) => ({
    k: Math.round(asked.k / asked.spread),
    n: Math.max(1, Math.round(asked.n / asked.spread)),
  });
  const ofAll = betaBinomial([...counts.values()].map(whole), sizeScale);
  const byRole = group([...counts], ([provider]) => roleOf(provider));
  const found = new Map<string, Posterior>();
  for (const members of byRole.values()) {
    const isSmall = members.length < standingThresholds.role_members.value;
    const role = isSmall ? ofAll : betaBinomial(members.map(([, asked]) => whole(asked)), sizeScale);
    for (const [provider, asked] of members) {
      if (!only(asked)) continue;
      const { k, n, spread, unproven } = asked;
      if (unproven.length === 0 || stray === 0) {
        found.set(provider, role.posterior(worth({ k, n, spread })));
        continue;
      }
      let chance = 1;
      let wrong = unproven[0]!;
      const accounts = Array.from({ length: Math.min(unproven.length, 12) }, (_, errors) => {
        if (errors > 0) chance *= stray / errors;
        if (errors > 0) wrong += unproven[errors]!;
        const left = worth({ k: k - wrong, n: n - wrong, spread });
        return { weight: chance * Math.exp(role.logMarginal(left)), posterior: role.posterior(left) };
      });
      const all = accounts.reduce((sum, account) => sum + account.weight, 0);
      found.set(provider, averaged(accounts.map((a) => ({ ...a, weight: a.weight / all }))));
    }
  }
  return found;
} // prettier-ignore

/**
 * The largest set whose members are false with a mean probability of at most `share`, of those that are each above the least
 * probability: sure members must not carry in a doubtful one. Those with one probability are all in it, or none is.
 */
export function listedBy(probabilities: ReadonlyMap<string, number>, share: number): Set<string> {
  const able = [...probabilities].filter(
    ([, p]) => p >= standingThresholds.least_probability.value,
  );
  const alike = [...group(able, ([, p]) => p)].sort(([p], [q]) => q - p);
  const listed = new Set<string>();
  let doubt = 0;
  for (const [p, members] of alike) {
    doubt += (1 - p) * members.length;
    if (doubt > share * (listed.size + members.length)) break;
    for (const [provider] of members) listed.add(provider);
  }
  return listed;
}

/** Whether enough is known of a provider to judge it: one mail that was lost is no conduct. */
export const isEnough = (
  { n, days, campaigns }: Pick<Asked, "n" | "days" | "campaigns">,
  leastRequests = standingThresholds.least_requests.value,
): boolean =>
  n >= leastRequests &&
  days >= standingThresholds.least_days.value &&
  campaigns >= standingThresholds.least_campaigns.value;

/** Whether a provider may be listed: enough is known of it, and something of that speaks against it. */
export const mayBeListed = (asked: Asked, leastRequests?: number): boolean =>
  asked.k > 0 && isEnough(asked, leastRequests);
