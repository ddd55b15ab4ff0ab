import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

const LF = 10;

/** The lines of a file with their ends, as bytes. */
export async function* physicalLines(path: string, gzip: boolean): AsyncGenerator<Buffer> {
  const source = createReadStream(path, { highWaterMark: 2 ** 20 });
  let rest = Buffer.alloc(0);
  for await (const part of gzip ? source.pipe(createGunzip()) : source) {
    const chunk = rest.length > 0 ? Buffer.concat([rest, part as Buffer]) : (part as Buffer);
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      yield chunk.subarray(start, end + 1);
      start = end + 1;
    }
    rest = Buffer.from(chunk.subarray(start));
  }
  if (rest.length > 0) yield rest;
}
