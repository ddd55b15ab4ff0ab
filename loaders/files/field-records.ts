import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { quotedCell } from "../../src/csv.ts";
import type { Layout } from "../columns/recognise.ts";
import { close } from "./repair.ts";

/** A record of a JSON, XML or SQL text: its fields by their paths, as text. */
export type Fields = Map<string, string>;

/** What `writeFieldRecords` wrote. */
export interface FieldRecords {
  layout: Layout;
  /** Records that are cut off or cannot be read. */
  unreadable: number;
}

/** So many records say which fields there are. */
const headRecords = 500;

/**
 * Writes records of named fields as CSV without a header, a record a line, whose columns `recognise` chose by the
 * names of the first records' fields. Undefined where it knows none of them.
 */
export async function writeFieldRecords(
  records: AsyncIterable<Fields | undefined>,
  recognise: (names: readonly string[]) => Layout | undefined,
  copy: string,
): Promise<FieldRecords | undefined> {
  const head: Fields[] = [];
  let unreadable = 0;
  let names: string[] = [];
  let layout: Layout | undefined;
  let out: ReturnType<typeof createWriteStream> | undefined;
  let ready: string[] = [];
  const line = (fields: Fields) =>
    names
      .map((name) => quotedCell((fields.get(name) ?? "").replaceAll(/[\r\n]+/g, " ")))
      .join(",") + "\n";
  const start = (): boolean => {
    names = [...new Set(head.flatMap((fields) => [...fields.keys()]))];
    layout = recognise(names);
    if (!layout) return false;
    out = createWriteStream(copy, { mode: 0o600 });
    ready.push(...head.map(line));
    return true;
  };
  for await (const fields of records) {
    if (fields === undefined) {
      unreadable++;
      continue;
    }
    if (!out) {
      head.push(fields);
      if (head.length < headRecords) continue;
      if (!start()) return undefined;
    } else ready.push(line(fields));
    if (ready.length > 5000) {
      if (!out!.write(ready.join(""))) await once(out!, "drain");
      ready = [];
    }
  }
  if (!out && (head.length === 0 || !start())) return undefined;
  out!.write(ready.join(""));
  await close(out!);
  return { layout: { ...layout!, delimiter: ",", skipLines: 0, header: undefined }, unreadable };
}
