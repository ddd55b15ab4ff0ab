import type { InOrder } from "./in-order.ts";
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

/** A row that was looked for, where it is in the file; no line and no text where it is not found there. */
export type FoundRow<Accepted, Broken> =
  | { accepted: Accepted; line: number | null; raw: string | null }
  /** `acceptedBefore`: how many rows DuckDB accepted before it. */
  | { broken: Broken; line: number | null; acceptedBefore: number | null };

/**
 * Finds the physical line and raw text of rows of a CSV file, in the order of the file: `accepted` by their ordinals
 * among the rows that DuckDB accepted (0 is the first after the header), `broken` are those that it did not. One pass;
 * line 1 is the file's first. Rows are split as DuckDB splits them: empty lines are no rows; at a broken row both start
 * again.
 */
export async function* findRows<Accepted extends { ordinal: number }, Broken extends BrokenRow>(
  path: string,
  options: Pick<RecordRules, "delimiter" | "skipLines"> & {
    gzip: boolean;
    accepted: InOrder<Accepted>;
    broken: InOrder<Broken>;
  },
): AsyncGenerator<FoundRow<Accepted, Broken>> {
  const { skipLines, accepted, broken } = options;
  const delimiter = options.delimiter.charCodeAt(0);
  let base = 0;
  let line = 0;
  let ordinal = -1;
  let skipUntil = -1;
  let isOpen = false;
  let parts: Buffer[] = [];
  let rowLine = 0;

  /** Gives the row that ends here. Only one that was looked for has parts. */
  async function* finishRow(): AsyncGenerator<FoundRow<Accepted, Broken>> {
    const raw = Buffer.concat(parts).subarray(0, maxRawBytes).toString("utf8");
    parts = [];
    yield { accepted: accepted.next!, line: rowLine, raw: raw.replace(/\r?\n?$/, "") };
    await accepted.advance();
  }

  for await (const lines of wholeLines(path, fileBytes(path, options.gzip))) {
    let quote = lines.indexOf(QUOTE);
    for (let start = 0; start < lines.length;) {
      const lf = lines.indexOf(LF, start);
      const end = lf < 0 ? lines.length : lf + 1;
      const at = base + start;
      if (++line > skipLines) {
        if (broken.next?.bytePosition === at) {
          if (parts.length > 0) yield* finishRow();
          isOpen = false;
          yield { broken: broken.next, line, acceptedBefore: ordinal + 1 };
          skipUntil = at + Buffer.byteLength(broken.next.text);
          await broken.advance();
        }
        if (at >= skipUntil) {
          const first = lines[start];
          const isRow = isOpen || (first !== LF && first !== CR);
          if (isRow) {
            if (!isOpen) {
              ordinal++;
              rowLine = line;
            }
            if (accepted.next?.ordinal === ordinal)
              parts.push(Buffer.from(lines.subarray(start, end)));
            if (quote >= 0 && quote < start) quote = lines.indexOf(QUOTE, start);
            if (isOpen || (quote >= 0 && quote < end)) {
              ({ isOpen } = followQuotes(lines, start, end, delimiter, isOpen));
            }
            if (!isOpen && parts.length > 0) yield* finishRow();
          }
        }
      }
      start = end;
    }
    base += lines.length;
  }
  if (parts.length > 0) yield* finishRow();
  for (; accepted.next; await accepted.advance())
    yield { accepted: accepted.next, line: null, raw: null };
  for (; broken.next; await broken.advance())
    yield { broken: broken.next, line: null, acceptedBefore: null };
}
