import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { fileBytes, wholeLines } from "./lines.ts";
import type { LocatedRow } from "./find-rows.ts";
import { followQuotes } from "./quotes.ts";
import { delimitersIn, isWholeRecord, RecordCounter, type RecordRules } from "./records.ts";
import { close } from "./repair.ts";

/** A cell whose quote stays open over more lines or bytes than this was never meant to be one… */
const maxLines = 5000;
const maxBytes = 2 ** 20;
/** …nor one over more than this, half of whose lines have as many delimiters as a record. */
const doubtfulLines = 20;
const doubtfulBytes = 8 * 1024;
const LF = 10;

/**
 * Sets aside the lines that open a quote which never closes, or closes in a later record: such a line swallows those
 * that follow it. Writes a copy in which each of them is empty, so that every other line keeps its number, and counts
 * the records of the copy. `isStrict` also sets aside lines whose quotes close where no cell ends.
 */
export async function setAsideStrayQuotes(
  path: string,
  gzip: boolean,
  rules: RecordRules,
  copy: string,
  isStrict = false,
): Promise<{ setAside: LocatedRow[]; records: number }> {
  const { delimiter, skipLines, cells, columns } = rules;
  const code = delimiter.charCodeAt(0);
  const out = createWriteStream(copy, { mode: 0o600 });
  const counter = new RecordCounter(rules);
  const found: LocatedRow[] = [];
  let open: Buffer[] = [];
  let openBytes = 0;
  let likeRecords = 0;
  let isOpen = false;
  let isMalformed = false;
  let line = 0;
  let ready: Buffer[] = [];

  /** Takes a line into the row that is open, and ends the row where its quotes are closed. */
  const take = (text: Buffer): void => {
    if (open.length > 0 && isWholeRecord(text, code, cells)) {
      open.push(text);
      giveUp();
      return;
    }
    const state = followQuotes(text, 0, text.length, code, isOpen);
    if (open.length > 0 && delimitersIn(text, code) === columns - 1) likeRecords++;
    isMalformed ||= state.isMalformed && (isStrict || open.length > 0);
    isOpen = state.isOpen;
    open.push(text);
    openBytes += text.length;
    if (!isOpen) {
      if (isMalformed) giveUp();
      else {
        ready.push(...open);
        reset();
      }
    } else if (wasNeverMeant()) giveUp();
  };
  const wasNeverMeant = () =>
    open.length > maxLines ||
    openBytes > maxBytes ||
    ((open.length > doubtfulLines || openBytes > doubtfulBytes) && 2 * likeRecords >= open.length);
  const reset = () => {
    open = [];
    openBytes = 0;
    likeRecords = 0;
    isOpen = false;
    isMalformed = false;
  };
  /** The first line of the open row is at fault: without it, the others are read again. */
  const giveUp = (): void => {
    const [first, ...rest] = open as [Buffer, ...Buffer[]];
    const raw = first.toString("utf8").replace(/\r?\n$/, "");
    found.push({ line: line - rest.length, raw, reason: "broken_quotes" });
    // Its own line end stays: the engine does not read a file with two kinds of them.
    const end = first.lastIndexOf(LF) < 0 ? 0 : first.at(-2) === 13 ? 2 : 1;
    ready.push(first.subarray(first.length - end));
    line -= rest.length;
    reset();
    for (const again of rest) {
      line++;
      take(again);
    }
  };

  for await (const lines of wholeLines(path, fileBytes(path, gzip))) {
    for (let start = 0; start < lines.length;) {
      const lf = lines.indexOf(LF, start);
      const end = lf < 0 ? lines.length : lf + 1;
      const text = lines.subarray(start, end);
      if (++line <= skipLines) ready.push(text);
      else take(text);
      start = end;
    }
    const closed = Buffer.concat(ready);
    ready = [];
    counter.feed(closed);
    if (!out.write(closed)) await once(out, "drain");
  }
  while (open.length > 0) giveUp();
  const last = Buffer.concat(ready);
  counter.feed(last);
  counter.end();
  out.write(last);
  await close(out);
  return { setAside: found, records: counter.records };
}
