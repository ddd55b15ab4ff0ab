import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  openSync,
  readSync,
  rmSync,
} from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { Unzip, UnzipInflate } from "fflate";
import { CommandError } from "../../src/errors.ts";

/**
 * Writes the files of an archive into a folder and returns their names with where they are. Every file is compared
 * with the CRC-32 of the archive's directory, and their number with the directory's.
 */
export async function unzip(
  path: string,
  folder: string,
): Promise<[entry: string, file: string][]> {
  const damaged = (cause?: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    return new CommandError(`${path}: damaged zip archive: fetch it again`, 1, { cause });
  };
  const directory = readDirectory(path);
  if (!directory) throw damaged();
  const entries: { name: string; file: string; crc: number }[] = [];
  const pending: Promise<unknown>[] = [];
  let failure: Error | undefined;
  const reader = new Unzip((entry) => {
    if (entry.name.endsWith("/")) return;
    const found = { name: entry.name, file: join(folder, String(entries.length)), crc: 0 };
    entries.push(found);
    const out = createWriteStream(found.file);
    pending.push(once(out, "close"));
    entry.ondata = (error, chunk, final) => {
      if (error) failure = error;
      else {
        found.crc = crc32(chunk, found.crc);
        out.write(chunk);
      }
      if (error || final) out.end();
    };
    entry.start();
  });
  reader.register(UnzipInflate);
  try {
    for await (const chunk of createReadStream(path)) reader.push(chunk as Buffer);
    reader.push(new Uint8Array(), true);
  } catch (error) {
    throw damaged(error);
  }
  if (failure) throw damaged(failure);
  await Promise.all(pending);
  const isWhole =
    entries.length === directory.size &&
    entries.every((entry) => directory.get(entry.name) === entry.crc);
  if (!isWhole) throw damaged();
  return entries.map(({ name, file }) => [name, file]);
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/** Names and CRC-32 of the files in the archive's central directory; undefined where there is none to read. */
function readDirectory(path: string): Map<string, number> | undefined {
  const descriptor = openSync(path, "r");
  try {
    const { size } = fstatSync(descriptor);
    const tail = Buffer.alloc(Math.min(size, 65_557));
    readSync(descriptor, tail, 0, tail.length, size - tail.length);
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end--;
    if (end < 0) return undefined;
    const directory = Buffer.alloc(tail.readUInt32LE(end + 12));
    readSync(descriptor, directory, 0, directory.length, tail.readUInt32LE(end + 16));
    const found = new Map<string, number>();
    for (
      let at = 0;
      at + 46 <= directory.length && directory.readUInt32LE(at) === entrySignature;
    ) {
      const nameLength = directory.readUInt16LE(at + 28);
      const name = directory.toString("utf8", at + 46, at + 46 + nameLength);
      if (!name.endsWith("/")) found.set(name, directory.readUInt32LE(at + 16));
      at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    return found;
  } catch (error) {
    // A directory that points outside the file: what it says cannot be read.
    if (error instanceof RangeError) return undefined;
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** CRC-32 (IEEE 802.3), continued from `before`. Node's own comes with a later version than we ask for. */
function crc32(bytes: Uint8Array, before: number): number {
  let c = ~before;
  for (let i = 0; i < bytes.length; i++) c = table[(c ^ bytes[i]!) & 0xff]! ^ (c >>> 8);
  return ~c >>> 0;
}
