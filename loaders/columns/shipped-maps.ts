import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Format } from "../formats/format.ts";
import { slug } from "../formats/format.ts";
import { recordParts } from "../files/record-parts.ts";
import { parseColumnMap, type ColumnMap } from "./column-map.ts";
import { headerCandidates, headLines } from "./header-cells.ts";
import { mapDelimiter, mappedColumns, mappedLayout } from "./map-layout.ts";
import type { Layout } from "./recognise.ts";

const folder = new URL("../maps/", import.meta.url);

/** A map that comes with the program, and the format that it stands for. */
interface ShippedMap {
  map: ColumnMap;
  format: Format;
  recognise: NonNullable<ColumnMap["recognise"]>;
}

let maps: ShippedMap[] | undefined;

function shippedMaps(): readonly ShippedMap[] {
  maps ??= readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => {
      const url = new URL(name, folder);
      const map = parseColumnMap(fileURLToPath(url), readFileSync(url, "utf8"));
      const recognise = map.recognise!;
      const { format: formatName, title, publisher } = recognise;
      const format: Format = {
        ...map.target,
        name: formatName,
        title,
        publisher,
        namesNoProvider: map.target.name === "carrier-cdr",
      };
      return { map: { ...map, target: format }, format, recognise };
    });
  return maps;
}

/** The formats of the maps that come with the program; several maps may be of one format. */
export function shippedFormats(): readonly Format[] {
  const byName = new Map(shippedMaps().map(({ format }) => [format.name, format]));
  return [...byName.values()];
}

/** Finds the map that fits a text by its header, its first line or the cells of its first record. */
export function recogniseShipped(head: string, file: string, only?: Format): Layout | undefined {
  const lines = headLines(head);
  let best: { shipped: ShippedMap; skip: number; delimiter?: string } | undefined;
  for (const shipped of shippedMaps()) {
    if (only && only.name !== shipped.format.name) continue;
    const found = fits(shipped, lines);
    if (found === undefined) continue;
    const isBetter =
      !best ||
      (shipped.recognise.header?.length ?? 0) > (best.shipped.recognise.header?.length ?? 0);
    if (isBetter) best = { shipped, ...found };
  }
  if (!best) return undefined;
  const { shipped, skip, delimiter } = best;
  const { map } = shipped;
  const fitted = {
    ...map,
    skip_lines: map.skip_lines + skip,
    ...(delimiter !== undefined && { delimiter }),
  };
  return mappedLayout(fitted, head, file);
}

/** The same by the names of a table's columns (Parquet, JSON, XML). */
export function recogniseShippedColumns(
  names: readonly string[],
  file: string,
  only?: Format,
): Layout | undefined {
  const slugs = new Set(names.map(slug));
  const found = shippedMaps().filter(
    ({ recognise, format }) =>
      (!only || only.name === format.name) &&
      recognise.header?.every((cell) => slugs.has(slug(cell))),
  );
  const best = found.sort((a, b) => b.recognise.header!.length - a.recognise.header!.length)[0];
  return best && mappedColumns(best.map, names, file);
}

/** Lines above the header where the map fits, and the delimiter where the map leaves it open; undefined: it does not fit. */
function fits(
  { map, recognise }: ShippedMap,
  lines: readonly string[],
): { skip: number; delimiter?: string } | undefined {
  const { header, first_line, any_line, where, cells: width } = recognise;
  if (first_line !== undefined && !new RegExp(first_line).test(lines[0] ?? "")) return undefined;
  if (any_line !== undefined && !lines.some((line) => new RegExp(any_line).test(line)))
    return undefined;
  if (header) {
    const wanted = header.map(slug);
    const known = map.delimiter === undefined ? undefined : mapDelimiter(map);
    for (const { cells, delimiter, above } of headerCandidates(lines, known)) {
      const found = new Set(cells.map(slug));
      if (wanted.every((cell) => found.has(cell))) return { skip: above, delimiter };
    }
    return undefined;
  }
  if (!where) return { skip: 0 };
  const first = lines.find(
    (line) => line.trim() !== "" && !(map.comment && line.startsWith(map.comment)),
  );
  if (first === undefined) return undefined;
  const { cells } = recordParts(first, {
    delimiter: mapDelimiter(map),
    quote: map.quote === "none" ? null : map.quote,
    escape: map.escape,
  });
  if (width && (cells.length < width[0] || cells.length > width[1])) return undefined;
  const isAll = Object.entries(where).every(([no, pattern]) =>
    new RegExp(pattern).test((cells[Number(no) - 1] ?? "").trim()),
  );
  return isAll ? { skip: 0 } : undefined;
}
