import {
  nationArea,
  protectWithinSum,
  unplacedArea,
  type CellRow,
  type LinkedPart,
} from "./disclosure/month.ts";
import { isPrimary, isShown, smallestCell, sumShown, type Cell } from "./disclosure/rules.ts";
import { jurisdictions } from "../data/jurisdictions.ts";
import type { Count } from "./types.ts";

// How the tables of a month's complaints relate to each other: what a reader of two of them knows.

const areas = jurisdictions.map((j) => j.state);
export const hours = Array.from({ length: 24 }, (_, h) => String(h));

const isOwnCode = (part: string) => part !== "" && part !== "other";

/** Complaints from elsewhere that have a state's area code: its count by area code less those of its own area codes. */
export function elsewhereCells(cells: readonly CellRow[]): CellRow[] {
  const own = (state: string) =>
    cells.filter((c) => c.split === "area_code" && c.area === state && isOwnCode(c.part));
  return cells
    .filter((c) => c.split === "npa_state" && c.area === nationArea && c.part !== "")
    .map((c) => {
      const sum = (of: (cell: Cell) => number) => own(c.part).reduce((n, cell) => n + of(cell), 0);
      const value = c.value - sum((cell) => cell.value);
      return {
        area: c.part,
        split: "elsewhere",
        part: "",
        value,
        // At least so many sessions: one that has both kinds is counted on the other side.
        contributors: Math.max(
          0,
          Math.min(value, c.contributors - sum((cell) => cell.contributors)),
        ),
        largest: 0,
      };
    });
}

/**
 * What the area codes of each state tell of the national count of the state's area codes, and the other way round. That
 * count is printed only where what comes from elsewhere is none or no few, and where the state's total and all its area
 * codes are printed. Whether printed or not, it is at least what the state's area codes add up to.
 */
export function protectAreaCodes(
  cell: (area: string, split: string, part: string) => Cell,
  split: (area: string, split: string) => readonly { part: string; count: Count }[] | null,
  total: (area: string) => Count,
): LinkedPart[] {
  const linked: LinkedPart[] = areas.map((state) => {
    const codes = split(state, "area_code") ?? [];
    const isBroken = codes.some((p) => !isShown(p.count));
    const all = total(state);
    const others = sumShown(codes.filter((p) => !isOwnCode(p.part)).map((p) => p.count));
    const isKnown = codes.length > 0 && isShown(all) && isShown(others);
    const own = codes.filter((p) => isOwnCode(p.part)).map((p) => p.count);
    return {
      split: "npa_state",
      part: state,
      is_hidden: isPrimary(cell(state, "elsewhere", "")) || isBroken || !isShown(all),
      least: isKnown
        ? all - others
        : own.reduce<number>((sum, count) => sum + (isShown(count) ? count : 1), 0),
    };
  });
  const blanks = areas.map((area) => cell(area, "area_code", ""));
  const isBlankHidden = areas.some((area) =>
    split(area, "area_code")?.some((p) => p.part === "" && !isShown(p.count)),
  );
  const given = blanks.reduce((sum, c) => sum + c.value, 0);
  linked.push({
    split: "npa_state",
    part: "",
    is_hidden: isBlankHidden || (given > 0 && given < smallestCell),
    least: 0,
  });
  return linked;
}

const weekdays = [1, 2, 3, 4, 5, 6, 7];
const weekParts = (hour: string): string[] =>
  hour === "" ? [""] : weekdays.map((day) => `${day}-${hour}`);

/** The seven weekdays of an hour add up to the nation's hour, which is printed as well, and is that of the states. */
export function protectWeek(
  cell: (area: string, split: string, part: string) => Cell,
  split: (area: string, split: string) => readonly { part: string; count: Count }[] | null,
): LinkedPart[] {
  const national = split(nationArea, "hour");
  const counts = new Map(national?.map((p) => [p.part, p.count]));
  return ["", ...hours].flatMap((hour) =>
    protectWithinSum(
      "week_hour",
      weekParts(hour),
      national ? (counts.get(hour) ?? 0) : "withheld",
      cell,
    ),
  );
}

export const weekSums = (ids: {
  has: (id: string) => boolean;
}): { total: string; parts: string[] }[] =>
  ["", ...hours].flatMap((hour) => {
    const parts = weekParts(hour)
      .map((part) => `week_hour|${nationArea}|${part}`)
      .filter(ids.has);
    const total = `hour|${nationArea}|${hour}`;
    return ids.has(total) && parts.length > 0 ? [{ total, parts }] : [];
  });

/** The sums by which a reader of both tables can relate them. */
export function areaCodeSums(ids: {
  has: (id: string) => boolean;
  parts: (area: string, split: string) => readonly string[];
}): { total: string; parts: string[] }[] {
  const sums = areas.map((state) => ({
    total: `npa_state|${nationArea}|${state}`,
    parts: [
      ...ids
        .parts(state, "area_code")
        .filter(isOwnCode)
        .map((part) => `area_code|${state}|${part}`),
      `elsewhere|${state}|`,
    ],
  }));
  const blanks = areas.filter((area) => ids.parts(area, "area_code").includes(""));
  sums.push({
    total: `npa_state|${nationArea}|`,
    parts: [...blanks.map((area) => `area_code|${area}|`), `total|${unplacedArea}`],
  });
  return sums.filter(({ total, parts }) => [total, ...parts].every(ids.has));
}
