import { demandFacts } from "./demands.ts";
import { clopperPearson } from "../analysis/adjudication/index.ts";
import { createHash } from "node:crypto";
import { compareMonths, monthExposures } from "../analysis/statistics/change.ts";
import { rankRates } from "../analysis/statistics/ranks.ts";
import { knownDispersion } from "../analysis/statistics/rates.ts";
import { jurisdictions } from "../data/jurisdictions.ts";
import { monthBefore, type MonthRows } from "../data/reads/month.ts";
import { callFacts, responseFacts } from "./calls.ts";
import { campaignFacts } from "./campaigns.ts";
import { complaintFacts, nationRate } from "./complaints.ts";
import { auditCells, type Breach } from "./disclosure/audit.ts";
import { nationArea, publishMonth, type LeftOut } from "./disclosure/month.ts";
import { isShown } from "./disclosure/rules.ts";
import { actionsFor, ecosystemOf, withRetractions } from "./ecosystem.ts";
import { loadFacts } from "./loads.ts";
import { leastDaysToCompare } from "./wording/coverage.ts";
import type {
  Audience,
  CampaignFacts,
  Change,
  Count,
  Facts,
  HistoryMonth,
  Interval,
  LoadFacts,
  NationFacts,
  Publisher,
  Rank,
  StateFacts,
  ForecastFacts,
} from "./types.ts";

export interface FactsOptions {
  audience: Audience;
  /** Show simulated data to the public, marked as such. */
  is_demonstration?: boolean;
  publisher: Publisher;
  /** Hash over the method of the run that the rows come from. */
  method_sha256: string;
  /** Splits that are not printed, since the audit found that they cannot be protected: see `moreLeftOut`. */
  left_out?: LeftOut;
}

export interface MonthFacts {
  facts: Facts;
  /** Protected cells that a reader could bound too tightly: none, or the edition must not be published. */
  audit: () => Breach[];
}

/** What may be said of a month to an audience. Pure: the same rows give the same facts. */
export function monthFacts(rows: MonthRows, options: FactsOptions): MonthFacts {
  const { audience } = options;
  const isDemonstration = options.is_demonstration ?? false;
  const showsSimulated = audience === "office" || isDemonstration;
  const kinds = rows.months.find((m) => m.month === rows.month)!;
  const hasComplaints = kinds.has_complaints;
  const complaints = complaintFacts(rows, audience, options.left_out ?? new Set());
  if (hasComplaints && audience === "public" && !isShown(complaints.published.total(nationArea))) {
    throw new Error(
      `too few complaints are loaded for ${rows.month}: the public edition would show nothing of them`,
    );
  }
  const { campaigns, not_shown, recordings, has_recordings } = campaignFacts(
    rows,
    audience,
    showsSimulated,
    complaints.published.total,
  );
  const calls = callFacts(rows, audience, showsSimulated);
  const history = historyOf(rows, audience);
  const loads = loadFacts(rows, audience, showsSimulated);
  const states = stateFacts(rows, complaints, history, campaigns).map((state) => ({
    ...state,
    calls: calls.ofState(state.state),
    forecast: audience === "office" ? forecastOf(rows, state.state) : null,
  }));
  const facts: Facts = {
    audience,
    is_demonstration: isDemonstration,
    publisher: options.publisher,
    method_version: options.method_sha256.slice(0, 12),
    inputs_sha256: inputsOf(loads),
    month: rows.month,
    months: rows.months.map((m) => m.month),
    has_complaints: hasComplaints,
    has_calls: rows.months.some((m) => m.has_calls),
    calls_left_out: calls.tracing === null && rows.calls !== undefined,
    data_through: rows.data_through,
    nation: nationFacts(rows, complaints, history),
    tracing: calls.tracing,
    responses: responseFacts(rows, audience, showsSimulated),
    states,
    campaigns,
    campaigns_not_shown: not_shown,
    recordings,
    has_recordings,
    loads,
    published: rows.published,
    numbering_dates: rows.numbering_dates,
    registry: rows.registry,
    forecast_scores: rows.forecast_scores,
    judged_bands: rows.judged_bands.map((b) => ({
      ...b,
      interval: clopperPearson(b.real, b.judged),
    })),
    number_groups: audience === "office" ? rows.number_groups : [],
    early_warnings: audience === "office" ? rows.early_warnings : [],
    // Nobody publishes who these providers are: an office reads them.
    standing: audience === "office" ? withRetractions(rows.standing, rows.statements) : [],
    gateways: audience === "office" ? rows.gateways : [],
    ecosystem: audience === "office" ? ecosystemOf(rows) : null,
    demands: demandFacts(rows.demands, audience),
    actions: actionsFor(rows.actions, audience, showsSimulated),
    failed_checks: rows.failed_checks,
  };
  return {
    facts,
    audit: () =>
      [complaints.published, calls.published].flatMap((month) =>
        month ? auditCells(month.audited.cells, month.audited.sums) : [],
      ),
  };
}

/** Rates as they are printed: more digits of an interval would tell how large the sessions behind it are. */
const printedRate = (rate: Interval): Interval => {
  const round = (value: number) => Math.round(value * 10) / 10;
  return { value: round(rate.value), low: round(rate.low), high: round(rate.high) };
};

/** Hash over the files of an edition, whatever their order. */
const inputsOf = (loads: readonly LoadFacts[]): string =>
  createHash("sha256")
    .update(
      loads
        .map((l) => `${l.format} ${l.file_sha256}`)
        .sort()
        .join("\n"),
    )
    .digest("hex");

type History = (area: string) => HistoryMonth[];

/** What may be shown of the totals of one month, decided by that month alone. */
function totalsOf(rows: MonthRows, month: string, audience: Audience): (area: string) => Count {
  const cells = rows.totals
    .filter((cell) => cell.month === month)
    .map((c) => ({
      area: c.area,
      split: "total",
      part: "",
      value: c.complaints,
      contributors: c.sessions,
      largest: c.largest,
    }));
  const areas = jurisdictions.map((j) => j.state);
  return publishMonth(cells, areas, [], audience).total;
}

/** What the public sees, for what must be the same in every edition. */
const publicTotals = (rows: MonthRows) => totalsOf(rows, rows.month, "public");

/** What may be shown of each month up to this one; decided for each by itself, as in that month's own edition. */
function historyOf(rows: MonthRows, audience: Audience): History {
  const months = rows.coverage
    .filter((row) => row.month <= rows.month)
    .map((row) => ({ row, total: totalsOf(rows, row.month, audience) }));
  return (area) =>
    months.map(({ row, total }) => ({
      month: row.month,
      complaints: total(area),
      days_covered: row.days_covered,
      days_counted: row.days_counted,
      days_in_month: row.days_in_month,
      agencies: row.agencies,
    }));
}

function nationFacts(
  rows: MonthRows,
  complaints: ReturnType<typeof complaintFacts>,
  history: History,
): NationFacts {
  const population = rows.states.reduce((sum, row) => sum + row.population, 0);
  const nation = complaints.nation();
  return {
    ...nation,
    population,
    population_vintage: Math.max(...rows.states.map((row) => row.population_vintage)),
    rate:
      isShown(nation.complaints) && nation.complaints > 0
        ? printedRate(nationRate(nation.complaints, population, nation.dispersion))
        : null,
    history: history(nationArea),
    forecast: forecastOf(rows, nationArea),
  };
}

/** What is expected after the month; null where the data go on, or too few weeks are known. */
function forecastOf(rows: MonthRows, area: string): ForecastFacts | null {
  const row = rows.forecasts.find((f) => f.subject === area);
  if (!row) return null;
  const { from_day, to_day, expected, low, high } = row;
  return { from_day, to_day, expected, low, high };
}

function stateFacts(
  rows: MonthRows,
  complaints: ReturnType<typeof complaintFacts>,
  history: History,
  campaigns: readonly CampaignFacts[],
): Omit<StateFacts, "calls" | "forecast">[] {
  const ranks = ranksOf(rows, publicTotals(rows));
  const changes = changesOf(rows, complaints.published.total, history);
  return rows.states.map((row) => {
    const area = complaints.area(row.state);
    const hasRate = isShown(area.complaints) && row.complaints !== null;
    const rank = ranks.get(row.state) ?? null;
    return {
      ...area,
      state: row.state,
      name: row.name,
      month: rows.month,
      has_complaints: row.complaints !== null,
      population: row.population,
      population_vintage: row.population_vintage,
      rate: hasRate
        ? printedRate({ value: row.per_100k!, low: row.per_100k_low!, high: row.per_100k_high! })
        : null,
      rank,
      unranked: rank
        ? null
        : !isShown(area.complaints)
          ? ("withheld" as const)
          : row.kind === "territory"
            ? ("territory" as const)
            : ("too_few" as const),
      history: history(row.state),
      change: changes(row.state),
      campaigns: campaigns.flatMap((c) =>
        (c.states ?? [])
          .filter((s) => s.key === row.state)
          .map((s) => ({ campaign_id: c.campaign_id, label: c.label, complaints: s.count })),
      ),
      call_campaigns: campaigns
        .flatMap(({ campaign_id, label, calls }) =>
          (calls?.states ?? [])
            .filter((s) => s.state === row.state)
            .map((s) => ({ campaign_id, label, calls: s.calls, low: s.low, high: s.high })),
        )
        .sort((a, b) => b.calls - a.calls || (a.campaign_id < b.campaign_id ? -1 : 1)),
    };
  });
}

/**
 * Ranks of the states and DC that the analysis ranked. One whose count the public must not see is left out in every
 * edition: a gap in the ranks would place it between two published rates.
 */
function ranksOf(rows: MonthRows, shown: (state: string) => Count): Map<string, Rank> {
  const ranked = rows.states.filter((row) => row.rank !== null && isShown(shown(row.state)));
  const results = rankRates(
    ranked.map((row) => ({
      id: row.state,
      count: row.complaints!,
      exposure: row.population / 100_000,
      dispersion: knownDispersion(row.dispersion ?? 1),
    })),
  );
  return new Map(
    results.map((r) => [
      r.id,
      { rank: r.rank, low: r.rank_low, high: r.rank_high, of: results.length },
    ]),
  );
}

/** How each jurisdiction's month compares with the one before, or why that cannot be said. */
function changesOf(
  rows: MonthRows,
  shown: (state: string) => Count,
  history: History,
): (state: string) => Change | null {
  const before = monthBefore(rows.month);
  const coverage = rows.coverage.find((c) => c.month === rows.month);
  const earlier = rows.coverage.find((c) => c.month === before);
  if (!coverage) return () => null;
  if (!earlier) return () => ({ before, reason: "not_loaded" });
  if ([coverage, earlier].some((c) => c.days_covered < leastDaysToCompare))
    return () => ({ before, reason: "partial" });
  if (coverage.agencies.join() !== earlier.agencies.join())
    return () => ({ before, reason: "agencies_differ" });
  const [exposureBefore, exposureAfter] = monthExposures([
    rows.days.filter((d) => d.month === before),
    rows.days.filter((d) => d.month === rows.month),
  ]);
  const counts = (state: string) => {
    const own = history(state).find((h) => h.month === before)?.complaints ?? 0;
    return { before: own, after: shown(state) };
  };
  const old = new Map(rows.states_before.map((row) => [row.state, row]));
  const changes = compareMonths(
    rows.states.flatMap((row) => {
      const { before, after } = counts(row.state);
      if (!isShown(before) || !isShown(after)) return [];
      const dispersion = Math.max(row.dispersion ?? 1, old.get(row.state)?.dispersion ?? 1);
      return [{ id: row.state, before, after, dispersion }];
    }),
    { before: exposureBefore!, after: exposureAfter! },
  );
  return (state) => {
    const found = changes.find((c) => c.id === state);
    if (found) {
      const { ratio, low, high, p, is_change } = found;
      return { before, value: ratio, low, high, p, is_change };
    }
    const { before: b, after } = counts(state);
    return { before, reason: isShown(b) && isShown(after) ? "zero" : "withheld" };
  };
}
