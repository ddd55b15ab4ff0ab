import { readDays, readHours, readMonthParts, type PartRow } from "../data/reads/complaints.ts";
import { jurisdictions } from "../data/jurisdictions.ts";
import type { Session } from "../data/session.ts";
import { noTopic } from "./wording/sentences.ts";
import {
  mergeSmall,
  protectAcrossAreas,
  withholdOne,
  withholdSmall,
} from "./disclosure/suppression.ts";
import type { AreaShare, Audience, Count, NationFacts, Part } from "./types.ts";

/** Splits of a month's complaints, for the nation and each jurisdiction, as the audience may see them. */
export interface AreaReader {
  /** Complaints of the nation, and of these how many name no jurisdiction. */
  total: number;
  unplaced: number;
  nation: () => AreaShare & Pick<NationFacts, "week" | "number_kinds" | "impossible_numbers">;
  state: (state: string, complaints: Count) => AreaShare;
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
  anonymous: "anonymous",
  foreign_nanp: "Canadian or Caribbean number",
  international: "other foreign number",
  unassigned_exchange: "exchange not in service",
  unassigned_area_code: "area code not in service",
  invalid_exchange: "impossible exchange code",
  invalid_area_code: "impossible area code",
  sentinel: "placeholder such as 000-000-0000",
  premium: "premium-rate number",
  non_geographic: "non-geographic number",
};

/** Kinds of displayed number that no subscriber can have had. */
const impossibleKinds = [
  "invalid_exchange",
  "invalid_area_code",
  "unassigned_area_code",
  "sentinel",
];

const nation = "US";
const unplaced = "";
const everywhere = [...jurisdictions.map((j) => j.state), unplaced];
const mostAreaCodes = 12;

const joined = (merged: Part[]) => merged.map((part) => part.label).join(" or ");
const others = (what: string) => (merged: Part[]) => `all other ${what} (${merged.length})`;

interface Split {
  name: PartRow["split"];
  label: (part: string | null) => string;
  merged: (parts: Part[]) => string;
}

const splits = {
  by_type: { name: "type", label: (p) => typeNames[p ?? ""] ?? "type not stated", merged: joined },
  by_agency: { name: "agency", label: (p) => p ?? "", merged: joined },
  topics: { name: "topic", label: (p) => p ?? noTopic, merged: others("topics") },
} satisfies Record<string, Split>;

/** `shown` tells whether a jurisdiction's total is published: a withheld one shows no split either. */
export async function readAreas(
  session: Session,
  month: string,
  audience: Audience,
): Promise<(shown: (state: string) => boolean) => AreaReader> {
  const rows = await readMonthParts(session, month);
  const hours = await readHours(session, month);
  const days = await readDays(session, month);
  const isPublic = audience === "public";
  const sumOf = (area: string) =>
    days.filter((row) => row.area === area).reduce((sum, row) => sum + row.complaints, 0);
  const dayNames = [...new Set(days.map((row) => row.day))].sort();

  return (shown) => {
    const isOpen = (area: string) => area !== unplaced && shown(area);

    /** A split of every area, small parts merged, and none to be had by subtraction from the nation's. */
    const partsOf = ({ name, label, merged }: Split): Map<string, Part[]> => {
      const of = (area: string): Part[] =>
        rows
          .filter((row) => row.area === area && row.split === name)
          .map((row) => ({ label: label(row.part), complaints: row.complaints }));
      const all = new Map(everywhere.map((area) => [area, of(area)]));
      const whole = of(nation);
      if (!isPublic) return new Map([...all, [nation, whole]]);
      const national = mergeSmall(whole, merged);
      const forced = protectAcrossAreas(
        everywhere.map((area) => new Map(all.get(area)!.map((p) => [p.label, p.complaints]))),
        whole.map((p) => p.label),
        (key) => !national.merged.has(key),
        (i, force) => {
          const area = everywhere[i]!;
          const inOne = mergeSmall(all.get(area)!, merged, force).merged;
          return (key) => !isOpen(area) || inOne.has(key);
        },
      );
      return new Map([
        [nation, national.parts],
        ...everywhere.map((area, i): [string, Part[]] => [
          area,
          isOpen(area) ? mergeSmall(all.get(area)!, merged, forced[i]).parts : [],
        ]),
      ]);
    };

    /** Cells in a fixed order for every area, small ones withheld, and none to be had by subtraction. */
    const cellsOf = (counts: (area: string) => number[]): Map<string, Count[]> => {
      const all = everywhere.map(counts);
      const whole = counts(nation);
      if (!isPublic) {
        return new Map([
          [nation, whole],
          ...everywhere.map((a, i): [string, Count[]] => [a, all[i]!]),
        ]);
      }
      const national = withholdSmall(whole);
      const forced = protectAcrossAreas(
        all.map((values) => new Map(values.map((n, i) => [i, n]))),
        whole.map((_, i) => i),
        (i) => national[i] !== "withheld",
        (area, force) => {
          const cells = withholdSmall(all[area]!, force);
          return (i) => !isOpen(everywhere[area]!) || cells[i] === "withheld";
        },
      );
      return new Map([
        [nation, national],
        ...everywhere.map((area, i): [string, Count[]] => [
          area,
          isOpen(area) ? withholdSmall(all[i]!, forced[i]) : [],
        ]),
      ]);
    };

    const grid = (area: string): number[] => {
      const cells = new Array<number>(7 * 24).fill(0);
      for (const row of hours.filter((r) => r.state === area)) {
        cells[(row.weekday - 1) * 24 + row.hour]! += row.complaints;
      }
      return cells;
    };
    const byHour = (area: string): number[] => {
      const week = grid(area);
      return Array.from({ length: 24 }, (_, h) =>
        Array.from({ length: 7 }, (_, d) => week[d * 24 + h]!).reduce((a, b) => a + b, 0),
      );
    };
    const byDay = (area: string): number[] => {
      const own = new Map(days.filter((r) => r.area === area).map((r) => [r.day, r.complaints]));
      return dayNames.map((day) => own.get(day) ?? 0);
    };

    const types = partsOf(splits.by_type);
    const agencies = partsOf(splits.by_agency);
    const topics = partsOf(splits.topics);
    const hourCells = cellsOf(byHour);
    const dayCells = cellsOf(byDay);

    const share = (area: string, complaints: Count): AreaShare => ({
      complaints,
      by_type: types.get(area) ?? [],
      by_agency: agencies.get(area) ?? [],
      topics: topics.get(area) ?? [],
      area_codes: area === nation || !isOpen(area) ? [] : areaCodes(rows, area, isPublic),
      hours: hourCells.get(area) ?? [],
      ...outsideHours(area === nation || isOpen(area) ? byHour(area) : [], isPublic),
      days: (dayCells.get(area) ?? []).map((n, i) => ({ day: dayNames[i]!, complaints: n })),
    });

    return {
      total: sumOf(nation),
      unplaced: sumOf(unplaced),
      nation: () => {
        const flat = grid(nation);
        const week: Count[] = isPublic ? withholdSmall(flat) : flat;
        return {
          ...share(nation, sumOf(nation)),
          week: Array.from({ length: 7 }, (_, i) => week.slice(24 * i, 24 * i + 24)),
          ...displayedNumbers(rows, isPublic),
        };
      },
      state: share,
    };
  };
}

/** The largest area codes of a jurisdiction; no national total by area code is published. */
function areaCodes(rows: readonly PartRow[], area: string, isPublic: boolean): Part[] {
  const all = rows
    .filter((row) => row.area === area && row.split === "area_code")
    .map((row) => ({ label: row.part ?? "not given", complaints: row.complaints }));
  const parts = isPublic ? mergeSmall(all, others("area codes")).parts : all;
  if (parts.length <= mostAreaCodes + 1) return parts;
  const rest = parts.slice(mostAreaCodes).reduce((sum, part) => sum + part.complaints, 0);
  return [...parts.slice(0, mostAreaCodes), { label: "all other area codes", complaints: rest }];
}

/** Telemarketing calls are unlawful before 8:00 and from 21:00 at the called party (47 CFR 64.1200(c)(1)). */
function outsideHours(
  byHour: readonly number[],
  isPublic: boolean,
): Pick<AreaShare, "timed" | "timed_outside"> {
  const sum = (hours: readonly number[]) => hours.reduce((a, b) => a + b, 0);
  const timed = sum(byHour);
  const inside = sum(byHour.slice(8, 21));
  if (!isPublic) return { timed, timed_outside: timed - inside };
  const [, outside] = withholdSmall([inside, timed - inside]);
  return {
    timed: withholdOne(timed),
    timed_outside: outside ?? 0,
  };
}

function displayedNumbers(
  rows: readonly PartRow[],
  isPublic: boolean,
): Pick<NationFacts, "number_kinds" | "impossible_numbers"> {
  const own = rows.filter((row) => row.split === "number_kind");
  const kinds = new Map<string, number>();
  let given = 0;
  let impossible = 0;
  for (const row of own) {
    const name = kindNames[row.part ?? ""] ?? "incomplete or damaged number";
    kinds.set(name, (kinds.get(name) ?? 0) + row.complaints);
    if (row.part !== "blank" && row.part !== "anonymous") given += row.complaints;
    if (impossibleKinds.includes(row.part ?? "")) impossible += row.complaints;
  }
  const parts = [...kinds]
    .map(([label, complaints]) => ({ label, complaints }))
    .sort((a, b) => b.complaints - a.complaints || (a.label < b.label ? -1 : 1));
  const small = (n: number): Count => (isPublic ? withholdOne(n) : n);
  return {
    number_kinds: isPublic ? mergeSmall(parts, others("kinds")).parts : parts,
    impossible_numbers: { given: small(given), impossible: small(impossible) },
  };
}
