import { followQuotes } from "./quotes.ts";

const LF = 10;
const CR = 13;
const QUOTE = 34;

export interface RecordRules {
  delimiter: string;
  /** Physical lines above the first record. */
  skipLines: number;
  /**
   * Cells of a record, where no cell may hold one: a line inside a quoted cell that has as many is a record of its
   * own, and the quote was never meant to open.
   */
  cells?: number;
  /** Cells of a record, whatever they hold. */
  columns: number;
}

/** Of so many records one is looked at for its cells. */
const lookedAt = 100;

/**
 * Counts the records of a CSV text by its bytes alone, without the engine that splits them: a line that is not empty
 * is one, and a quoted cell may run over lines. Fed with pieces that end at line ends.
 */
export class RecordCounter {
  records = 0;
  hasQuotes = false;
  /** A cell that ran over lines was closed where no cell ends, or never: some quote was never meant to be one. */
  hasStrayQuotes = false;
  /** About how many records have another number of cells than their header: one line of a hundred is looked at. */
  get uneven(): number {
    return this.#uneven * lookedAt;
  }
  #uneven = 0;
  #line = 0;
  #isOpen = false;
  #ranOver = false;
  readonly #delimiter: number;
  readonly #skipLines: number;
  readonly #cells: number | undefined;
  readonly #columns: number;

  constructor({ delimiter, skipLines, cells, columns }: RecordRules) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#skipLines = skipLines;
    this.#cells = cells;
    this.#columns = columns;
  }

  feed(lines: Buffer): void {
    let quote = lines.indexOf(QUOTE);
    this.hasQuotes ||= quote >= 0;
    for (let start = 0; start < lines.length;) {
      const lf = lines.indexOf(LF, start);
      const end = lf < 0 ? lines.length : lf + 1;
      if (++this.#line > this.#skipLines) {
        if (quote >= 0 && quote < start) quote = lines.indexOf(QUOTE, start);
        if (this.#isOpen || (quote >= 0 && quote < end)) this.#takeQuoted(lines, start, end);
        else {
          const first = lines[start];
          if (first !== LF && first !== CR && ++this.records % lookedAt === 0) {
            const cells = delimitersIn(lines.subarray(start, end), this.#delimiter) + 1;
            if (cells !== this.#columns) this.#uneven++;
          }
        }
      }
      start = end;
    }
  }

  /** To be called once after the last piece. */
  end(): void {
    if (this.#isOpen) this.hasStrayQuotes = true;
  }

  #takeQuoted(lines: Buffer, start: number, end: number): void {
    if (!this.#isOpen) {
      this.records++;
      this.#ranOver = false;
    } else {
      this.#ranOver = true;
      if (isWholeRecord(lines.subarray(start, end), this.#delimiter, this.#cells))
        this.hasStrayQuotes = true;
    }
    const { isOpen, isMalformed } = followQuotes(lines, start, end, this.#delimiter, this.#isOpen);
    this.#isOpen = isOpen;
    if (isMalformed && this.#ranOver) this.hasStrayQuotes = true;
  }
}

/** Whether a line inside a quoted cell has all cells of a record (see `RecordRules.cells`). */
export function isWholeRecord(
  line: Uint8Array,
  delimiter: number,
  cells: number | undefined,
): boolean {
  return cells !== undefined && delimitersIn(line, delimiter) + 1 >= cells;
}

export function delimitersIn(line: Uint8Array, delimiter: number): number {
  let found = 0;
  for (const byte of line) if (byte === delimiter) found++;
  return found;
}
