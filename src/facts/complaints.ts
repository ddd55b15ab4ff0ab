import { jurisdictions } from "../data/jurisdictions.ts";
import type { MonthRows } from "../data/reads/month.ts";
import { countInterval, knownDispersion } from "../analysis/statistics/rates.ts";
import {
  nationArea,
  publishMonth,
  publishOneWay,
  unplacedArea,
  type CellRow,
  type LeftOut,
  type PublishedMonth,
  type SplitRule,
} from "./disclosure/month.ts";
import { isShown, smallestCell, sumShown } from "./disclosure/rules.ts";
import {
  areaCodeSums,
  elsewhereCells,
  hours,
  protectAreaCodes,
  protectWeek,
  weekSums,
} from "./complaint-links.ts";
import type {
  AreaFacts,
  Audience,
  Count,
  Coverage,
  NationFacts,
  NotRecorded,
  Part,
} from "./types.ts";
import { dayKey } from "./wording/coverage.ts";
import { partLabel } from "./wording/parts.ts";

/** Telemarketing calls are unlawful before 8 a.m. and from 9 p.m. at the called party (47 CFR 64.1200(c)(1)). */
export const isLawfulHour = (hour: number): boolean => hour >= 8 && hour < 21;

const areas = jurisdictions.map((j) => j.state);
const areaSplits = ["type", "topic", "day"] as const;

/** Kinds of displayed number that no subscriber can have had. */
const impossibleKinds = [
  "invalid_exchange",
  "invalid_area_code",
  "unassigned_area_code",
  "sentinel",
];

const rulesOf = (audience: Audience, showsWeek: boolean): SplitRule[] => [
  ...areaSplits.map((split) => ({ split, has_nation: true, has_areas: true })),
  {
    split: "hour",
    has_nation: true,
    has_areas: true,
    sums: { outside: hours.filter((h) => !isLawfulHour(Number(h))) },
  },
  // Which agency received a complaint is for offices: topics tell it too, and two tables of one fact undo each other.
  ...(audience === "office" ? [{ split: "agency", has_nation: true, has_areas: true }] : []),
  { split: "area_code", has_nation: false, has_areas: true },
  { split: "npa_state", has_nation: true, has_areas: false },
  { split: "number_kind", has_nation: true, has_areas: false },
  ...(showsWeek ? [{ split: "week_hour", has_nation: true, has_areas: false }] : []),
];

/** Complaints of a month as an audience may see them. */
export interface ComplaintFacts {
  coverage: Coverage;
  published: PublishedMonth;
  area: (area: string) => AreaFacts;
  nation: () => Omit<
    NationFacts,
    "population" | "population_vintage" | "rate" | "history" | "forecast"
  >;
}

export function complaintFacts(
  rows: MonthRows,
  audience: Audience,
  leftOut: LeftOut,
): ComplaintFacts {
  const cells: CellRow[] = rows.cells.map((c) => ({
    area: c.area,
    split: c.split,
    part: c.part,
    value: c.complaints,
    contributors: c.sessions,
    largest: c.largest,
  }));
  const whole = coverageOf(rows);
  const notRecorded = notRecordedIn(rows);
  const showsWeek = whole.days_covered >= 28 && !notRecorded.includes("hour");
  const published = publishMonth(
    [...cells, ...elsewhereCells(cells)],
    areas,
    rulesOf(audience, showsWeek),
    audience,
    {
      protect: (cell, split, total) => [
        ...protectAreaCodes(cell, split, total),
        ...(showsWeek ? protectWeek(cell, split) : []),
      ],
      sums: (ids) => [...areaCodeSums(ids), ...weekSums(ids)],
    },
    leftOut,
  );
  const coverage = audience === "office" ? whole : withoutSmallCuts(whole, published);
  const byArea = new Map(
    rows.cells.filter((c) => c.split === "total").map((c) => [c.area, c] as const),
  );
  const everywhere = [...areas, unplacedArea];
  // Sessions are counted over the same areas, so where complaints are withheld theirs are too.
  const sessions = publishOneWay(
    everywhere.map((area) => {
      const n = byArea.get(area)?.sessions ?? 0;
      const repeats = (byArea.get(area)?.complaints ?? 0) - n;
      // Complaints less sessions is a number too: how many came from somebody who had filed before.
      const isHidden = !isShown(published.total(area)) || (repeats > 0 && repeats < smallestCell);
      return { value: n, contributors: isHidden ? 0 : n, largest: n === 0 ? 0 : 1 };
    }),
    audience,
  );
  const sessionsOf = new Map(everywhere.map((area, i) => [area, sessions[i]!]));
  const total = byArea.get(nationArea);
  const national = nationalSessions(
    total?.sessions ?? 0,
    published.total(nationArea),
    sessions.some((count) => !isShown(count)),
  );
  sessionsOf.set(nationArea, national.sessions);
  const dispersions = new Map(rows.states.map((s) => [s.state, s.dispersion ?? 1]));
  dispersions.set(nationArea, total ? total.squares / total.complaints : 1);

  const parts = (area: string, split: string): Part[] | null => {
    if ((notRecorded as string[]).includes(split)) return null;
    const found = published.split(area, split);
    if (!found) return null;
    return sortParts(
      found.parts.map(({ part, count }) => ({ key: part, label: partLabel(split, part), count })),
    );
  };
  const area = (of: string): AreaFacts => {
    const hourly = notRecorded.includes("hour") ? null : published.split(of, "hour");
    const complaints = published.total(of);
    const untimed = hourly?.parts.find((p) => p.part === "")?.count ?? 0;
    const timed: Count =
      !hourly || !isShown(complaints) || !isShown(untimed) ? "withheld" : complaints - untimed;
    const byHour = new Map(hourly?.parts.map((p) => [p.part, p.count]));
    return {
      complaints,
      sessions: sessionsOf.get(of) ?? 0,
      dispersion: dispersions.get(of) ?? 1,
      types: parts(of, "type"),
      agencies: parts(of, "agency"),
      topics: parts(of, "topic"),
      area_codes: of === nationArea ? null : parts(of, "area_code"),
      days: byKey(parts(of, "day")),
      hours:
        hourly &&
        hours.map((h) => ({ key: h, label: partLabel("hour", h), count: byHour.get(h) ?? 0 })),
      timed,
      timed_outside: hourly?.sums["outside"] ?? "withheld",
    };
  };
  return {
    coverage,
    published,
    area,
    nation: () => ({
      ...area(nationArea),
      sessions_are_rounded: national.are_rounded,
      month: rows.month,
      coverage,
      not_recorded: notRecorded,
      unplaced: published.total(unplacedArea),
      week: showsWeek ? weekOf(published) : null,
      ...displayedNumbers(published, parts(nationArea, "number_kind")),
      area_code_states: parts(nationArea, "npa_state"),
    }),
  };
}

/** From so many on, a hundred more or less is no matter to a reader. */
const leastRounded = 5000;

/**
 * The nation's sessions as the public may see them. A state whose sessions are withheld has at most as many as
 * complaints: the exact sum of all would bound it from below. So the sum is rounded to hundreds, or withheld where that
 * would say too little.
 */
function nationalSessions(
  sessions: number,
  complaints: Count,
  isSomeHidden: boolean,
): { sessions: Count; are_rounded: boolean } {
  const repeats = isShown(complaints) ? complaints - sessions : 0;
  if (!isShown(complaints)) return { sessions: "withheld", are_rounded: false };
  if (!isSomeHidden && (repeats === 0 || repeats >= smallestCell))
    return { sessions, are_rounded: false };
  return sessions >= leastRounded
    ? { sessions: Math.round(sessions / 100) * 100, are_rounded: true }
    : { sessions: "withheld", are_rounded: false };
}

/** What no complaint of the month gives: the reduced records of the FTC's API have no topic, kind of call, time or city. */
function notRecordedIn(rows: MonthRows): NotRecorded[] {
  const has = (split: string, blank: string) =>
    rows.cells.some((c) => c.area === nationArea && c.split === split && c.part !== blank);
  const withCity = rows.coverage.find((c) => c.month === rows.month)?.complaints_with_city ?? 0;
  return [
    ...(has("type", "unknown") ? [] : ["type" as const]),
    ...(has("topic", "") ? [] : ["topic" as const]),
    ...(has("hour", "") ? [] : ["hour" as const]),
    ...(withCity > 0 ? [] : ["session" as const]),
  ];
}

function weekOf(published: PublishedMonth): Count[][] | null {
  const split = published.split(nationArea, "week_hour");
  if (!split) return null;
  const counts = new Map(split.parts.map((p) => [p.part, p.count]));
  return Array.from({ length: 7 }, (_, d) => hours.map((h) => counts.get(`${d + 1}-${h}`) ?? 0));
}

function displayedNumbers(
  published: PublishedMonth,
  kinds: Part[] | null,
): Pick<NationFacts, "number_kinds" | "impossible_numbers"> {
  const split = published.split(nationArea, "number_kind");
  const sumOf = (isIn: (kind: string) => boolean): Count =>
    split ? sumShown(split.parts.filter((p) => isIn(p.part)).map((p) => p.count)) : "withheld";
  return {
    number_kinds: kinds,
    impossible_numbers: {
      given: sumOf((kind) => kind !== "blank" && kind !== "anonymous"),
      impossible: sumOf((kind) => impossibleKinds.includes(kind)),
    },
  };
}

/** Largest first, then those withheld by name: their order must not tell which is larger. Zeros are left out. */
function sortParts(parts: Part[]): Part[] {
  const size = (part: Part) => (isShown(part.count) ? part.count : 0);
  return parts
    .filter((part) => part.count !== 0)
    .sort((a, b) => size(b) - size(a) || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
}

const byKey = (parts: Part[] | null): Part[] | null =>
  parts && [...parts].sort((a, b) => (a.key < b.key ? -1 : 1));

/** Which days of the month are covered: by every agency that has any complaint in it. */
export function coverageOf(rows: MonthRows): Coverage {
  const [year, month] = rows.month.split("-").map(Number) as [number, number];
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const agencies = rows.coverage.find((c) => c.month === rows.month)?.agencies ?? [];
  const own = rows.days.filter((d) => d.month === rows.month);
  const days = Array.from({ length }, (_, i) => {
    const of = own.filter((d) => Number(d.day.slice(8, 10)) === i + 1);
    if (of.length === 0) return "none" as const;
    return of.length === agencies.length && of.every((d) => !d.is_cut)
      ? ("covered" as const)
      : ("cut" as const);
  });
  return {
    month: rows.month,
    days,
    days_covered: days.filter((day) => day === "covered").length,
    agencies,
  };
}

/** A nation's rate with its interval, as that of a jurisdiction is made. */
export function nationRate(count: number, population: number, dispersion: number) {
  const { low, high } = countInterval(count, knownDispersion(dispersion));
  const per = 100_000 / population;
  return { value: count * per, low: low * per, high: high * per };
}

/**
 * A day that is marked as cut has under half of what is expected: where its count is withheld, the mark would bound
 * it, so the public sees such a day as covered.
 */
function withoutSmallCuts(coverage: Coverage, published: PublishedMonth): Coverage {
  const counts = new Map(published.split(nationArea, "day")?.parts.map((p) => [p.part, p.count]));
  const days = coverage.days.map((day, i) => {
    const count = counts.get(dayKey(coverage.month, i));
    return day === "cut" && (count === undefined || !isShown(count)) ? ("covered" as const) : day;
  });
  return { ...coverage, days, days_covered: days.filter((day) => day === "covered").length };
}
