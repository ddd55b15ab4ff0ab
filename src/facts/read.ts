import { group } from "d3";
import { poissonInterval } from "../analysis/statistics/poisson.ts";
import { rankRates, rateLevel } from "../analysis/statistics/ranks.ts";
import { formatNamed } from "../../loaders/formats.ts";
import { isOverRejectLimit } from "../../loaders/reject-limit.ts";
import { dataThrough } from "../data/findings.ts";
import {
  readCallbacks,
  readCampaigns,
  readCampaignStates,
  readDays,
  readFailedChecks,
  readHours,
  readLoads,
  readMonthParts,
  readPublished,
  readRecordingGroups,
  readRegistry,
  readRejectReasons,
  readStateMonths,
  type PartRow,
  type StateMonthRow,
} from "../data/facts-queries.ts";
import type { Session } from "../data/session.ts";
import { methodVersion } from "../version.ts";
import { noTopic } from "./sentences.ts";
import { isShown, mergeSmall, smallestCell, withholdSmall } from "./suppression.ts";
import type {
  AreaShare,
  Audience,
  CampaignFacts,
  Count,
  Facts,
  Interval,
  LoadFacts,
  NationFacts,
  Part,
  StateFacts,
} from "./types.ts";

export interface FactsOptions {
  audience: Audience;
  /** YYYY-MM; the last month with data where none is named. */
  month?: string;
  publisher: string;
  contact: string;
}

/** Reads everything that the site and briefs of one month say. Throws where the month has no data. */
export async function readFacts(session: Session, options: FactsOptions): Promise<Facts> {
  const { audience } = options;
  const stateMonths = await readStateMonths(session);
  const months = [...new Set(stateMonths.map((row) => row.month))];
  const month = options.month ?? months.at(-1);
  if (!month || !months.includes(month)) {
    throw new Error(
      month
        ? `no complaints loaded for month: ${month} (loaded: ${months.join(", ") || "none"})`
        : "nothing analysed yet: load complaints and run observatory analyze",
    );
  }
  const areas = await areaReader(session, month, audience);
  const campaigns = await campaignFacts(session, audience);
  return {
    audience,
    publisher: options.publisher,
    contact: options.contact,
    method_version: methodVersion,
    month,
    months,
    data_through: (await dataThrough(session)) ?? "",
    nation: nationFacts(stateMonths, month, areas),
    states: stateFacts(stateMonths, month, audience, areas, campaigns),
    campaigns,
    loads: await loadFacts(session),
    published: await readPublished(session),
    registry: await readRegistry(session),
    failed_checks: await readFailedChecks(session),
  };
}

const typeNames: Record<string, string> = {
  robocall: "robocall",
  live: "live caller",
  unknown: "type not stated",
};

const kindNames: Record<string, string> = {
  us: "assigned US number",
  toll_free: "toll-free number",
  blank: "no number given",
  foreign_nanp: "Canadian or Caribbean number",
  international: "other foreign number",
  unassigned_exchange: "exchange not in service",
  unassigned_area_code: "area code not in service",
  invalid_exchange: "impossible exchange code",
  invalid_area_code: "impossible area code",
  premium: "premium-rate number",
  non_geographic: "non-geographic number",
};

interface Areas {
  share: (area: string, complaints: Count) => AreaShare;
  numberKinds: () => Part[];
  total: number;
  placed: number;
}

async function areaReader(session: Session, month: string, audience: Audience): Promise<Areas> {
  const parts = await readMonthParts(session, month);
  const hours = await readHours(session, month);
  const days = await readDays(session, month);
  const isPublic = audience === "public";
  const counts = (values: readonly number[]): Count[] =>
    isPublic ? withholdSmall(values) : [...values];
  const split = (
    area: string,
    name: PartRow["split"],
    label: (part: string | null) => string,
    mergedLabel: (merged: Part[]) => string,
  ): Part[] => {
    const rows = parts
      .filter((row) => row.area === area && row.split === name)
      .map((row) => ({ label: label(row.part), complaints: row.complaints }));
    return isPublic ? mergeSmall(rows, mergedLabel) : rows;
  };
  const joined = (merged: Part[]) => merged.map((part) => part.label).join(" or ");
  const total = parts
    .filter((row) => row.area === "US" && row.split === "type")
    .reduce((sum, row) => sum + row.complaints, 0);
  const unplaced = days
    .filter((row) => row.area === "")
    .reduce((sum, row) => sum + row.complaints, 0);
  const unusable = (part: string | null) => kindNames[part ?? ""] ?? "not a usable number";
  return {
    total,
    placed: total - unplaced,
    numberKinds: () => {
      const kinds = new Map<string, number>();
      for (const row of parts.filter((r) => r.split === "number_kind")) {
        const name = unusable(row.part);
        kinds.set(name, (kinds.get(name) ?? 0) + row.complaints);
      }
      const rows = [...kinds].map(([label, complaints]) => ({ label, complaints }));
      rows.sort((a, b) => b.complaints - a.complaints || (a.label < b.label ? -1 : 1));
      return isPublic ? mergeSmall(rows, () => "all other kinds") : rows;
    },
    share: (area, complaints) => {
      // A withheld area shows no split: its parts would give the whole away.
      const shown = complaints !== "withheld";
      const grid = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
      const byHour = new Array<number>(24).fill(0);
      if (shown) {
        for (const row of hours.filter((r) => r.state === area)) {
          grid[row.weekday - 1]![row.hour]! += row.complaints;
          byHour[row.hour]! += row.complaints;
        }
      }
      const week = counts(grid.flat());
      const ownDays = shown ? days.filter((row) => row.area === area) : [];
      const dayCounts = counts(ownDays.map((row) => row.complaints));
      return {
        complaints,
        by_type: shown
          ? split(area, "type", (p) => typeNames[p ?? ""] ?? "type not stated", joined)
          : [],
        by_agency: shown ? split(area, "agency", (p) => p ?? "", joined) : [],
        topics: shown
          ? split(
              area,
              "topic",
              (p) => p ?? noTopic,
              (m) => `all other topics (${m.length})`,
            )
          : [],
        area_codes:
          shown && area !== "US"
            ? leading(
                split(
                  area,
                  "area_code",
                  (p) => p ?? "not given",
                  (m) => `all other area codes (${m.length})`,
                ),
                mostAreaCodes,
              )
            : [],
        week: Array.from({ length: 7 }, (_, i) => week.slice(24 * i, 24 * i + 24)),
        hours: counts(byHour),
        ...outsideHours(byHour, isPublic),
        days: ownDays.map((row, i) => ({ day: row.day, complaints: dayCounts[i]! })),
      };
    },
  };
}

/** Telemarketing calls are unlawful before 8:00 and from 21:00 at the called party (47 CFR 64.1200(c)(1)). */
function outsideHours(byHour: readonly number[], isPublic: boolean) {
  const sum = (hours: readonly number[]) => hours.reduce((a, b) => a + b, 0);
  const inside = sum(byHour.slice(8, 21));
  const outside = sum(byHour) - inside;
  const [a, b] = isPublic ? withholdSmall([inside, outside]) : [inside, outside];
  const timed =
    isPublic && sum(byHour) > 0 && sum(byHour) < smallestCell ? "withheld" : sum(byHour);
  return { timed, timed_outside: a === "withheld" ? a : b } as Pick<
    AreaShare,
    "timed" | "timed_outside"
  >;
}

const mostAreaCodes = 12;

/** The largest parts; the rest in one, together with what was merged before. */
function leading(parts: Part[], most: number): Part[] {
  if (parts.length <= most + 1) return parts;
  const rest = parts.slice(most);
  return [
    ...parts.slice(0, most),
    {
      label: "all other area codes",
      complaints: rest.reduce((sum, part) => sum + part.complaints, 0),
    },
  ];
}

const rateOf = (count: number, population: number): Interval => {
  const { low, high } = poissonInterval(count, rateLevel);
  const per = 100_000 / population;
  return { value: count * per, low: low * per, high: high * per };
};

function nationFacts(rows: readonly StateMonthRow[], month: string, areas: Areas): NationFacts {
  const own = rows.filter((row) => row.month === month);
  const population = own.reduce((sum, row) => sum + row.population, 0);
  const history = [...new Set(rows.map((row) => row.month))]
    .filter((m) => m <= month)
    .map((m) => {
      const all = rows.filter((row) => row.month === m);
      const complaints = all.reduce((sum, row) => sum + row.complaints, 0);
      return { month: m, complaints, days_covered: all[0]?.days_covered ?? 0 };
    });
  return {
    month,
    population,
    population_vintage: own[0]?.population_vintage ?? 0,
    days_covered: own[0]?.days_covered ?? 0,
    days_in_month: own[0]?.days_in_month ?? 0,
    rate: rateOf(areas.total, population),
    complaints_without_state: areas.total - areas.placed,
    number_kinds: areas.numberKinds(),
    history,
    ...areas.share("US", areas.total),
  };
}

function stateFacts(
  rows: readonly StateMonthRow[],
  month: string,
  audience: Audience,
  areas: Areas,
  campaigns: readonly CampaignFacts[],
): StateFacts[] {
  const months = [...new Set(rows.map((row) => row.month))].filter((m) => m <= month);
  const shown = new Map<string, Count>();
  for (const m of months) {
    const of = rows.filter((row) => row.month === m);
    const counts = of.map((row) => row.complaints);
    const cells = audience === "public" ? withholdSmall(counts) : counts;
    of.forEach((row, i) => shown.set(`${row.state} ${m}`, cells[i]!));
  }
  const count = (row: StateMonthRow) => shown.get(`${row.state} ${row.month}`)!;
  const own = rows.filter((row) => row.month === month);
  // Ranks among published counts only: a gap in the ranks would give a withheld count away.
  const ranked = rankRates(
    own
      .filter((row) => isShown(count(row)))
      .map((row) => ({ id: row.state, count: row.complaints, exposure: row.population / 100_000 })),
  );
  const ranks = new Map(ranked.map((r) => [r.id, r]));
  return own.map((row) => {
    const rank = ranks.get(row.state);
    return {
      state: row.state,
      name: row.name,
      month,
      population: row.population,
      population_vintage: row.population_vintage,
      days_covered: row.days_covered,
      days_in_month: row.days_in_month,
      rate: rank ? { value: rank.rate, low: rank.rate_low, high: rank.rate_high } : null,
      rank: rank
        ? { rank: rank.rank, low: rank.rank_low, high: rank.rank_high, of: ranked.length }
        : null,
      history: rows
        .filter((r) => r.state === row.state && r.month <= month)
        .map((r) => ({
          month: r.month,
          complaints: count(r),
          days_covered: r.days_covered,
          rate: isShown(count(r))
            ? { value: r.per_100k, low: r.per_100k_low, high: r.per_100k_high }
            : null,
        })),
      campaigns: campaigns.flatMap((c) =>
        c.states
          .filter((s) => s.state === row.state)
          .map((s) => ({ campaign_id: c.campaign_id, label: c.label, complaints: s.complaints })),
      ),
      ...areas.share(row.state, count(row)),
    };
  });
}

async function campaignFacts(session: Session, audience: Audience): Promise<CampaignFacts[]> {
  const rows = await readCampaigns(session);
  const groups = group(await readRecordingGroups(session), (g) => g.campaign_id);
  const callbacks = await readCallbacks(session);
  const byCampaign = group(callbacks, (c) => c.campaign_id);
  const byNumber = group(callbacks, (c) => c.callback_number);
  const states = group(await readCampaignStates(session), (s) => s.campaign_id);
  const labels = new Map(rows.map((row) => [row.campaign_id, row.label]));
  const isSmall = (n: number) => audience === "public" && n > 0 && n < smallestCell;
  return rows.map(({ nearest_campaign_id, nearest_similarity, ...row }) => {
    const own = groups.get(row.campaign_id) ?? [];
    const placed = states.get(row.campaign_id) ?? [];
    const cells =
      audience === "public"
        ? withholdSmall(placed.map((s) => s.complaints))
        : placed.map((s) => s.complaints);
    return {
      ...row,
      complaints: isSmall(row.complaints) ? "withheld" : row.complaints,
      groups: own.map(({ recording_group, recordings, quote, example }) => ({
        recording_group,
        recordings,
        quote,
        example,
      })),
      sources: [...new Set(own.flatMap((g) => g.sources))].sort(),
      callbacks: (byCampaign.get(row.campaign_id) ?? []).map((c) => ({
        number: c.callback_number,
        recordings: c.recordings,
        other_campaigns: (byNumber.get(c.callback_number) ?? [])
          .map((other) => other.campaign_id)
          .filter((id) => id !== row.campaign_id),
      })),
      states: placed.map((s, i) => ({ state: s.state, complaints: cells[i]! })),
      nearest:
        nearest_campaign_id && nearest_similarity !== null
          ? {
              campaign_id: nearest_campaign_id,
              label: labels.get(nearest_campaign_id) ?? nearest_campaign_id,
              similarity: nearest_similarity,
            }
          : null,
    };
  });
}

async function loadFacts(session: Session): Promise<LoadFacts[]> {
  const reasons = group(await readRejectReasons(session), (r) => r.load_id);
  return (await readLoads(session)).map(({ reject_limit, ...row }) => {
    const format = formatNamed(row.format);
    return {
      ...row,
      title: format?.title ?? row.format,
      publisher: format?.publisher ?? "",
      over_reject_limit: isOverRejectLimit(row.rows_rejected, row.rows_read, reject_limit),
      reject_reasons: (reasons.get(row.load_id) ?? []).map((r) => ({
        label: r.reason,
        complaints: r.rows,
      })),
    };
  });
}
