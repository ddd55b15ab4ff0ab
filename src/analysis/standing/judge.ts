import { exactShare } from "../statistics/exact-share.ts";
import { rankRates } from "../statistics/ranks.ts";
import { knownDispersion } from "../statistics/rates.ts";
import {
  countRequests,
  isEnough,
  listedBy,
  mayBeListed,
  posteriorsOf,
  strayRate,
  type Request,
  type RequestClass,
} from "./requests.ts";
import { isGateway, type Source } from "./sources.ts";
import { standingThresholds as t } from "./thresholds.ts";

/** Rows of the classes that count requests. */
export function requestRows(
  of: RequestClass,
  requests: readonly Request[],
  roleOf: (provider: string) => string,
  stable: ReadonlyMap<string, number>,
): object[] {
  const foreign = new Set(requests.filter((r) => r.is_foreign).map((r) => r.provider_id));
  const counts = countRequests(of, requests);
  const posteriors = posteriorsOf(
    counts,
    (provider) => (foreign.has(provider) ? "foreign" : roleOf(provider)),
    { stray: of === "d" ? strayRate(requests) : 0 },
  );
  const above = (provider: string) => posteriors.get(provider)!.above(t.rate.value);
  const listable = [...counts].filter(
    ([provider, asked]) => !foreign.has(provider) && mayBeListed(asked),
  );
  const listed = listedBy(
    new Map(listable.map(([provider]) => [provider, above(provider)])),
    t.false_share.value,
  );
  const ranks = new Map(
    rankRates(
      [...counts]
        .filter(
          ([provider, asked]) =>
            !foreign.has(provider) && asked.n >= t.rank_requests.value && mayBeListed(asked),
        )
        .map(([id, { n, k }]) => ({ id, count: k, exposure: n, dispersion: knownDispersion(1) })),
    ).map((rank) => [rank.id, rank]),
  );
  return [...counts].map(([provider_id, asked]) => {
    const posterior = posteriors.get(provider_id)!;
    const exact = exactShare(asked.k, asked.n);
    const probability = above(provider_id);
    const isForeign = foreign.has(provider_id);
    const tier = isForeign
      ? "foreign"
      : listed.has(provider_id)
        ? "listed"
        : !isEnough(asked)
          ? "too_few"
          : probability >= 0.5
            ? "possible"
            : "not_listed";
    const { n, k, days, campaigns, sources } = asked;
    return {
      provider_id,
      class: of,
      role: roleOf(provider_id),
      n,
      k,
      days,
      campaigns,
      sources,
      tier,
      probability,
      rate_low: posterior.low,
      rate_high: posterior.high,
      exact_low: exact.low,
      exact_high: exact.high,
      score: isForeign ? null : posterior.mean,
      stable_share: stable.get(provider_id) ?? 0,
      rank_low: ranks.get(provider_id)?.rank_low ?? null,
      rank_high: ranks.get(provider_id)?.rank_high ?? null,
    };
  });
}

/** Rows of the classes that count campaigns of which a provider is the source. */
export function sourceRows(
  of: "b" | "c",
  sources: readonly Source[],
  roleOf: (provider: string) => string,
  stable: ReadonlyMap<string, number>,
): object[] {
  const isB = of === "b";
  const foreignCampaigns = new Set(
    sources.flatMap((s) => s.rows.filter(isGateway).map((c) => c.campaign_id)),
  );
  const probabilityOf = (s: Source) => (isB ? s.repeated : s.regular);
  const listed = listedBy(
    new Map(sources.map((s) => [s.provider_id, probabilityOf(s)])),
    t.false_share.value,
  );
  return sources
    .filter((s) => isB || s.let_in > 0)
    .map((s) => {
      const k = isB ? s.sourced : s.let_in;
      const n = isB ? s.carried : foreignCampaigns.size;
      const exact = exactShare(k, n);
      const probability = probabilityOf(s);
      const tier = listed.has(s.provider_id)
        ? "listed"
        : probability >= 0.5
          ? "possible"
          : "not_listed";
      return {
        provider_id: s.provider_id,
        class: of,
        role: roleOf(s.provider_id),
        n,
        k,
        probability,
        tier,
        rate_low: exact.low,
        rate_high: exact.high,
        exact_low: exact.low,
        exact_high: exact.high,
        score: isB ? s.expected : s.expected_let_in,
        months: isB ? s.months : s.recent_entry_months,
        by_calls: isB ? s.by_calls : s.let_in_by_calls,
        by_tracebacks: isB ? s.by_tracebacks : s.let_in_by_tracebacks,
        again_after_notice: s.again_after_notice,
        stable_share: stable.get(s.provider_id) ?? 0,
      };
    });
}
