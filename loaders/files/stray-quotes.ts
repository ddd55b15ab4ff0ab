import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { LocatedRow } from "./find-rows.ts";
import { physicalLines } from "./physical-lines.ts";

/** A cell whose quote stays open over more lines or bytes than this was never meant to be one. */
const mostLines = 20;
const mostBytes = 8 * 1024;

const QUOTE = 34;

/**
 * Sets aside the lines that open a quote which never closes: such a line swallows all that follow it. Writes a copy
 * in which each of them is empty, so that every other line keeps its number, and returns them.
 */
export async function setAsideOpenQuotes(
  path: string,
  options: { gzip: boolean; skipLines: number; delimiter: string },
  copy: string,
): Promise<LocatedRow[]> {
  const delimiter = options.delimiter.charCodeAt(0);
  const out = createWriteStream(copy);
  const found: LocatedRow[] = [];
  let open: Buffer[] = [];
  let openBytes = 0;
  let quoted = false;
  let line = 0;

  const write = async (part: Buffer) => {
    if (!out.write(part)) await once(out, "drain");
  };

  /** Takes a line into the row that is open, and ends the row where its quotes are closed. */
  const take = async (text: Buffer): Promise<void> => {
    quoted = quoteState(text, delimiter, quoted);
    open.push(text);
    openBytes += text.length;
    if (!quoted) {
      for (const part of open) await write(part);
      open = [];
      openBytes = 0;
    } else if (open.length > mostLines || openBytes > mostBytes) await giveUp();
  };

  /** The first line of the open row is at fault: without it, the others are read anew. */
  const giveUp = async (): Promise<void> => {
    const [first, ...rest] = open as [Buffer, ...Buffer[]];
    found.push({ line: line - rest.length, raw: first.toString("utf8").replace(/\r?\n$/, "") });
    await write(Buffer.from("\n"));
    line -= rest.length;
    open = [];
    openBytes = 0;
    quoted = false;
    for (const again of rest) {
      line++;
      await take(again);
    }
  };

  for await (const text of physicalLines(path, options.gzip)) {
    line++;
    if (line <= options.skipLines) await write(text);
    else await take(text);
  }
  while (open.length > 0) await giveUp();
  out.end();
  await once(out, "close");
  return found;
}

/** Whether a quote is open after the line. A quote counts at the start of a cell; a doubled one stays. */
function quoteState(text: Buffer, delimiter: number, quoted: boolean): boolean {
  let cellStart = !quoted;
  let closedAt = -2;
  for (let i = 0; i < text.length; i++) {
    const byte = text[i] as number;
    if (quoted) {
      if (byte === QUOTE) {
        quoted = false;
        closedAt = i;
      }
    } else if (byte === QUOTE) {
      quoted = cellStart || closedAt === i - 1;
      cellStart = false;
    } else cellStart = byte === delimiter;
  }
  return quoted;
}
