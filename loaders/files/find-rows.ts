import { fileBytes, wholeLines } from "./lines.ts";
import { followQuotes } from "./quotes.ts";
import type { RecordRules } from "./records.ts";

/** A row that DuckDB could not split, as it reported it. */
export interface BrokenRow {
  bytePosition: number;
  text: string;
}

export interface LocatedRow {
  /** Null where the text has no lines that count, as in JSON. */
  line: number | null;
  raw: string;
  /** Why it cannot be a row. */
  reason: string;
}

const LF = 10;
const CR = 13;
const QUOTE = 34;
const maxRawBytes = 64 * 1024;

export interface FoundRows {
  accepted: Map<number, { line: number; raw: string }>;
  /** Line of each broken row, and how many rows were accepted before it, by its byte position. */
  broken: Map<number, { line: number; acceptedBefore: number }>;
}

/**
 * Finds the physical line and raw text of rows of a CSV file: `ordinals` count the rows that DuckDB accepted (0 is
 * the first after the header), `broken` are those that it did not, in the order of the file. One pass; line 1 is the
 * file's first. Rows are split as DuckDB splits them: empty lines are no rows; at a broken row both start again.
 */
export async function findRows(
  path: string,
  options: RecordRules & {
    gzip: boolean;
    ordinals: readonly number[];
    broken: readonly BrokenRow[];
  },
): Promise<FoundRows> {
  const { skipLines, broken } = options;
  const found: FoundRows = { accepted: new Map(), broken: new Map() };
  const wanted = new Set(options.ordinals);
  const delimiter = options.delimiter.charCodeAt(0);
  let base = 0;
  let line = 0;
  let ordinal = -1;
  let nextBroken = 0;
  let skipUntil = -1;
  let isOpen = false;
  let parts: Buffer[] = [];
  let rowLine = 0;

  const finishRow = () => {
    if (parts.length > 0) {
      const raw = Buffer.concat(parts).subarray(0, maxRawBytes).toString("utf8");
      found.accepted.set(ordinal, { line: rowLine, raw: raw.replace(/\r?\n?$/, "") });
      parts = [];
    }
    isOpen = false;
  };

  for await (const lines of wholeLines(path, fileBytes(path, options.gzip))) {
    let quote = lines.indexOf(QUOTE);
    for (let start = 0; start < lines.length;) {
      const lf = lines.indexOf(LF, start);
      const end = lf < 0 ? lines.length : lf + 1;
      const at = base + start;
      if (++line > skipLines) {
        const breaks = broken[nextBroken]?.bytePosition === at;
        if (breaks) {
          if (isOpen) finishRow();
          found.broken.set(at, { line, acceptedBefore: ordinal + 1 });
          skipUntil = at + Buffer.byteLength(broken[nextBroken]!.text);
          nextBroken++;
        }
        if (at >= skipUntil) {
          const first = lines[start];
          const isRow = isOpen || (first !== LF && first !== CR);
          if (isRow) {
            if (!isOpen) {
              ordinal++;
              rowLine = line;
            }
            if (wanted.has(ordinal)) parts.push(Buffer.from(lines.subarray(start, end)));
            if (quote >= 0 && quote < start) quote = lines.indexOf(QUOTE, start);
            if (isOpen || (quote >= 0 && quote < end)) {
              ({ isOpen } = followQuotes(lines, start, end, delimiter, isOpen));
            }
            if (!isOpen) finishRow();
          }
        }
      }
      start = end;
    }
    base += lines.length;
  }
  finishRow();
  return found;
}
