import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  openSync,
  readSync,
  closeSync,
  statSync,
} from "node:fs";
import { once } from "node:events";
import { createGunzip } from "node:zlib";
import { CommandError } from "../../src/errors.ts";

/** What one pass over a file's bytes found out. */
export interface Inspection {
  sha256: string;
  bytes: number;
  /** True where DuckDB can read the text as it is. False: bytes that are not UTF-8, bare carriage returns, NULs,
   * or two kinds of line end; `cleanCopy` mends these without moving a line. */
  isClean: boolean;
  /** True where there are only bare carriage returns: they are the line ends. */
  hasOnlyCarriageReturns: boolean;
  hasQuotes: boolean;
  notes: string[];
}

/** Size and time of a file, to see whether it changes while it is read. */
export interface FileState {
  size: number;
  mtimeMs: number;
}

export function fileState(path: string): FileState {
  const { size, mtimeMs } = statSync(path);
  return { size, mtimeMs };
}

const mostLineBytes = 16 * 2 ** 20;
const chunkBytes = 2 ** 20;
const LF = 10;
const CR = 13;
const QUOTE = 34;

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

function gzipError(path: string, error: unknown): CommandError {
  const cut = (error as NodeJS.ErrnoException).code === "Z_BUF_ERROR";
  return new CommandError(
    cut
      ? `${path}: truncated gzip: the file ends before its data does: fetch it again`
      : `${path}: damaged gzip (${(error as Error).message}): fetch it again`,
    1,
    { cause: error },
  );
}

/** Yields whole lines in pieces of about a megabyte; a line over 16 MiB is an error. */
async function* wholeLines(path: string, stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of stream) {
    const end = chunk.lastIndexOf(LF);
    if (end < 0) {
      rest.push(chunk);
      restBytes += chunk.length;
      if (restBytes > mostLineBytes && !rest.some((part) => part.includes(CR))) {
        throw new CommandError(
          `${path}: a line is longer than ${mostLineBytes / 2 ** 20} MiB: not an export, or its line breaks are lost`,
        );
      }
      continue;
    }
    yield Buffer.concat([...rest, chunk.subarray(0, end + 1)]);
    rest = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : [];
    restBytes = chunk.length - end - 1;
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}

async function* hashed(path: string, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
    hash.update(chunk as Buffer);
    yield chunk as Buffer;
  }
}

async function* gunzipped(path: string, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  const feeding = (async () => {
    for await (const chunk of source) if (!gunzip.write(chunk)) await once(gunzip, "drain");
    gunzip.end();
  })();
  feeding.catch((error: Error) => gunzip.destroy(error));
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
    await feeding;
  } catch (error) {
    throw gzipError(path, error);
  }
}

/** Reads a text file once: its hash, and whether DuckDB can read it as it stands. */
export async function inspectText(path: string, gzip: boolean): Promise<Inspection> {
  const hash = createHash("sha256");
  const bytes = hashed(path, hash);
  let notUtf8 = false;
  let nuls = false;
  let bareReturns = false;
  let plainEnds = false;
  let dosEnds = false;
  let hasQuotes = false;
  for await (const lines of wholeLines(path, gzip ? gunzipped(path, bytes) : bytes)) {
    if (!notUtf8) notUtf8 = !isUtf8(lines);
    if (!nuls) nuls = lines.includes(0);
    if (!hasQuotes) hasQuotes = lines.includes(QUOTE);
    if (lines.includes(CR)) {
      const ends = lineEnds(lines);
      bareReturns ||= ends.bare > 0;
      dosEnds ||= ends.dos > 0;
      plainEnds ||= ends.plain > 0;
    } else plainEnds ||= lines.includes(LF);
  }
  const notes: string[] = [];
  if (notUtf8) notes.push("bytes that are not UTF-8 were read as Windows-1252");
  if (nuls) notes.push("NUL bytes were removed");
  if (bareReturns) notes.push("bare carriage returns were mended");
  return {
    sha256: hash.digest("hex"),
    bytes: statSync(path).size,
    isClean: !notUtf8 && !nuls && !bareReturns && !(plainEnds && dosEnds),
    hasOnlyCarriageReturns: bareReturns && !plainEnds && !dosEnds,
    hasQuotes,
    notes,
  };
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

/** Writes the text as UTF-8 with one kind of line end, line for line, so that line numbers stay true. */
export async function cleanCopy(
  path: string,
  gzip: boolean,
  inspection: Inspection,
  copy: string,
): Promise<void> {
  const hash = createHash("sha256");
  const bytes = hashed(path, hash);
  const out = createWriteStream(copy);
  const windows = new TextDecoder("windows-1252");
  for await (const lines of wholeLines(path, gzip ? gunzipped(path, bytes) : bytes)) {
    const text: string[] = [];
    for (let start = 0; start < lines.length;) {
      const end = lines.indexOf(LF, start);
      const line = lines.subarray(start, end < 0 ? lines.length : end + 1);
      text.push(isUtf8(line) ? line.toString("utf8") : windows.decode(line));
      start += line.length;
    }
    const mended = text
      .join("")
      .replaceAll("\0", "")
      .replaceAll("\r\n", "\n")
      .replaceAll("\r", inspection.hasOnlyCarriageReturns ? "\n" : " ");
    if (!out.write(mended)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of hashed(path, hash)) void chunk;
  return hash.digest("hex");
}
