import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, statSync, createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { byteOrderMark, fileBytes, gzipError, wholeLines } from "./lines.ts";
import { RecordCounter, type RecordRules } from "./records.ts";

/** What one pass over a text file's bytes found out. */
export interface Scan {
  sha256: string;
  bytes: number;
  /** Records by the independent count, to be compared with what the engine read. */
  records: number;
  /** About how many of them have another number of cells than their header. */
  uneven: number;
  hasQuotes: boolean;
  hasStrayQuotes: boolean;
  /** Bytes that DuckDB cannot read as they are; a clean copy must be made. */
  hasForeignBytes: boolean;
  hasNuls: boolean;
  /** Byte order marks below the first line: files that were put one after the other. */
  hasMarks: boolean;
  /** A cell of the header stands below it too. */
  hasNeedle: boolean;
  hasBareReturns: boolean;
  hasMixedLineEnds: boolean;
  /** There are only bare carriage returns: they are the line ends. */
  hasOnlyCarriageReturns: boolean;
}

/** Size and time of a file, to see whether it changes while it is read. */
export interface FileStamp {
  size: number;
  mtimeMs: number;
}

export function fileStamp(path: string): FileStamp {
  const { size, mtimeMs } = statSync(path);
  return { size, mtimeMs };
}

const LF = 10;
const CR = 13;

/** The first 64 kB of a file, a character for each byte: enough to see how its cells look. */
export const headText = async (path: string, gzip: boolean): Promise<string> =>
  (await readHead(path, gzip, 65_536)).toString("latin1");

/** The first bytes of a file, decompressed where it is gzip. */
export async function readHead(path: string, gzip: boolean, bytes = 2 ** 18): Promise<Buffer> {
  if (!gzip) {
    const buffer = Buffer.alloc(bytes);
    const descriptor = openSync(path, "r");
    try {
      return buffer.subarray(0, readSync(descriptor, buffer, 0, bytes, 0));
    } finally {
      closeSync(descriptor);
    }
  }
  const parts: Buffer[] = [];
  let size = 0;
  const source = createReadStream(path);
  const text = source.pipe(createGunzip());
  try {
    for await (const part of text) {
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      if (size >= bytes) break;
    }
  } catch (error) {
    throw gzipError(path, error);
  } finally {
    source.destroy();
  }
  return Buffer.concat(parts).subarray(0, bytes);
}

/** Reads a text file once, looking for `needle` below the lines to skip too: its hash, how many records it has, and whether DuckDB can read it as it is. */
export async function scanText(
  path: string,
  gzip: boolean,
  rules: RecordRules,
  needle?: string,
): Promise<Scan> {
  const hash = createHash("sha256");
  const counter = new RecordCounter(rules);
  let hasForeignBytes = false;
  let hasNuls = false;
  let hasMarks = false;
  let isFirst = true;
  let needles = 0;
  let bare = false;
  let plain = false;
  let dos = false;
  const text = wholeLines(
    path,
    fileBytes(path, gzip, (bytes) => hash.update(bytes)),
  );
  for await (const lines of text) {
    if (!hasForeignBytes) hasForeignBytes = !isUtf8(lines);
    if (needle !== undefined && needles < 2) needles += occurrences(lines, needle);
    if (!hasNuls) hasNuls = lines.includes(0);
    if (!hasMarks) hasMarks = lines.includes(byteOrderMark, isFirst ? 1 : 0);
    isFirst = false;
    if (lines.includes(CR)) {
      const ends = lineEnds(lines);
      bare ||= ends.bare > 0;
      dos ||= ends.dos > 0;
      plain ||= ends.plain > 0;
    } else plain ||= lines.includes(LF);
    counter.feed(lines);
  }
  counter.end();
  return {
    sha256: hash.digest("hex"),
    bytes: statSync(path).size,
    records: counter.records,
    uneven: counter.uneven,
    hasQuotes: counter.hasQuotes,
    hasStrayQuotes: counter.hasStrayQuotes,
    hasForeignBytes,
    hasNuls,
    hasMarks,
    // The first is that of the header itself.
    hasNeedle: needles > 1,
    hasBareReturns: bare,
    hasMixedLineEnds: plain && dos,
    hasOnlyCarriageReturns: bare && !plain && !dos,
  };
}

function occurrences(lines: Buffer, needle: string): number {
  let found = 0;
  for (let at = lines.indexOf(needle); at >= 0; at = lines.indexOf(needle, at + needle.length))
    found++;
  return found;
}

function lineEnds(lines: Buffer): { bare: number; dos: number; plain: number } {
  const counts = { bare: 0, dos: 0, plain: 0 };
  let feeds = 0;
  for (let i = lines.indexOf(LF); i >= 0; i = lines.indexOf(LF, i + 1)) {
    feeds++;
    if (i > 0 && lines[i - 1] === CR) counts.dos++;
  }
  counts.plain = feeds - counts.dos;
  let returns = 0;
  for (let i = lines.indexOf(CR); i >= 0; i = lines.indexOf(CR, i + 1)) returns++;
  counts.bare = returns - counts.dos;
  return counts;
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 }))
    hash.update(chunk as Buffer);
  return hash.digest("hex");
}
