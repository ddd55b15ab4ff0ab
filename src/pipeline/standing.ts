import {
  countRequests,
  listedBy,
  posteriorsOf,
  strayRate,
  type Asked,
  type RequestClass,
} from "../analysis/standing/requests.ts";
import { sensitivity, stableShares } from "../analysis/standing/sensitivity.ts";
import { isGateway, sourcesOf, type Source } from "../analysis/standing/sources.ts";
import { standingThresholds } from "../analysis/standing/thresholds.ts";
import { exactShare } from "../analysis/statistics/exact-share.ts";
import { knownDispersion } from "../analysis/statistics/rates.ts";
import { rankRates } from "../analysis/statistics/ranks.ts";
import { evidenceThresholds } from "../analysis/traffic/thresholds.ts";
import { materialize, runModel, thresholdValues } from "../data/models.ts";
import {
  newestDay,
  readCarried,
  readRequests,
  readRoles,
  stageStanding,
  type RequestRow,
} from "../data/reads/standing.ts";
import { shiftMonth } from "./currency.ts";
import type { StepContext } from "./step.ts";

const t = standingThresholds;

/** Judges where each provider stands in the four classes, and writes what that rests on. */
export async function writeStanding({ session, write }: StepContext): Promise<void> {
  await runModel(session, "tracing/known_providers");
  const to = (await newestDay(session)) ?? "1970-01-01";
  const since = (months: number) => `${shiftMonth(to.slice(0, 7), 1 - months)}-01`;
  const window = { from: since(t.window_months.value), to };
  const values = {
    ...thresholdValues(standingThresholds),
    claim: evidenceThresholds.claim.value,
    window_from: window.from,
    window_to: window.to,
  };
  for (const model of ["campaign_parts", "standing_requests", "source_campaigns"])
    await materialize(session, model, `standing/${model}`, values);
  const roles = new Map((await readRoles(session)).map((r) => [r.provider_id, r.role]));
  const roleOf = (provider: string) => roles.get(provider) ?? "unknown";
  const requests = await readRequests(session, window);
  const isSince = (day: string, months: number) => day >= since(months);
  const cells = (["a", "d"] as const).flatMap((of) =>
    sensitivity(of, requests, roleOf, isSince).map((cell) => ({ ...cell, class: of })),
  );
  const recent = since(t.recent_months.value).slice(0, 7);
  const sources = sourcesOf(await readCarried(session), (month) => month >= recent);
  await stageStanding(
    session,
    [
      ...(["a", "d"] as const).flatMap((of) =>
        requestRows(of, requests, roleOf, stableShares(cells.filter((cell) => cell.class === of))),
      ),
      ...sourceRows("b", sources, roleOf),
      ...sourceRows("c", sources, roleOf),
    ],
    cells,
  );
  await materialize(session, "new_provider_standing", "standing/provider_standing", values);
  await materialize(session, "new_gateways", "standing/gateways", values);
  await write(
    "provider_standing",
    "all",
    "select * from new_provider_standing order by class, score desc nulls last, provider_id",
  );
  await write("gateways", "all", "select * from new_gateways order by score desc, provider_id");
  await write("standing_sensitivity", "all", "select * from new_sensitivity order by all");
  await write(
    "provider_campaigns",
    "all",
    "select * from source_campaigns order by provider_id, campaign_id",
  );
  await write(
    "provider_months",
    "all",
    `select c.*, coalesce(p.calls, 0) as campaign_calls
    from provider_calls as c
    left join (select provider_id, month, role, sum(calls) as calls from campaign_parts group by all) as p using (provider_id, month, role)
    order by c.provider_id, c.month, c.role`,
  );
  await write(
    "standing_requests",
    "all",
    "select * from standing_requests order by provider_id, request_sent_at, traceback_id, hop_no",
  );
}

/** Rows of the classes that count requests. */
function requestRows(
  of: RequestClass,
  requests: readonly RequestRow[],
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
  const isEnough = ({ n, days, campaigns }: Asked) =>
    n >= t.least_requests.value &&
    days >= t.least_days.value &&
    campaigns >= t.least_campaigns.value;
  const listable = [...counts].filter(
    ([provider, asked]) => !foreign.has(provider) && isEnough(asked),
  );
  const listed = listedBy(
    new Map(listable.map(([provider]) => [provider, above(provider)])),
    t.false_share.value,
  );
  const ranks = new Map(
    rankRates(
      [...counts]
        .filter(
          ([provider, { n, k }]) => !foreign.has(provider) && n >= t.rank_requests.value && k > 0,
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
function sourceRows(
  of: "b" | "c",
  sources: readonly Source[],
  roleOf: (provider: string) => string,
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
        by_calls: s.by_calls,
        by_tracebacks: s.by_tracebacks,
        again_after_notice: s.again_after_notice,
      };
    });
}
