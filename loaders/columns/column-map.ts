import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import {
  isMap as isYamlMap,
  isPair,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Scalar,
} from "yaml";
import type { z } from "zod";
import { CommandError } from "../../src/errors.ts";
import { isTimeZone } from "../../src/time-zone.ts";
import type { Format } from "../formats/format.ts";
import { mappableFormats } from "../formats/mappable.ts";
import { readLookup, type Lookup } from "./lookup.ts";
import { mapSchema, sourceCells, type MapText } from "./map-schema.ts";

/** Describes how another's layout becomes one of the exchange formats. */
export interface ColumnMap extends Omit<MapText, "lookups"> {
  path: string;
  target: Format;
  lookups: Record<string, Lookup>;
  /** Hash of the map's text and its lookup files: the same file read by another map is another load. */
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
  return parseColumnMap(path, text);
}

/** Throws a CommandError that names the line and key at fault. */
export function parseColumnMap(path: string, text: string): ColumnMap {
  const lines = new LineCounter();
  // YAML is a superset of JSON. Its parser would compare every key with every other.
  const document = parseDocument(text, { uniqueKeys: false, lineCounter: lines });
  const fail = (key: readonly PropertyKey[], message: string): never => {
    const line = lineOf(document, lines, key);
    const name = key.join(".");
    throw new CommandError(
      `${path}: ${line === undefined ? "" : `line ${line}: `}${name ? `${name}: ` : ""}${message}`,
      2,
    );
  };
  const [problem] = document.errors;
  if (problem) {
    const line = problem.linePos?.[0].line ?? 1;
    throw new CommandError(`${path}: line ${line}: ${problem.message.split("\n")[0]}`, 2);
  }
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<string>();
      for (const { key } of items) {
        const { value, range } = key as Scalar;
        const name = String(value);
        if (!seen.has(name) && name !== "__proto__") seen.add(name);
        else {
          const line = range ? lines.linePos(range[0]).line : 1;
          const what = name === "__proto__" ? "no such key" : "this key stands twice";
          throw new CommandError(`${path}: line ${line}: ${name}: ${what}`, 2);
        }
      }
    },
  });
  const parsed = mapSchema.safeParse(valueOf(document, fail));
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const unknown = issue.code === "unrecognized_keys" ? (issue.keys[0] ?? "") : "";
    fail(unknown ? [...issue.path, unknown] : issue.path, plainMessage(issue));
  }
  const map = parsed.data!;
  const target = mappableFormats.find((format) => format.name === map.format);
  if (!target) {
    const names = mappableFormats.map((format) => format.name).join(", ");
    return fail(["format"], `${map.format} is not one of ${names}`);
  }
  checkMap(map, target, fail);
  const hash = createHash("sha256").update(text);
  const lookups: Record<string, Lookup> = {};
  for (const [name, where] of Object.entries(map.lookups)) {
    const file = resolve(dirname(path), where.file);
    const lookup = readLookup(file, where, (message) => fail(["lookups", name], message));
    hash.update(lookup.text);
    lookups[name] = lookup;
  }
  return { ...map, lookups, path, target, sha256: hash.digest("hex") };
}

/** The document's value; aliases that would grow without end are refused. */
function valueOf(document: Document, fail: Fail): unknown {
  try {
    return document.toJS({ maxAliasCount: 10 });
  } catch (error) {
    return fail([], (error as Error).message);
  }
}

type Fail = (key: readonly PropertyKey[], message: string) => never;

function checkMap(map: MapText, target: Format, fail: Fail): void {
  const canonical = Object.keys(target.columns);
  for (const part of ["columns", "values", "constants"] as const) {
    for (const name of Object.keys(map[part])) {
      if (!canonical.includes(name)) {
        fail([part, name], `${target.name} has no column ${name}; it has ${canonical.join(", ")}`);
      }
    }
  }
  for (const name of Object.keys(map.constants)) {
    if (name in map.columns) fail(["constants", name], `${name} is mapped to a column as well`);
  }
  const named = map.fixed_width && Object.keys(map.fixed_width);
  const hasNames = map.header || named !== undefined || map.column_names !== undefined;
  for (const [name, source] of Object.entries(map.columns)) {
    for (const cell of sourceCells(source)) {
      if (typeof cell === "number" || cell === fileDate) continue;
      if (!hasNames) fail(["columns", name], "without a header, columns are numbers from 1");
      const known = named ?? map.column_names;
      if (known && !known.includes(cell))
        fail(["columns", name], `${cell} is not one of the file's columns: ${known.join(", ")}`);
    }
    if (typeof source === "object" && "by_kind" in source && !map.record_kinds)
      fail(["columns", name], "by_kind needs record_kinds, which names the column of the kind");
    if (
      typeof source === "object" &&
      "lookup" in source &&
      source.lookup &&
      !Object.hasOwn(map.lookups, source.lookup)
    )
      fail(["columns", name], `lookup ${source.lookup} is not one of lookups`);
  }
  if (map.ended_by && !("linked_id" in map.columns))
    fail(["ended_by"], "it needs the column linked_id, by which a call and its end are one");
  for (const name of target.required) {
    if (!(name in map.columns) && !(name in map.constants) && name !== "provider_id")
      fail(["columns"], `${name} is missing: ${target.name} cannot be read without it`);
  }
  for (const [i, zone] of [map.time_zone].entries())
    if (zone !== undefined && !isTimeZone(zone))
      fail(
        [i === 0 ? "time_zone" : ""],
        `${zone} is not a time zone: use a name such as America/Denver`,
      );
  if (map.date_from_name !== undefined) {
    try {
      new RegExp(map.date_from_name);
    } catch (error) {
      fail(["date_from_name"], (error as Error).message);
    }
  }
}

/** The word that stands for the date in a file's name: see `date_from_name`. */
export const fileDate = "$file_date";

/** The line of a key, or of the nearest one above it. */
function lineOf(
  document: Document,
  lines: LineCounter,
  key: readonly PropertyKey[],
): number | undefined {
  let node: unknown = document.contents;
  let line: number | undefined;
  for (const part of key) {
    if (!isYamlMap(node)) break;
    const pair = node.items.find((item) => isPair(item) && String(item.key) === String(part));
    if (!pair) break;
    const range = (pair.key as { range?: [number, number, number] }).range;
    if (range) line = lines.linePos(range[0]).line;
    node = pair.value;
  }
  return line;
}

function plainMessage(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys")
    return `no such key; see docs/adding-a-source.md for those there are`;
  return issue.message;
}
