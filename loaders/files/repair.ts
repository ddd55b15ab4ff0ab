import { isUtf8 } from "node:buffer";
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { byteOrderMark, fileBytes, wholeLines } from "./lines.ts";
import { RecordCounter, type RecordRules } from "./records.ts";
import type { Scan } from "./scan.ts";

const LF = 10;
const CR = 13;

/** What a clean copy holds, by the same independent count as the scan's. */
export interface RepairedText {
  records: number;
  hasQuotes: boolean;
  hasStrayQuotes: boolean;
}

/**
 * Writes the text as UTF-8 with one kind of line end, line for line, so that line numbers stay true. Lines that are not
 * UTF-8 are read as Windows-1252; NUL bytes go; a bare carriage return is a blank, or a line end where there are no
 * others.
 */
export async function writeCleanCopy(
  path: string,
  gzip: boolean,
  scan: Scan,
  rules: RecordRules,
  copy: string,
): Promise<RepairedText> {
  const counter = new RecordCounter(rules);
  const out = createWriteStream(copy, { mode: 0o600 });
  const bareReturn = scan.hasOnlyCarriageReturns ? LF : 0x20;
  for await (const lines of wholeLines(path, fileBytes(path, gzip))) {
    const clean = cleanBytes(utf8Lines(lines), bareReturn);
    counter.feed(clean);
    if (!out.write(clean)) await once(out, "drain");
  }
  counter.end();
  await close(out);
  const { records, hasQuotes, hasStrayQuotes } = counter;
  return { records, hasQuotes, hasStrayQuotes };
}

/** Writes the text of a gzip file as it is. */
export async function writeInflatedCopy(path: string, copy: string): Promise<void> {
  const out = createWriteStream(copy, { mode: 0o600 });
  for await (const bytes of fileBytes(path, true)) if (!out.write(bytes)) await once(out, "drain");
  await close(out);
}

export async function close(out: WriteStream): Promise<void> {
  out.end();
  await once(out, "close");
}

/** The same lines in UTF-8. The lines at fault are found by halving, so that a good megabyte costs one look. */
function utf8Lines(lines: Buffer): Buffer {
  if (isUtf8(lines)) return lines;
  const windows = new TextDecoder("windows-1252");
  const parts: Buffer[] = [];
  const take = (part: Buffer): void => {
    if (part.length === 0) return;
    if (isUtf8(part)) parts.push(part);
    else {
      const middle = part.indexOf(LF, part.length >> 1);
      const cut =
        middle >= 0 && middle + 1 < part.length
          ? middle + 1
          : part.lastIndexOf(LF, Math.max(0, (part.length >> 1) - 1)) + 1;
      if (cut <= 0 || cut >= part.length) parts.push(Buffer.from(windows.decode(part)));
      else {
        take(part.subarray(0, cut));
        take(part.subarray(cut));
      }
    }
  };
  take(lines);
  return Buffer.concat(parts);
}

/** Without NUL bytes and byte order marks, and with one kind of line end. */
function cleanBytes(marked: Buffer, bareReturn: number): Buffer {
  const lines = without(marked, byteOrderMark);
  if (!lines.includes(CR)) return without(lines, nul);
  const clean = Buffer.allocUnsafe(lines.length);
  let length = 0;
  for (let i = 0; i < lines.length; i++) {
    const byte = lines[i] as number;
    if (byte === 0) continue;
    if (byte !== CR) clean[length++] = byte;
    else if (lines[i + 1] !== LF) clean[length++] = bareReturn;
  }
  return clean.subarray(0, length);
}

const nul = Buffer.of(0);

function without(lines: Buffer, bytes: Buffer): Buffer {
  let at = lines.indexOf(bytes);
  if (at < 0) return lines;
  const parts: Buffer[] = [];
  let start = 0;
  for (; at >= 0; at = lines.indexOf(bytes, start)) {
    parts.push(lines.subarray(start, at));
    start = at + bytes.length;
  }
  return Buffer.concat([...parts, lines.subarray(start)]);
}
