import { group } from "d3";
import { isOverRejectLimit } from "../data/reject-limit.ts";
import { poissonInterval } from "../analysis/statistics/poisson.ts";
import { rankRates, rateLevel } from "../analysis/statistics/ranks.ts";
import { dataThrough } from "../data/reads/campaigns.ts";
import {
  readFailedChecks,
  readLoads,
  readMonthCoverage,
  readPublished,
  readRegistry,
  readRejectReasons,
  readStateMonths,
  type MonthCoverageRow,
  type StateMonthRow,
} from "../data/reads/complaints.ts";
import type { Session } from "../data/session.ts";
import { readAreas, type AreaReader } from "./areas.ts";
import { campaignFacts } from "./campaigns.ts";
import { tracingFacts } from "./calls.ts";
import { isShown, smallestCell, withholdOne, withholdSmall } from "./disclosure/suppression.ts";
import type {
  Audience,
  CampaignFacts,
  Count,
  Facts,
  Interval,
  LoadFacts,
  NationFacts,
  StateFacts,
} from "./types.ts";

export interface FactsOptions {
  audience: Audience;
  /** YYYY-MM; the last month with data where none is named. */
  month?: string;
  publisher: string;
  contact: string;
  /** Hash over the loads and over the method of the run that the session reads. */
  inputs_sha256: string;
  method_sha256: string;
}

/** Reads everything that the site and briefs of one month say. Throws where the month has no data to show. */
export async function readFacts(session: Session, options: FactsOptions): Promise<Facts> {
  const { audience } = options;
  const stateMonths = await readStateMonths(session);
  const coverage = await readMonthCoverage(session);
  const months = [...new Set(stateMonths.map((row) => row.month))];
  const month = options.month ?? months.at(-1);
  if (!month || !months.includes(month)) {
    throw new Error(
      month
        ? `no data loaded for month: ${month} (loaded: ${months.join(", ") || "none"})`
        : "neither complaints nor call records are loaded: load some and run docket analyze",
    );
  }
  const hasComplaints = stateMonths.some((row) => row.month === month && row.has_complaints);
  const totals = new Map(coverage.map((row) => [row.month, row.complaints]));
  if (hasComplaints && audience === "public" && (totals.get(month) ?? 0) < smallestCell) {
    throw new Error(
      `fewer than ${smallestCell} complaints are loaded for ${month}: the public edition would show nothing`,
    );
  }
  const counts = publishedCounts(stateMonths, totals, audience);
  const areas = (await readAreas(session, month, audience))((state) =>
    isShown(counts(state, month)),
  );
  const campaigns = await campaignFacts(session, audience);
  const { tracing, ofState } = await tracingFacts(session, month, audience);
  return {
    audience,
    publisher: options.publisher,
    contact: options.contact,
    method_version: options.method_sha256.slice(0, 12),
    inputs_sha256: options.inputs_sha256,
    month,
    months,
    has_complaints: hasComplaints,
    data_through: (await dataThrough(session)) ?? "",
    nation: nationFacts(stateMonths, coverage, month, audience, areas),
    tracing,
    states: stateFacts(stateMonths, coverage, month, counts, areas, campaigns).map((state) => ({
      ...state,
      calls: ofState(state.state),
    })),
    campaigns,
    loads: await loadFacts(session),
    published: await readPublished(session),
    registry: await readRegistry(session),
    failed_checks: await readFailedChecks(session),
  };
}

/** What may be shown of a jurisdiction's month. Complaints that name no jurisdiction are one more cell of the month:
 * the nation's total is published, and it holds them too. */
function publishedCounts(
  rows: readonly StateMonthRow[],
  totals: ReadonlyMap<string, number>,
  audience: Audience,
): (state: string, month: string) => Count {
  const shown = new Map<string, Count>();
  for (const [month, of] of group(rows, (row) => row.month)) {
    const placed = of.map((row) => row.complaints);
    const unplaced = (totals.get(month) ?? 0) - placed.reduce((sum, n) => sum + n, 0);
    const cells = audience === "public" ? withholdSmall([...placed, unplaced]) : placed;
    of.forEach((row, i) => shown.set(`${row.state} ${month}`, cells[i]!));
  }
  return (state, month) => shown.get(`${state} ${month}`)!;
}

const rateOf = (count: number, population: number): Interval => {
  const { low, high } = poissonInterval(count, rateLevel);
  const per = 100_000 / population;
  return { value: count * per, low: low * per, high: high * per };
};

function nationFacts(
  rows: readonly StateMonthRow[],
  coverage: readonly MonthCoverageRow[],
  month: string,
  audience: Audience,
  areas: AreaReader,
): NationFacts {
  const own = rows.filter((row) => row.month === month);
  const population = own.reduce((sum, row) => sum + row.population, 0);
  const small = (n: number): Count => (audience === "public" ? withholdOne(n) : n);
  const covered = coverage.find((row) => row.month === month);
  return {
    month,
    population,
    population_vintage: own[0]?.population_vintage ?? 0,
    days_covered: covered?.days_covered ?? 0,
    days_in_month: covered?.days_in_month ?? 0,
    rate: rateOf(areas.total, population),
    complaints_without_state: small(areas.unplaced),
    history: coverage
      .filter((row) => row.month <= month)
      .map(({ complaints, ...row }) => ({ ...row, complaints: small(complaints) })),
    ...areas.nation(),
  };
}

function stateFacts(
  rows: readonly StateMonthRow[],
  coverage: readonly MonthCoverageRow[],
  month: string,
  counts: (state: string, month: string) => Count,
  areas: AreaReader,
  campaigns: readonly CampaignFacts[],
): Omit<StateFacts, "calls">[] {
  const covered = new Map(coverage.map((row) => [row.month, row]));
  const own = rows.filter((row) => row.month === month);
  // Ranks among published counts only: a gap in the ranks would give a withheld count away.
  const ranked = rankRates(
    own
      .filter((row) => row.has_complaints && isShown(counts(row.state, month)))
      .map((row) => ({ id: row.state, count: row.complaints, exposure: row.population / 100_000 })),
  );
  const ranks = new Map(ranked.map((r) => [r.id, r]));
  return own.map((row) => {
    const rank = ranks.get(row.state);
    return {
      state: row.state,
      name: row.name,
      month,
      has_complaints: row.has_complaints,
      population: row.population,
      population_vintage: row.population_vintage,
      days_covered: row.days_covered,
      days_in_month: row.days_in_month,
      rate: rank ? { value: rank.rate, low: rank.rate_low, high: rank.rate_high } : null,
      rank: rank
        ? { rank: rank.rank, low: rank.rank_low, high: rank.rank_high, of: ranked.length }
        : null,
      history: rows
        .filter((r) => r.state === row.state && r.month <= month && r.has_complaints)
        .map((r) => ({
          month: r.month,
          complaints: counts(r.state, r.month),
          days_covered: r.days_covered,
          days_in_month: r.days_in_month,
          agencies: covered.get(r.month)?.agencies ?? [],
        })),
      campaigns: campaigns.flatMap((c) =>
        c.states
          .filter((s) => s.state === row.state)
          .map((s) => ({ campaign_id: c.campaign_id, label: c.label, complaints: s.complaints })),
      ),
      ...areas.state(row.state, counts(row.state, month)),
    };
  });
}

async function loadFacts(session: Session): Promise<LoadFacts[]> {
  const reasons = group(await readRejectReasons(session), (r) => r.load_id);
  return (await readLoads(session)).map(({ reject_limit, ...row }) => {
    return {
      ...row,
      publisher: row.is_simulated ? "simulated, not real" : row.publisher,
      over_reject_limit: isOverRejectLimit(row.rows_rejected, row.rows_read, reject_limit),
      reject_reasons: (reasons.get(row.load_id) ?? []).map((r) => ({
        label: r.reason,
        complaints: r.rows,
      })),
    };
  });
}
