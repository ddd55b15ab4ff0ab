import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { z } from "zod";
import { CommandError } from "../../src/errors.ts";
import { quotedText } from "../../src/data/sql-text.ts";
import { isTimeZone } from "../../src/time-zone.ts";
import { logicalLines, splitCsvLine } from "./header-cells.ts";
import { slug, type Format } from "../formats/format.ts";
import { mappableFormats } from "../formats/index.ts";
import type { Layout } from "./recognise.ts";

const column = z.union([z.string().min(1), z.number().int().min(1)]);

const schema = z.strictObject({
  /** What the map is for; stands in the load's notes. */
  name: z.string().min(1),
  /** The exchange format that the rows become. */
  format: z.string().default("carrier-cdr"),
  delimiter: z.string().min(1).max(3).default(","),
  /** False: the file has no header, and columns are counted from 1. */
  header: z.boolean().default(true),
  /** Lines above the header, or above the first row. */
  skip_lines: z.number().int().min(0).max(1000).default(0),
  /** Lines that start with this are comments. */
  comment: z.string().length(1).optional(),
  /** Zone of times that are written without an offset, such as America/Denver. */
  time_zone: z.string().optional(),
  /** How times are written, where not in a common way (strptime, as in %d.%m.%Y %H:%M:%S). */
  time_format: z.string().optional(),
  duration_unit: z.enum(["s", "ms", "min"]).default("s"),
  decimal_comma: z.boolean().default(false),
  /** Canonical column: the file's column, or a list of columns that are joined by a blank. */
  columns: z.record(z.string(), z.union([column, z.array(column).min(1)])),
  /** Canonical column: what the file writes, and what it means. */
  values: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** Canonical column: a value that stands for every row. */
  constants: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});

/** Describes how another's layout becomes one of the exchange formats. */
export interface ColumnMap extends z.infer<typeof schema> {
  path: string;
  target: Format;
  /** Hash of the map's text: the same file read by another map is another load. */
  sha256: string;
}

/** Reads a map (JSON or YAML) and checks all that can be checked without a file. */
export function readColumnMap(path: string): ColumnMap {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new CommandError(`${path}: cannot read the column map: ${(error as Error).message}`, 2);
  }
  // YAML is a superset of JSON, and its parser refuses a key that stands twice.
  const document = parseDocument(text, { uniqueKeys: true });
  const [problem] = document.errors;
  if (problem) {
    const line = problem.linePos?.[0].line ?? 1;
    throw new CommandError(`${path}: line ${line}: ${problem.message.split("\n")[0]}`, 2);
  }
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 10 }));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".");
    throw new CommandError(
      `${path}: ${where ? `${where}: ` : ""}${issue?.message ?? "not a map"}`,
      2,
    );
  }
  const map = parsed.data;
  const target = mappableFormats.find((format) => format.name === map.format);
  if (!target) {
    const names = mappableFormats.map((format) => format.name).join(", ");
    throw new CommandError(`${path}: format: ${map.format} is not one of ${names}`, 2);
  }
  checkColumns(path, map, target);
  if (map.time_zone !== undefined && !isTimeZone(map.time_zone)) {
    throw new CommandError(
      `${path}: time_zone: ${map.time_zone} is not a time zone: use a name such as America/Denver`,
      2,
    );
  }
  if (map.delimiter.length > 1 && map.delimiter !== "tab") {
    throw new CommandError(`${path}: delimiter: use one character, or tab`, 2);
  }
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { ...map, path, target, sha256 };
}

function checkColumns(path: string, map: z.infer<typeof schema>, target: Format): void {
  const fail = (message: string): never => {
    throw new CommandError(`${path}: ${message}`, 2);
  };
  const canonical = Object.keys(target.columns);
  for (const part of ["columns", "values", "constants"] as const) {
    for (const name of Object.keys(map[part])) {
      if (!canonical.includes(name)) {
        fail(`${part}: ${target.name} has no column ${name}; it has ${canonical.join(", ")}`);
      }
    }
  }
  for (const name of Object.keys(map.constants)) {
    if (name in map.columns) fail(`constants: ${name} is mapped to a column as well`);
  }
  const users = new Map<string, string>();
  for (const [name, from] of Object.entries(map.columns)) {
    for (const cell of [from].flat()) {
      if (!map.header && typeof cell !== "number")
        fail(`columns: ${name}: without a header, columns are numbers from 1`);
      const user = users.get(String(cell));
      if (user !== undefined) fail(`columns: ${cell} is mapped twice, to ${user} and to ${name}`);
      users.set(String(cell), name);
    }
  }
  for (const name of target.required) {
    if (!(name in map.columns) && !(name in map.constants))
      fail(`columns: ${name} is missing: ${target.name} cannot be read without it`);
  }
}

/** The layout of a file that is read by a map. Throws where the map names a column that the file lacks. */
export function mappedLayout(map: ColumnMap, head: string, file: string): Layout {
  const delimiter = map.delimiter === "tab" ? "\t" : map.delimiter;
  const lines = logicalLines(head.replace(/^\uFEFF/, ""), map.skip_lines + 200);
  let physical = 0;
  for (const line of lines.slice(0, map.skip_lines)) physical += line.split("\n").length;
  const rest = lines.slice(map.skip_lines);
  let first = 0;
  while (map.comment !== undefined && rest[first]?.startsWith(map.comment)) first++;
  const line = rest[first];
  if (line === undefined)
    throw new CommandError(`${file}: no line after the ${map.skip_lines} to skip`);
  const cells = splitCsvLine(line, delimiter);
  if (map.header) {
    for (const passed of rest.slice(0, first + 1)) physical += passed.split("\n").length;
  }
  return layoutOf(map, cells, delimiter, physical, file);
}

/** The same for a table whose columns have names (Parquet). */
export function mappedColumns(map: ColumnMap, names: readonly string[], file: string): Layout {
  return layoutOf(map, names, ",", 0, file);
}

function layoutOf(
  map: ColumnMap,
  cells: readonly string[],
  delimiter: string,
  skipLines: number,
  file: string,
): Layout {
  const used = new Set<number>();
  const place = (cell: string | number, name: string): string => {
    const index = typeof cell === "number" ? cell - 1 : findCell(cells, cell, map.path, file);
    if (index < 0 || index >= cells.length) {
      const has = map.header
        ? `its columns are ${cells.map((c) => c.trim()).join(", ")}`
        : `it has ${cells.length}`;
      throw new CommandError(
        `${file}: no column ${cell}, which ${map.path} names for ${name}; ${has}`,
      );
    }
    used.add(index);
    return `c${index}`;
  };
  const expressions: Record<string, string> = {};
  for (const [name, from] of Object.entries(map.columns)) {
    const places = [from].flat().map((cell) => place(cell, name));
    const joined =
      places.length === 1
        ? (places[0] as string)
        : `nullif(concat_ws(' ', ${places.join(", ")}), '')`;
    expressions[name] = translated(map, name, joined);
  }
  for (const [name, value] of Object.entries(map.constants))
    expressions[name] = quotedText(String(value));
  return {
    format: { ...map.target, comment: map.comment ?? map.target.comment },
    delimiter,
    skipLines,
    columns: cells.map(() => null),
    ignored: map.header ? cells.filter((_, i) => !used.has(i)) : [],
    fileDate: null,
    expressions,
  };
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

const isTime = (name: string) => /_time$|_at$/.test(name);

function translated(map: ColumnMap, name: string, cell: string): string {
  const values = Object.entries(map.values[name] ?? {});
  if (values.length > 0) {
    const cases = values.map(([from, to]) => `when ${quotedText(from)} then ${quotedText(to)}`);
    return `case trim(${cell}) ${cases.join(" ")} else ${cell} end`;
  }
  if (isTime(name) && map.time_format !== undefined) {
    const suffix = /%z/i.test(map.time_format) ? " || '+00:00'" : "";
    return `coalesce(strftime(try_strptime(trim(${cell}), ${quotedText(map.time_format)}), '%Y-%m-%d %H:%M:%S.%f')${suffix}, ${cell})`;
  }
  if (name === "duration_s") {
    const number = map.decimal_comma ? `replace(${cell}, ',', '.')` : cell;
    const factor = { s: "", ms: " / 1000", min: " * 60" }[map.duration_unit];
    return factor === ""
      ? number
      : `coalesce((try_cast(${number} as double)${factor})::varchar, ${number})`;
  }
  return cell;
}
