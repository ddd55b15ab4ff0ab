import { slug, type Format } from "../formats/format.ts";
import { formats } from "../formats/index.ts";
import { plainRewrite, type Rewrite } from "../files/rewrite.ts";
import { headerCandidates, headLines } from "./header-cells.ts";
import type { ReportedValue } from "./map-sql.ts";

/** Where a format's columns stand in a file. */
export interface Layout {
  format: Format;
  delimiter: string;
  /** Physical lines above the first data row. */
  skipLines: number;
  /** Canonical name of each column in file order; null for a column that is not kept. */
  columns: (string | null)[];
  /** Header cells that no format column wants, as written. */
  ignored: string[];
  fileDate: string | null;
  /** Canonical columns that a column map makes: SQL over c0, c1, … */
  expressions?: Record<string, string>;
  /** Some rows only say when a call ended: see `ended_by` of a column map. */
  hasEndRows?: boolean;
  /** Values that a column map does not know, to be reported. */
  reports?: readonly ReportedValue[];
  /** Header cells as written, where the text has a header: a file may hold it again midway. */
  header?: readonly string[];
  /** How the text must be rewritten before the engine can read it. */
  rewrite?: Rewrite;
  /** Encoding that a column map names. */
  encoding?: string;
  /** Zone of times without an offset that a column map names. */
  zone?: string;
  /** Order of day and month that a column map names. */
  dateOrder?: DateOrder;
}

export type DateOrder = "day_first" | "month_first";

/** Finds the format and header in the first characters of a text file; undefined where none fits. */
export function recogniseText(head: string, only?: Format): Layout | undefined {
  for (const found of headerCandidates(headLines(head))) {
    const { cells, delimiter, below } = found;
    if (cells.length < 2) continue;
    const layout = matchHeader(cells, only);
    if (!layout) continue;
    const date = layout.format.fileDate?.exec(found.lines.join("\n"))?.[1] ?? null;
    return {
      ...layout, delimiter, skipLines: below, fileDate: isoDate(date), header: cells,
      ...(layout.format.comment && {
        rewrite: plainRewrite({
          delimiter, width: layout.columns.length, isRagged: true, skipLines: below,
          // The engine would cut a cell that holds the mark.
          skipLinesThatStartWith: [layout.format.comment],
        }),
      }),
    }; // prettier-ignore
  }
  return undefined;
}

/** Finds the format of a table by its column names (Parquet). */
export function recogniseColumns(names: readonly string[], only?: Format): Layout | undefined {
  const layout = matchHeader(names, only);
  return layout && { ...layout, delimiter: ",", skipLines: 0, fileDate: null };
}

function matchHeader(
  cells: readonly string[],
  only?: Format,
): Pick<Layout, "format" | "columns" | "ignored"> | undefined {
  let best: Pick<Layout, "format" | "columns" | "ignored"> | undefined;
  for (const format of only ? [only] : formats) {
    const kept = cells.filter((cell) => !format.fileDate?.test(cell));
    const taken = new Set<string>();
    const columns = kept.map((cell) => {
      const name = canonical(format, slug(cell));
      if (name === null || taken.has(name)) return null;
      taken.add(name);
      return name;
    });
    if (!format.required.every((name) => taken.has(name))) continue;
    if (best && best.format.required.length >= format.required.length) continue;
    best = { format, columns, ignored: kept.filter((_, i) => columns[i] === null) };
  }
  return best;
}

function canonical(format: Format, cell: string): string | null {
  if (Object.hasOwn(format.columns, cell)) return cell;
  for (const [name, aliases] of Object.entries(format.columns)) {
    if (aliases.includes(cell)) return name;
  }
  return null;
}

/** A date of the kinds that stand above headers. */
function isoDate(text: string | null): string | null {
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text ?? "");
  if (us) return `${us[3]}-${us[1]?.padStart(2, "0")}-${us[2]?.padStart(2, "0")}`;
  return /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? text : null;
}
