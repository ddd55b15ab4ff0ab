import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { once } from "node:events";
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  fsyncSync,
  openSync,
  writeSync,
} from "node:fs";
import { basename, join } from "node:path";
import { CommandError } from "../../errors.ts";
import { archiveMark, markSize } from "../verifier/core.js";
import { hashOfPieces } from "../../workspace/file-hash.ts";
import { bagPaths } from "./bag.ts";

/** Zip's own date of no date: the same bag gives the same archive. */
const noDate = new Date(1980, 0, 1);

/** Archives of 4 GiB or more need zip64, which review tools of agencies and our writer do not share. */
const mostBytes = 2 ** 32 - 2 ** 24;

/**
 * Writes a bag as a zip archive in the form that agencies' review tools load: no encryption, deflate for text, nothing
 * else. The same bag gives the same bytes. Its comment is its mark, which the verifier compares.
 */
export async function archiveBag(bag: string, file: string): Promise<void> {
  const files = bagPaths(bag);
  const bytes = files.reduce((sum, { bytes: n }) => sum + n, 0);
  if (bytes > mostBytes)
    throw new CommandError(
      `the response has ${(bytes / 2 ** 30).toFixed(1)} GiB; an archive takes 4: produce one class of records at a time (--records), or one form (csv, parquet)`,
    );
  const out = createWriteStream(file, { mode: 0o600 });
  let failed: Error | null = null;
  let isFull = false;
  const zip = new Zip((error, chunk) => {
    if (error) failed = error;
    else isFull = !out.write(chunk) || isFull;
  });
  const root = basename(bag);
  for (const { path } of files) {
    const isText = /\.(csv|txt|json|jsonld|sql|dat|opt|html|mjs|pem)$/.test(path);
    const name = `${root}/${path}`;
    const entry = isText ? new ZipDeflate(name, { level: 1 }) : new ZipPassThrough(name);
    entry.mtime = noDate;
    zip.add(entry);
    for await (const piece of createReadStream(join(bag, path), { highWaterMark: 1 << 18 })) {
      entry.push(piece as Uint8Array);
      if (failed) throw failed as Error;
      if (isFull) {
        await once(out, "drain");
        isFull = false;
      }
    }
    entry.push(new Uint8Array(), true);
  }
  zip.end();
  out.end();
  await once(out, "close");
  await markArchive(file);
}

/** Gives an archive its mark as its comment, over every byte before it: contents, lists, and what no content depends on. */
async function markArchive(file: string): Promise<void> {
  const descriptor = openSync(file, "r+");
  const { size } = fstatSync(descriptor);
  const commentSize = Buffer.alloc(2);
  commentSize.writeUInt16LE(markSize);
  writeSync(descriptor, commentSize, 0, 2, size - 2);
  const mark = await archiveMark(
    { stream: (start, end) => createReadStream(file, { start, end: end - 1 }) },
    size,
    { sha256: hashOfPieces },
  );
  writeSync(descriptor, mark, size, "latin1");
  fsyncSync(descriptor);
  closeSync(descriptor);
}
