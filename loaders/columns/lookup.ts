import { readFileSync } from "node:fs";
import { slug } from "../formats/format.ts";
import { logicalLines, splitCsvLine } from "./header-cells.ts";

/** A small table beside a map: what a cell of the export means, such as a trunk's provider. */
export interface Lookup {
  name: string;
  values: ReadonlyMap<string, string>;
  /** Its text, part of the identity of what is read by it. */
  text: string;
}

/** Reads a lookup file: CSV with a header. `fail` is called with what is wrong with it. */
export function readLookup(
  file: string,
  where: { key: string | number; value: string | number; delimiter: string },
  fail: (message: string) => never,
): Lookup {
  let text: string;
  try {
    text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    return fail(`${file}: cannot be read: ${(error as Error).message}`);
  }
  const [header = "", ...lines] = logicalLines(text, 1_000_000).filter(
    (line) => line.trim() !== "",
  );
  const names = splitCsvLine(header, where.delimiter).map((cell) => slug(cell));
  const place = (cell: string | number): number => {
    const index = typeof cell === "number" ? cell - 1 : names.indexOf(slug(cell));
    return index >= 0 && index < names.length
      ? index
      : fail(`${file}: no column ${cell}; it has ${names.join(", ")}`);
  };
  const key = place(where.key);
  const value = place(where.value);
  const values = new Map<string, string>();
  for (const [i, line] of lines.entries()) {
    const cells = splitCsvLine(line, where.delimiter);
    const from = cells[key]?.trim() ?? "";
    const to = cells[value]?.trim() ?? "";
    if (from === "") continue;
    const earlier = values.get(from);
    if (earlier !== undefined && earlier !== to)
      return fail(`${file}: row ${i + 2}: ${from} is ${earlier} above and ${to} here`);
    values.set(from, to);
  }
  return { name: file, values, text };
}
