import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

/** A row that DuckDB could not split, as it reported it. */
export interface BrokenRow {
  bytePosition: number;
  text: string;
}

export interface LocatedRow {
  line: number;
  raw: string;
}

const LF = 10;
const CR = 13;
const QUOTE = 34;
const mostRawBytes = 64 * 1024;

/**
 * Finds the physical line and raw text of rows of a CSV file: `ordinals` count the rows that DuckDB accepted (0 is
 * the first after the header), `broken` are those that it did not. One pass; line 1 is the file's first.
 * Rows are split as DuckDB splits them: a quote opens and closes, a doubled quote stays, empty lines are no rows.
 */
export async function locateRows(
  path: string,
  gzip: boolean,
  skipLines: number,
  ordinals: readonly number[],
  broken: readonly BrokenRow[],
  comment?: string,
): Promise<{ accepted: Map<number, LocatedRow>; broken: Map<number, number> }> {
  const accepted = new Map<number, LocatedRow>();
  const brokenLines = new Map<number, number>();
  const wanted = new Set(ordinals);
  const skips = new Map(broken.map((b) => [b.bytePosition, Buffer.byteLength(b.text)]));
  const commentByte = comment?.charCodeAt(0) ?? -1;

  let position = 0;
  let line = 1;
  let ordinal = 0;
  let rowStart = -1;
  let rowLine = 0;
  let quoted = false;
  let skipUntil = -1;
  let isComment = false;
  let parts: Buffer[] = [];
  let partBytes = 0;

  const finishRow = () => {
    if (rowStart >= 0 && skipUntil < 0 && !isComment) {
      if (wanted.has(ordinal)) {
        const raw = Buffer.concat(parts).toString("utf8").replace(/\r?\n?$/, "");
        accepted.set(ordinal, { line: rowLine, raw });
      }
      ordinal++;
    }
    rowStart = -1;
    quoted = false;
    skipUntil = -1;
    isComment = false;
    parts = [];
    partBytes = 0;
  };

  const source = createReadStream(path, { highWaterMark: 2 ** 20 });
  for await (const part of gzip ? source.pipe(createGunzip()) : source) {
    const chunk = part as Buffer;
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      const at = position + i;
      if (line <= skipLines) {
        if (byte === LF) line++;
        continue;
      }
      if (rowStart < 0) {
        if (byte === LF) {
          line++;
          continue;
        }
        if (byte === CR) continue;
        rowStart = at;
        rowLine = line;
        from = i;
        isComment = byte === commentByte;
        const length = skips.get(at);
        if (length !== undefined) {
          brokenLines.set(at, line);
          skipUntil = at + length;
        }
      }
      if (skipUntil >= 0 && at < skipUntil) {
        if (byte === LF) line++;
        continue;
      }
      if (byte === QUOTE && !isComment) quoted = !quoted;
      else if (byte === LF) {
        line++;
        if (!quoted || skipUntil >= 0) {
          if (wanted.has(ordinal) && partBytes < mostRawBytes) parts.push(chunk.subarray(from, i));
          finishRow();
        }
      }
    }
    if (rowStart >= 0 && wanted.has(ordinal) && partBytes < mostRawBytes) {
      parts.push(Buffer.from(chunk.subarray(from)));
      partBytes += chunk.length - from;
    }
    position += chunk.length;
    from = 0;
  }
  finishRow();
  return { accepted, broken: brokenLines };
}
