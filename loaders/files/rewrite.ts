import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { CommandError } from "../../src/errors.ts";
import { slug } from "../formats/format.ts";
import type { LocatedRow } from "./find-rows.ts";
import { fileBytes, wholeLines } from "./lines.ts";
import { close } from "./repair.ts";
import { recordParts, type Dialect } from "./record-parts.ts";

/** A line that says how many records the file has. */
export interface Trailer {
  startsWith?: string;
  matches?: RegExp;
  /** A file without it may be incomplete. */
  isRequired: boolean;
  /** Cell (from 0) of the count; none: the trailer is passed over without a check. */
  count?: number;
  /** Place of the count in a trailer of fixed width: from (0-based) and to. */
  countAt?: readonly [from: number, to: number];
  /** Whether the count is of all lines, the trailer and the header included, or of the records alone. */
  counts: "records" | "lines";
}

/** How a text whose form the engine cannot read becomes CSV: see `rewrite`. */
export interface Rewrite extends Dialect {
  /** Cells of a written row. */
  width: number;
  /** Rows with fewer cells are filled up; of the exact width otherwise. */
  isRagged: boolean;
  /** Physical lines above the first record. */
  skipLines: number;
  /** Last lines that are no records. */
  skipFooter: number;
  trailers: readonly Trailer[];
  /** Lines that start with one of these are no records: comments, page heads. */
  skipLinesThatStartWith: readonly string[];
  /** Cells of the header in the order of the layout, where a file may hold it again. */
  header?: readonly string[];
  /** The cell that names a record's kind, and what becomes of each; a kind that is not named is rejected. */
  kinds?: {
    cell: number;
    keep: readonly string[];
    /** Records of calls that are not over: their end is in another record. */
    hold: readonly string[];
    skip: readonly string[];
  };
  trim: boolean;
}

/** The rewriting of an ordinary CSV text, with what else is to be done to it. */
export const plainRewrite = (
  how: Pick<Rewrite, "delimiter" | "width" | "skipLines"> & Partial<Rewrite>,
): Rewrite => ({
  quote: '"',
  escape: "double",
  isRagged: false,
  skipFooter: 0,
  trailers: [],
  skipLinesThatStartWith: [],
  trim: false,
  ...how,
});

/** What a rewritten file holds beside the rows written. */
export interface Rewritten {
  /** Records that cannot be rows, with the reason. */
  setAside: LocatedRow[];
  /** Lines and records that are no calls, by kind. */
  skipped: Map<string, number>;
  notes: string[];
}

/**
 * Writes the records of a text as CSV (comma, doubled quotes, UTF-8), each at the line where it begins: every line
 * that is no record is empty, so that line numbers stay true. Throws where a trailer's count differs from the records,
 * or where a header with other columns begins midway.
 */
export async function rewrite(
  path: string,
  file: string,
  gzip: boolean,
  how: Rewrite,
  copy: string,
): Promise<Rewritten> {
  const out = createWriteStream(copy, { mode: 0o600 });
  const rewriter = new Rewriter(path, how);
  let ready: string[] = [];
  const emit = (text: string) => ready.push(text);
  for await (const chunk of wholeLines(path, fileBytes(file, gzip))) {
    rewriter.feed(chunk.toString("latin1"), emit);
    const text = Buffer.from(ready.join(""), "latin1");
    ready = [];
    if (!out.write(text)) await once(out, "drain");
  }
  rewriter.end(emit);
  out.write(Buffer.from(ready.join(""), "latin1"));
  await close(out);
  return rewriter.result;
}

interface OpenRecord {
  line: number;
  lines: number;
  text: string;
}

const BOM = "\u00ef\u00bb\u00bf";
const maxRecordLines = 50;

class Rewriter {
  readonly result: Rewritten = { setAside: [], skipped: new Map(), notes: [] };
  readonly #path: string;
  readonly #how: Rewrite;
  #line = 0;
  #records = 0;
  #lines = 0;
  #open: OpenRecord | undefined;
  /** Records that may yet turn out to be the footer. */
  #waiting: OpenRecord[] = [];
  #order: readonly number[] | undefined;
  /** Cells of a row under the header that holds. */
  #width: number;
  readonly #trailersSeen = new Set<Trailer>();
  readonly #slugs: readonly string[] | undefined;
  readonly #keep: ReadonlySet<string>;
  readonly #hold: ReadonlySet<string>;
  readonly #skip: ReadonlySet<string>;

  constructor(path: string, how: Rewrite) {
    this.#path = path;
    this.#how = how;
    this.#slugs = how.header?.map(slug);
    this.#width = how.width;
    this.#keep = new Set(how.kinds?.keep);
    this.#hold = new Set(how.kinds?.hold);
    this.#skip = new Set(how.kinds?.skip);
  }

  feed(text: string, emit: (text: string) => void): void {
    for (let start = 0; start < text.length;) {
      const lf = text.indexOf("\n", start);
      const end = lf < 0 ? text.length : lf;
      const line = text.slice(start, text[end - 1] === "\r" ? end - 1 : end);
      this.#take(line, emit);
      start = end + 1;
    }
  }

  end(emit: (text: string) => void): void {
    if (this.#open) this.#giveUp(emit);
    const footer = this.#how.skipFooter;
    while (this.#waiting.length > footer) this.#write(this.#waiting.shift()!, emit);
    for (const line of this.#waiting) this.#pass("footer", line, emit);
    this.#waiting = [];
    if (
      this.#how.trailers.some((trailer) => trailer.isRequired && !this.#trailersSeen.has(trailer))
    )
      this.result.notes.push("the file lacks its closing line: it may be incomplete");
  }

  #take(line: string, emit: (text: string) => void): void {
    this.#line++;
    const how = this.#how;
    if (this.#line <= how.skipLines) return emit("\n");
    if (this.#open) {
      this.#open.text += `\n${line}`;
      this.#open.lines++;
    } else {
      const first = line.startsWith(BOM) ? line.slice(BOM.length) : line;
      if (first.trim() === "") return this.#queue({ line: this.#line, lines: 1, text: "" }, emit);
      if (how.skipLinesThatStartWith.some((start) => first.startsWith(start)))
        return this.#queue({ line: this.#line, lines: 1, text: "" }, emit);
      this.#open = { line: this.#line, lines: 1, text: first };
    }
    if (recordParts(this.#open.text, how).isOpen) {
      if (this.#open.lines > maxRecordLines) this.#giveUp(emit);
      return;
    }
    const record = this.#open;
    this.#open = undefined;
    this.#queue(record, emit);
  }

  /** A quote that never closes: its first line is at fault, the others are read again. */
  #giveUp(emit: (text: string) => void): void {
    const { line, text } = this.#open!;
    this.#open = undefined;
    const [first = "", ...rest] = text.split("\n");
    this.#aside({ line, lines: 1, text: first }, "broken_quotes", emit);
    const now = this.#line;
    this.#line = line;
    for (const again of rest) this.#take(again, emit);
    this.#line = Math.max(this.#line, now);
  }

  #queue(record: OpenRecord, emit: (text: string) => void): void {
    if (this.#how.skipFooter === 0) return this.#write(record, emit);
    if (record.text === "" && this.#waiting.length === 0) return emit("\n");
    this.#waiting.push(record);
    // Empty lines at the end are no part of a footer.
    const full = this.#waiting.filter(({ text }) => text !== "").length;
    if (full > this.#how.skipFooter) {
      this.#write(this.#waiting.shift()!, emit);
      while (this.#waiting[0]?.text === "") this.#write(this.#waiting.shift()!, emit);
    }
  }

  #write(record: OpenRecord, emit: (text: string) => void): void {
    if (record.text === "") return emit("\n".repeat(record.lines));
    this.#lines++;
    for (const trailer of this.#how.trailers)
      if (isTrailer(trailer, record.text)) {
        this.#trailersSeen.add(trailer);
        this.#check(trailer, record);
        return this.#pass("trailer", record, emit);
      }
    const { cells } = recordParts(record.text, this.#how);
    const { kinds, width } = this.#how;
    const wide = this.#width;
    if (kinds) {
      const kind = (cells[kinds.cell] ?? "").trim();
      if (this.#skip.has(kind)) return this.#pass(kind || "no kind", record, emit);
      if (this.#hold.has(kind)) {
        this.#records++;
        return this.#pass(`${kind} (a call that is not over)`, record, emit);
      }
      if (!this.#keep.has(kind)) return this.#aside(record, "unknown_record_kind", emit);
    }
    if (this.#slugs && this.#isHeader(cells, record)) return this.#pass("header", record, emit);
    this.#records++;
    if (cells.length > wide && cells.slice(wide).every((cell) => cell.trim() === ""))
      cells.length = wide;
    if (cells.length > wide) return this.#aside(record, "too_many_columns", emit, true);
    if (cells.length < wide && !this.#how.isRagged)
      return this.#aside(record, "too_few_columns", emit, true);
    const row: string[] = [];
    for (let i = 0; i < width; i++) {
      const cell = cells[this.#order === undefined ? i : this.#order[i]!] ?? "";
      row.push(csvCell(this.#how.trim ? cell.trim() : cell));
    }
    emit(row.join(",") + "\n".repeat(record.lines));
  }

  #pass(kind: string, record: OpenRecord, emit: (text: string) => void): void {
    this.result.skipped.set(kind, (this.result.skipped.get(kind) ?? 0) + 1);
    emit("\n".repeat(record.lines));
  }

  #aside(
    { line, lines, text }: OpenRecord,
    reason: string,
    emit: (text: string) => void,
    isCounted = false,
  ): void {
    if (!isCounted) this.#records++;
    this.result.setAside.push({ line, raw: Buffer.from(text, "latin1").toString("utf8"), reason });
    emit("\n".repeat(lines));
  }

  /** A header again: in the same order it is passed over, in another the rows below it are read by it. */
  #isHeader(cells: readonly string[], { line }: OpenRecord): boolean {
    const slugs = this.#slugs!;
    const found = cells.map((cell) => slug(cell));
    const known = found.filter((cell) => cell !== "" && slugs.includes(cell));
    if (known.length < Math.max(2, slugs.filter((cell) => cell !== "").length / 2)) return false;
    // A row beside which a header was glued is no header.
    if (cells.some((cell) => /\d{4}/.test(cell))) return false;
    const lacks = slugs.filter((name) => name !== "" && !found.includes(name));
    if (lacks.length > 0) {
      throw new CommandError(
        `${this.#path}: line ${line}: another header begins, without ${lacks.join(", ")}: split the file there`,
      );
    }
    const extra = found.filter((name) => !slugs.includes(name));
    if (extra.length > 0)
      this.result.notes.push(
        `line ${line}: a header with more columns, which are not kept: ${extra.join(", ")}`,
      );
    const order = slugs.map((name, i) => (found[i] === name ? i : found.indexOf(name)));
    const isSame = order.every((place, i) => place === i) && found.length === slugs.length;
    this.#order = isSame ? undefined : order;
    this.#width = found.length;
    if (!isSame && extra.length === 0)
      this.result.notes.push(
        `line ${line}: a header in another order: the rows below it are read by it`,
      );
    return true;
  }

  #check({ count, countAt, counts }: Trailer, { line, text }: OpenRecord): void {
    const said =
      countAt !== undefined
        ? text.slice(...countAt)
        : count !== undefined
          ? recordParts(text, { ...this.#how, fixed: undefined }).cells[count]
          : undefined;
    if (said === undefined) return;
    const digits = /\d+/.exec(said)?.[0];
    const has = counts === "records" ? this.#records : this.#lines + this.#how.skipLines;
    if (digits === undefined || Number(digits) !== has) {
      throw new CommandError(
        `${this.#path}: line ${line}: the trailer says ${said.trim() || "nothing"}, the file has ${has} ${counts}: ` +
          "it is not complete: fetch it again, or correct trailer.count in the map",
      );
    }
  }
}

const isTrailer = ({ startsWith, matches }: Trailer, text: string): boolean =>
  startsWith !== undefined ? text.startsWith(startsWith) : (matches?.test(text) ?? false);

const csvCell = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
