import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { CommandError } from "../../src/errors.ts";

const LF = 10;
const CR = 13;
const maxLineBytes = 16 * 2 ** 20;
export const chunkBytes = 2 ** 20;
/** In UTF-8. */
export const byteOrderMark = Buffer.from("\uFEFF");

/** The bytes of a file, decompressed where it is gzip; `onBytes` sees the bytes as they are stored. */
export async function* fileBytes(
  path: string,
  gzip: boolean,
  onBytes: (bytes: Buffer) => void = () => {},
): AsyncGenerator<Buffer> {
  const stored = createReadStream(path, { highWaterMark: chunkBytes });
  if (!gzip) {
    for await (const chunk of stored) {
      onBytes(chunk as Buffer);
      yield chunk as Buffer;
    }
    return;
  }
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  const feeding = (async () => {
    for await (const chunk of stored) {
      onBytes(chunk as Buffer);
      if (!gunzip.write(chunk)) await once(gunzip, "drain");
    }
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

/** The last carriage return that no line feed follows; -1 where there is none. */
function lastReturn(text: Buffer): number {
  let at = text.lastIndexOf(CR);
  while (at >= 0 && (at === text.length - 1 || text[at + 1] === LF))
    at = at === 0 ? -1 : text.lastIndexOf(CR, at - 1);
  return at;
}

/** A text in pieces of about a megabyte that end at line ends; a line over 16 MiB is an error. */
export async function* wholeLines(
  path: string,
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(LF);
    if (end < 0) {
      rest.push(chunk);
      restBytes += chunk.length;
      if (restBytes > maxLineBytes) {
        // Bare carriage returns may be the line ends.
        const all = Buffer.concat(rest);
        const cut = lastReturn(all) + 1;
        if (cut > 0 && all.length - cut <= maxLineBytes) {
          yield all.subarray(0, cut);
          rest = [all.subarray(cut)];
          restBytes = all.length - cut;
          continue;
        }
        throw new CommandError(
          `${path}: a line is longer than ${maxLineBytes / 2 ** 20} MiB: not an export, or its line breaks are lost`,
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

export function gzipError(path: string, error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  const cut = (error as NodeJS.ErrnoException).code === "Z_BUF_ERROR";
  return new CommandError(
    cut
      ? `${path}: truncated gzip: the file ends before its data does: fetch it again`
      : `${path}: damaged gzip (${(error as Error).message}): fetch it again`,
    1,
    { cause: error },
  );
}
