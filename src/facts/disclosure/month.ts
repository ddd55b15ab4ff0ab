import type { Audience, Count } from "../types.ts";
import type { AuditedCell, AuditedSum } from "./audit.ts";
import { protectGrid, type Grid } from "./grid.ts";
import { emptyCell, isPrimary, isShown, leastForSplits, sumShown, type Cell } from "./rules.ts";

/** One cell of a month: an area ('US', a jurisdiction, or '' where none is named) and a part of a split. */
export interface CellRow extends Cell {
  area: string;
  split: string;
  part: string;
}

/** How a split may be published. */
export interface SplitRule {
  split: string;
  /** Whether the nation's parts are printed, and the areas' add up to them. */
  has_nation: boolean;
  /** Whether the areas' parts are printed. */
  has_areas: boolean;
  /** Parts whose sum is printed for every area, by a name. */
  sums?: Readonly<Record<string, readonly string[]>>;
}

/** A split of one area as it may be printed. */
export interface PublishedSplit {
  parts: { part: string; count: Count }[];
  sums: Readonly<Record<string, Count>>;
}

export interface PublishedMonth {
  /** What may be shown of each area's total. */
  total: (area: string) => Count;
  /** Null where the area's parts are not printed: its total is withheld or too small to break down. */
  split: (area: string, split: string) => PublishedSplit | null;
  /** What a reader of the month learns, for the audit. */
  audited: { cells: AuditedCell[]; sums: AuditedSum[] };
}

export const nationArea = "US";
export const unplacedArea = "";

/** How two splits of a month give each other away, where they do. */
export interface Links {
  /** National parts that must be withheld, or that a reader knows to be at least so many, given what the areas show. */
  protect: (
    cell: (area: string, split: string, part: string) => Cell,
    split: (area: string, split: string) => PublishedSplit["parts"] | null,
    total: (area: string) => Count,
  ) => LinkedPart[];
  /** Sums between cells of different splits, for the audit; ids are `split|area|part`. */
  sums: (ids: {
    has: (id: string) => boolean;
    parts: (area: string, split: string) => readonly string[];
  }) => AuditedSum[];
}

export interface LinkedPart {
  split: string;
  part: string;
  is_hidden: boolean;
  least: number;
}

/**
 * Parts of a national split that must be withheld because another printed figure is the sum of some of them: those that
 * protect each other within the sum, or all of them where the sum itself is withheld.
 */
export function protectWithinSum(
  split: string,
  parts: readonly string[],
  sum: Count,
  cell: (area: string, split: string, part: string) => Cell,
): LinkedPart[] {
  const cells = parts.map((part) => cell(nationArea, split, part));
  const counts = isShown(sum)
    ? protectGrid({
        rows: [{ area: nationArea, cells, isOpen: true, isTotalShown: true }],
        columns: parts,
        hasNation: false,
        sums: [],
      }).rows[0]!.cells
    : cells.map(({ value }): Count => (value > 0 ? "withheld" : value));
  return parts.map((part, i) => ({
    split, part, is_hidden: !isShown(counts[i] ?? "withheld"), least: 0,
  })); // prettier-ignore
}

const noLinks: Links = { protect: () => [], sums: () => [] };

/** Splits of areas that are not to be printed at all, as `split|area`. */
export type LeftOut = ReadonlySet<string>;
export const leftOutKey = (split: string, area: string): string => `${split}|${area}`;

/** Decides which cells of a month the audience may see: for offices all, for the public those that protect people. */
export function publishMonth(
  rows: readonly CellRow[],
  areas: readonly string[],
  rules: readonly SplitRule[],
  audience: Audience,
  links: Links = noLinks,
  leftOut: LeftOut = new Set(),
): PublishedMonth {
  const table = new CellTable(rows);
  const everywhere = [...areas, unplacedArea];
  if (audience === "office") return openMonth(table, rules);
  const forced = new Set<string>();
  // Where an area's parts cannot be protected while its total is known, the total goes too, and all is decided again.
  for (;;) {
    const totals = publishTotals(table, everywhere, forced);
    const decide = (rule: SplitRule, linked: readonly LinkedPart[] = []) =>
      publishSplit(
        table,
        everywhere,
        totals,
        rule,
        new Map(linked.map((l) => [l.part, l])),
        leftOut,
      );
    const splits = rules.map((rule) => decide(rule));
    const first = new Map(rules.map((rule, i) => [rule.split, splits[i]!]));
    const linked = links.protect(
      (area, split, part) => table.cell(area, split, part),
      (area, split) => first.get(split)?.areas.get(area)?.parts ?? null,
      (area) => totals.get(area) ?? 0,
    );
    for (const [i, rule] of rules.entries()) {
      const own = linked.filter((l) => l.split === rule.split);
      if (own.length > 0) splits[i] = decide(rule, own);
    }
    const failed = splits.flatMap((s) => s.unprotected).filter((area) => !forced.has(area));
    if (failed.length > 0) {
      for (const area of failed) forced.add(area);
      continue;
    }
    const bySplit = new Map(rules.map((rule, i) => [rule.split, splits[i]!]));
    return {
      total: (area) => totals.get(area) ?? 0,
      split: (area, split) => bySplit.get(split)?.areas.get(area) ?? null,
      audited: auditedMonth(table, everywhere, totals, rules, bySplit, links),
    };
  }
}

class CellTable {
  readonly #cells = new Map<string, Cell>();
  readonly #parts = new Map<string, string[]>();

  constructor(rows: readonly CellRow[]) {
    const parts = new Map<string, Set<string>>();
    for (const row of rows) {
      this.#cells.set(`${row.split}\n${row.area}\n${row.part}`, row);
      for (const key of [row.split, `${row.split}\n${row.area}`])
        parts.set(key, (parts.get(key) ?? new Set()).add(row.part));
    }
    for (const [key, set] of parts) this.#parts.set(key, [...set].sort());
  }

  cell(area: string, split: string, part: string): Cell {
    return this.#cells.get(`${split}\n${area}\n${part}`) ?? emptyCell;
  }

  total(area: string): Cell {
    return this.cell(area, "total", "");
  }

  /** Every part of a split that any area has, or one area; in order of name. */
  parts(split: string, area?: string): readonly string[] {
    return this.#parts.get(area === undefined ? split : `${split}\n${area}`) ?? [];
  }
}

function openMonth(table: CellTable, rules: readonly SplitRule[]): PublishedMonth {
  const byName = new Map(rules.map((rule) => [rule.split, rule]));
  return {
    total: (area) => table.total(area).value,
    split: (area, split) => {
      const rule = byName.get(split);
      if (!rule || !(area === nationArea ? rule.has_nation : rule.has_areas)) return null;
      if (table.total(area).value === 0) return null;
      const parts = table.parts(split, rule.has_nation ? undefined : area);
      const count = (part: string) => table.cell(area, split, part).value;
      return {
        parts: parts.map((part) => ({ part, count: count(part) })),
        sums: Object.fromEntries(
          Object.entries(rule.sums ?? {}).map(([name, of]) => [name, sumShown(of.map(count))]),
        ),
      };
    },
    audited: { cells: [], sums: [] },
  };
}

function publishTotals(
  table: CellTable,
  everywhere: readonly string[],
  forced: ReadonlySet<string>,
): Map<string, Count> {
  const cells = everywhere.map((area): Cell => {
    const cell = table.total(area);
    // No contributor: never to be shown.
    return forced.has(area) ? { ...cell, contributors: 0 } : cell;
  });
  const nation = table.total(nationArea);
  const isNationShown = !isPrimary(nation);
  const { rows } = protectGrid({
    rows: [{ area: nationArea, cells, isOpen: isNationShown, isTotalShown: isNationShown }],
    columns: everywhere,
    hasNation: false,
    sums: [],
  });
  return new Map([
    [nationArea, isNationShown ? nation.value : "withheld"],
    ...everywhere.map((area, i): [string, Count] => [area, rows[0]!.cells[i] ?? "withheld"]),
  ]);
}

/** Counts that add up to a total which a reader knows, as an audience may see them. */
export function publishOneWay(cells: readonly Cell[], audience: Audience): Count[] {
  if (audience === "office") return cells.map((cell) => cell.value);
  const { rows } = protectGrid({
    rows: [{ area: nationArea, cells, isOpen: true, isTotalShown: true }],
    columns: cells.map((_, i) => String(i)),
    hasNation: false,
    sums: [],
  });
  return rows[0]!.cells.map((count) => count ?? "withheld");
}

interface SplitResult {
  areas: Map<string, PublishedSplit>;
  unprotected: string[];
}

function publishSplit(
  table: CellTable,
  everywhere: readonly string[],
  totals: ReadonlyMap<string, Count>,
  rule: SplitRule,
  linked: ReadonlyMap<string, LinkedPart>,
  leftOut: LeftOut,
): SplitResult {
  const isTotalShown = (area: string) => isShown(totals.get(area) ?? "withheld");
  const isOpen = (area: string) =>
    area !== unplacedArea &&
    rule.has_areas &&
    !leftOut.has(leftOutKey(rule.split, area)) &&
    isTotalShown(area) &&
    table.total(area).value >= leastForSplits;
  if (rule.has_nation) {
    const columns = table.parts(rule.split);
    const rowOf = (area: string, open: boolean) => ({
      area,
      cells: columns.map((part) => {
        const cell = table.cell(area, rule.split, part);
        const link = area === nationArea ? linked.get(part) : undefined;
        if (!link) return cell;
        // No contributor: never to be shown.
        return { ...cell, least: link.least, ...(link.is_hidden && { contributors: 0 }) };
      }),
      isOpen: open,
      isTotalShown: isTotalShown(area),
    });
    const areas = rule.has_areas ? everywhere : [];
    const isNationOpen =
      !leftOut.has(leftOutKey(rule.split, nationArea)) &&
      isTotalShown(nationArea) &&
      table.total(nationArea).value >= leastForSplits;
    return protectedSplit(
      {
        rows: [...areas.map((area) => rowOf(area, isOpen(area))), rowOf(nationArea, isNationOpen)],
        columns,
        hasNation: rule.has_areas,
        sums: [],
      },
      rule,
    );
  }
  // No national parts are printed: each area stands by itself.
  const results = everywhere.map((area) => {
    const columns = table.parts(rule.split, area);
    const cells = columns.map((part) => table.cell(area, rule.split, part));
    const row = { area, cells, isOpen: isOpen(area), isTotalShown: isTotalShown(area) };
    return row.isOpen
      ? protectedSplit({ rows: [row], columns, hasNation: false, sums: [] }, rule)
      : { areas: new Map<string, PublishedSplit>(), unprotected: [] };
  });
  return {
    areas: new Map(results.flatMap((result) => [...result.areas])),
    unprotected: results.flatMap((result) => result.unprotected),
  };
}

function protectedSplit(grid: Grid, rule: SplitRule): SplitResult {
  const names = Object.keys(rule.sums ?? {});
  const sums = names.map((name) =>
    rule.sums![name]!.map((part) => grid.columns.indexOf(part)).filter((c) => c >= 0),
  );
  const areas = new Map<string, PublishedSplit>();
  if (grid.columns.length === 0) return { areas, unprotected: [] };
  const { rows, unprotected } = protectGrid({ ...grid, sums });
  for (const [r, row] of rows.entries()) {
    if (row.cells.some((cell) => cell === null)) continue;
    const of = grid.rows[r]!;
    areas.set(row.area, {
      parts: grid.columns.map((part, c) => ({ part, count: row.cells[c]! })),
      sums: Object.fromEntries(
        names.map((name, i) => [
          name,
          row.sums[i]
            ? sums[i]!.reduce((sum, c) => sum + of.cells[c]!.value, 0)
            : sumShown(sums[i]!.map((c) => row.cells[c]!)),
        ]),
      ),
    });
  }
  return { areas, unprotected };
}

/** The month as a reader has it: every cell with what is known of it, and the sums that hold. */
function auditedMonth(
  table: CellTable,
  everywhere: readonly string[],
  totals: ReadonlyMap<string, Count>,
  rules: readonly SplitRule[],
  bySplit: ReadonlyMap<string, SplitResult>,
  links: Links,
): PublishedMonth["audited"] {
  const cells: AuditedCell[] = [];
  const sums: AuditedSum[] = [];
  const add = (id: string, cell: Cell, shown: Count | null) => {
    cells.push({
      id,
      value: cell.value,
      status: shown === null ? "unpublished" : shown === "withheld" ? "withheld" : "shown",
      is_primary: isPrimary(cell),
    });
    return id;
  };
  const totalOf = (area: string) => `total|${area}`;
  for (const area of [...everywhere, nationArea])
    add(totalOf(area), table.total(area), totals.get(area) ?? null);
  sums.push({ total: totalOf(nationArea), parts: everywhere.map(totalOf) });
  for (const rule of rules) {
    const shown = bySplit.get(rule.split)!.areas;
    const areas = [...(rule.has_areas ? everywhere : []), ...(rule.has_nation ? [nationArea] : [])];
    const ofPart = new Map<string, string[]>();
    for (const area of areas) {
      const parts = table.parts(rule.split, rule.has_nation ? undefined : area);
      const split = shown.get(area);
      const ids = parts.map((part, i) => {
        const id = add(
          `${rule.split}|${area}|${part}`,
          table.cell(area, rule.split, part),
          split?.parts[i]?.count ?? null,
        );
        if (area !== nationArea) ofPart.set(part, [...(ofPart.get(part) ?? []), id]);
        return id;
      });
      // An area without any part of a split (unplaced complaints have no area code of their own) adds up to nothing.
      if (ids.length > 0) sums.push({ total: totalOf(area), parts: ids });
      for (const [name, of] of Object.entries(rule.sums ?? {})) {
        const value = split?.sums[name];
        if (value === undefined || value === "withheld") continue;
        const within = of.filter((part) => parts.includes(part));
        const cell = { value, contributors: value, largest: 0 };
        sums.push({
          total: add(`${rule.split}|${area}|=${name}`, cell, value),
          parts: within.map((part) => `${rule.split}|${area}|${part}`),
        });
      }
    }
    if (rule.has_nation && rule.has_areas) {
      for (const [part, ids] of ofPart)
        sums.push({ total: `${rule.split}|${nationArea}|${part}`, parts: ids });
    }
  }
  // What is in no table of its own may still follow from those that are.
  for (const area of everywhere) {
    if (table.parts("elsewhere", area).length > 0)
      add(`elsewhere|${area}|`, table.cell(area, "elsewhere", ""), null);
  }
  const known = new Set(cells.map((c) => c.id));
  sums.push(
    ...links.sums({ has: (id) => known.has(id), parts: (area, split) => table.parts(split, area) }),
  );
  return { cells, sums };
}
