import { CommandError } from "../../src/errors.ts";
import type { Rewrite, Trailer } from "../files/rewrite.ts";
import { bytesOf, recordParts, type Dialect } from "../files/record-parts.ts";
import { slug } from "../formats/format.ts";
import { withoutNumbers } from "../parse/private-text.ts";
import { fileDate, type ColumnMap } from "./column-map.ts";
import { mapExpressions } from "./map-sql.ts";
import { sourceCells } from "./map-schema.ts";
import type { Layout } from "./recognise.ts";

export const mapDelimiter = ({ delimiter = "," }: Pick<ColumnMap, "delimiter">): string =>
  delimiter === "tab" ? "\t" : delimiter;

/** The layout of a file that is read by a map. Throws where the map names a column that the file lacks. */
export function mappedLayout(map: ColumnMap, head: string, file: string): Layout {
  const delimiter = mapDelimiter(map);
  const dialect: Dialect = {
    delimiter: bytesOf(delimiter),
    quote: map.quote === "none" ? null : bytesOf(map.quote),
    escape: map.escape,
    ...(map.fixed_width && {
      fixed: Object.values(map.fixed_width).map((range) => {
        const [from = 1, to = 1] = range.split("-").map(Number);
        return [from - 1, to] as const;
      }),
    }),
  };
  const records = headRecords(head.replace(/^\uFEFF/, ""), dialect, map);
  const first = records.rows[0];
  if (first === undefined && (map.header || records.lines < map.skip_lines))
    throw new CommandError(`${file}: no line after the ${map.skip_lines} to skip`);
  const named = map.fixed_width ? Object.keys(map.fixed_width) : map.column_names;
  const header = map.header && !named ? first!.cells : named;
  if (map.header && !named) requireNames(first!.cells, map, file);
  const below =
    map.header && !map.fixed_width ? first!.below + map.skip_after_header : map.skip_lines;
  // Without a header the widest of the first records counts: kinds of records differ in their cells.
  const widest = Math.max(1, ...records.rows.map((row) => row.cells.length));
  const cells =
    header ??
    Array.from(
      {
        length:
          map.record_kinds || map.ragged ? mostCells(map, widest) : (first?.cells.length ?? widest),
      },
      () => "",
    );
  return layoutOf(map, cells, file, {
    dialect,
    skipLines: below,
    delimiter,
    isHeaderShown: map.header && !named,
  });
}

/** A first line that is a record would be taken for the header, and lost: it is refused. */
function requireNames(cells: readonly string[], map: ColumnMap, file: string): void {
  const value =
    /^\s*(?:[+(]?\d[\d ()./-]{5,}\d|\d{4}-\d\d-\d\d[T ].*|\d{1,2}[/.]\d{1,2}[/.]\d{4}.*)\s*$/;
  const at = cells.findIndex((cell) => value.test(cell));
  if (at >= 0)
    throw new CommandError(
      `${file}: line ${map.skip_lines + 1} should hold the names of the columns, but cell ${at + 1} is a number or a time. ` +
        `If the file has no header, say header: false in ${map.path}`,
    );
}

/** The same for a table whose columns have names (Parquet). */
export function mappedColumns(map: ColumnMap, names: readonly string[], file: string): Layout {
  return layoutOf(map, names, file, undefined);
}

interface HeadRecords {
  rows: { cells: string[]; below: number }[];
  lines: number;
}

/** The first records below the lines to skip, as text. `below`: physical lines above what follows the record. */
function headRecords(head: string, dialect: Dialect, map: ColumnMap): HeadRecords {
  const lines = bytesOf(head).split("\n");
  const rows: HeadRecords["rows"] = [];
  let open = "";
  for (let i = map.skip_lines; i < lines.length && rows.length < 200; i++) {
    const line = lines[i]!.replace(/\r$/, "");
    if (
      open === "" &&
      (line.trim() === "" || (map.comment && line.startsWith(bytesOf(map.comment))))
    )
      continue;
    open = open === "" ? line : `${open}\n${line}`;
    const { cells, isOpen } = recordParts(open, dialect);
    if (isOpen && open.length < 65_536) continue;
    open = "";
    const texts = cells.map((cell) => Buffer.from(cell, "latin1").toString("utf8"));
    rows.push({ cells: texts, below: i + 1 });
  }
  return { rows, lines: lines.length };
}

/** Cells of a row where kinds of records differ: as many as the map names, and as many as the file's head shows. */
function mostCells(map: ColumnMap, widest: number): number {
  const named = Object.values(map.columns)
    .flatMap(sourceCells)
    .filter((cell) => typeof cell === "number");
  return Math.max(widest, ...named);
}

interface TextForm {
  dialect: Dialect;
  skipLines: number;
  delimiter: string;
  isHeaderShown: boolean;
}

function layoutOf(
  map: ColumnMap,
  cells: readonly string[],
  file: string,
  form: TextForm | undefined,
): Layout {
  const used = new Set<number>();
  const place = (cell: string | number, what: string): string => {
    if (cell === fileDate) return fileDateText(map, file);
    const index = typeof cell === "number" ? cell - 1 : findCell(cells, cell, map.path, file);
    if (index < 0 || index >= cells.length) {
      // A map that comes with the program is for many versions of a layout: not all have every column.
      if (what === "optional" || (map.recognise && !map.target.required.includes(what)))
        return "null::varchar";
      const has = cells.some((c) => c !== "")
        ? `its columns are ${cells.map((c) => withoutNumbers(c.trim())).join(", ")}`
        : `it has ${cells.length}`;
      throw new CommandError(
        `${file}: no column ${cell}, which ${map.path} names for ${what}; ${has}`,
      );
    }
    used.add(index);
    return `c${index}`;
  };
  const made = mapExpressions(map, place);
  const rewrite = form && rewriteOf(map, cells, form, file);
  const plain = form && !rewrite;
  return {
    format: { ...map.target, comment: undefined },
    delimiter: plain ? form.delimiter : ",",
    skipLines: plain ? form.skipLines : 0,
    columns: cells.map(() => null),
    ignored: cells.filter((cell, i) => cell !== "" && !used.has(i)),
    fileDate: null,
    expressions: made.expressions,
    reports: made.reports,
    ...(map.ended_by && { hasEndRows: true }),
    ...(form?.isHeaderShown && { header: cells }),
    ...(rewrite && { rewrite }),
    ...(map.encoding && { encoding: map.encoding }),
    ...(map.time_zone !== undefined && { zone: map.time_zone }),
    ...(map.date_order && { dateOrder: map.date_order }),
  };
}

/** How the text must be rewritten before the engine can read it; undefined where it can as it is. */
function rewriteOf(
  map: ColumnMap,
  cells: readonly string[],
  form: TextForm,
  file: string,
): Rewrite | undefined {
  const { dialect } = form;
  const isSimple =
    dialect.fixed === undefined &&
    dialect.delimiter.length === 1 &&
    dialect.quote === '"' &&
    dialect.escape === "double" &&
    !map.record_kinds &&
    !map.ragged &&
    map.skip_footer === 0 &&
    map.trailer === undefined &&
    map.comment === undefined;
  if (isSimple) return undefined;
  const kind = map.record_kinds;
  const kindCell =
    kind &&
    (typeof kind.column === "number"
      ? kind.column - 1
      : findCell(cells, kind.column, map.path, file));
  return {
    ...dialect,
    width: cells.length,
    isRagged: map.ragged || kind !== undefined,
    skipLines: form.skipLines,
    skipFooter: map.skip_footer,
    trailers: map.trailer === undefined ? [] : [map.trailer].flat().map(trailerOf),
    skipLinesThatStartWith: map.comment === undefined ? [] : [bytesOf(map.comment)],
    ...(form.isHeaderShown && { header: cells.map(bytesOf) }),
    ...(kind &&
      kindCell !== undefined && {
        kinds: { cell: kindCell, keep: kind.keep, hold: kind.hold, skip: kind.skip },
      }),
    trim: map.trim,
  };
}

type MapTrailer = Exclude<NonNullable<ColumnMap["trailer"]>, unknown[]>;

function trailerOf({ starts_with, matches, required, count, counts }: MapTrailer): Trailer {
  const range = typeof count === "string" ? count.split("-").map(Number) : undefined;
  return {
    ...(starts_with !== undefined && { startsWith: bytesOf(starts_with) }),
    ...(matches !== undefined && { matches: new RegExp(matches) }),
    isRequired: required,
    counts,
    ...(typeof count === "number" && { count: count - 1 }),
    ...(range && { countAt: [range[0]! - 1, range[1]!] as const }),
  };
}

/** The date in the file's name, as SQL text. */
function fileDateText(map: ColumnMap, file: string): string {
  const name = file.split("/").at(-1)!;
  const found =
    map.date_from_name === undefined ? null : new RegExp(map.date_from_name).exec(name)?.[1];
  if (!found) {
    throw new CommandError(
      `${file}: its name holds no date: ${map.path} looks for ${map.date_from_name ?? "none: say how with date_from_name"}`,
    );
  }
  return `'${found.replaceAll("'", "''")}'`;
}

function findCell(cells: readonly string[], name: string, map: string, file: string): number {
  const exact = cells.flatMap((cell, i) => (cell.trim() === name.trim() ? [i] : []));
  const found =
    exact.length > 0 ? exact : cells.flatMap((cell, i) => (slug(cell) === slug(name) ? [i] : []));
  if (found.length > 1) {
    throw new CommandError(
      `${file}: the column ${name}, which ${map} names, stands ${found.length} times: name it by its number`,
    );
  }
  return found[0] ?? -1;
}
