import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  openSync,
  read,
  readSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import { Readable, Transform, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";
import {
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type Entry,
  type ZipFile,
} from "yauzl";
import { CommandError } from "../../src/errors.ts";
import { crc32 } from "./crc32.ts";

/**
 * Writes the files of an archive into an empty folder and returns their names with where they are. On disk they are
 * called 0, 1, 2 and so on, so that no name in an archive decides where anything is written. Every file is compared
 * with the size and the CRC-32 in the archive's directory. Where anything fails, none of the files stay.
 */
export async function unzip(
  path: string,
  folder: string,
): Promise<[entry: string, file: string][]> {
  const unpacked: [entry: string, file: string][] = [];
  const descriptor = openSync(path, "r");
  try {
    const archive = await openArchive(descriptor);
    const names = new Set<string>();
    for (const { entry, name } of await readDirectory(archive, descriptor, path)) {
      const file = join(folder, String(unpacked.length));
      unpacked.push([uniqueName(name, names), file]);
      await unpack(archive, entry, path, file);
    }
    archive.close();
    return unpacked;
  } catch (error) {
    for (const [, file] of unpacked) rmSync(file, { force: true });
    if (error instanceof CommandError || isSystemError(error)) throw error;
    throw new CommandError(`${path}: damaged zip archive: fetch it again`, 1, { cause: error });
  } finally {
    closeSync(descriptor);
  }
}

/** A full disk or a missing file is no fault of the archive. Errors of zlib have codes too, but no system call. */
const isSystemError = (error: unknown): boolean => error instanceof Error && "syscall" in error;

/**
 * An open file for yauzl. Its own reader ends the process over an offset that no file can have, and closes the file
 * at a time of its own.
 */
class FileReader extends RandomAccessReader {
  readonly #descriptor: number;
  /** Where the length of the archive's comment stands: it reads as none. */
  readonly #commentLengthAt: number;

  constructor(descriptor: number, commentLengthAt: number) {
    super();
    this.#descriptor = descriptor;
    this.#commentLengthAt = commentLengthAt;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    if (!Number.isSafeInteger(position + length)) callback(null, 0);
    else
      read(this.#descriptor, buffer, offset, length, position, (error, bytesRead) => {
        for (const at of [this.#commentLengthAt, this.#commentLengthAt + 1])
          if (at >= position && at < position + bytesRead) buffer[offset + at - position] = 0;
        callback(error, bytesRead);
      });
  }
}

const endSignature = Buffer.from("PK\u0005\u0006", "latin1");
const endBytes = 22;

/**
 * Where the archive ends but for its comment, in which its marks of an end may stand too: yauzl would take the last of
 * them. The right one is that whose comment reaches to the end of the file.
 */
function endOfArchive(descriptor: number): number {
  const { size } = fstatSync(descriptor);
  const tail = Buffer.alloc(Math.min(size, endBytes + 0xffff));
  readSync(descriptor, tail, 0, tail.length, size - tail.length);
  for (let at = tail.lastIndexOf(endSignature); at >= 0;) {
    const rest = tail.length - at - endBytes;
    if (rest >= 0 && tail.readUInt16LE(at + endBytes - 2) === rest) return size - rest;
    if (at === 0) break;
    at = tail.lastIndexOf(endSignature, at - 1);
  }
  return size;
}

function openArchive(descriptor: number): Promise<ZipFile> {
  const size = endOfArchive(descriptor);
  return fromRandomAccessReaderPromise(new FileReader(descriptor, size - 2), size, {
    autoClose: false,
    // yauzl refuses what it decodes and finds unsafe, such as "..": harmless here, where names are only shown.
    decodeStrings: false,
    // Sizes are compared in `unpack`. Here an encrypted entry could look damaged, before it is told as encrypted.
    validateEntrySizes: false,
  });
}

const entrySignature = 0x02014b50;

interface NamedEntry {
  entry: Entry;
  name: string;
}

/** The files in the archive's directory. What cannot be unpacked is refused here, before anything is written. */
async function readDirectory(
  archive: ZipFile,
  descriptor: number,
  path: string,
): Promise<NamedEntry[]> {
  const found: NamedEntry[] = [];
  try {
    for await (const entry of archive.eachEntry()) {
      const { generalPurposeBitFlag: flags, fileNameRaw, extraFields } = entry;
      const name = getFileNameLowLevel(flags, fileNameRaw, extraFields, false);
      if (isPassedOver(name)) continue;
      if (entry.isEncrypted()) throw encrypted(`${path}/${name}`);
      if (!entry.canDecodeFileData()) {
        throw new CommandError(
          `${path}/${name}: packed with ${methodName(entry.compressionMethod)}, which is not read here: ` +
            "unpack the archive and load its files",
        );
      }
      found.push({ entry, name });
    }
  } catch (error) {
    // yauzl stops at such an entry without handing it out, so only its place can be told.
    if (error instanceof Error && error.message.startsWith("strong encryption")) {
      throw encrypted(`${path}: entry ${archive.entriesRead + 1} of ${archive.entryCount}`);
    }
    throw error;
  }
  // Writers without zip64 count in 16 bits, and 65,537 entries come out as one: nothing may be lost in silence.
  const next = Buffer.alloc(4);
  // A number, which yauzl's types take for a boolean.
  readSync(descriptor, next, 0, 4, Number(archive.readEntryCursor));
  if (next.readUInt32LE() === entrySignature) throw new Error("more entries than counted");
  return found;
}

/** Folders, and what macOS puts beside the files of a folder. */
const isPassedOver = (name: string): boolean =>
  name.endsWith("/") || name.startsWith("__MACOSX/") || /(^|\/)\.DS_Store$/.test(name);

const encrypted = (where: string) =>
  new CommandError(`${where}: encrypted: unpack the archive with its password and load its files`);

const methodNames = new Map([
  [9, "Deflate64"],
  [12, "bzip2"],
  [14, "LZMA"],
  [93, "Zstandard"],
  [95, "XZ"],
  [98, "PPMd"],
]);

function methodName(method: number): string {
  const name = methodNames.get(method);
  return name ? `${name} (method ${method})` : `compression method ${method}`;
}

/** An archive may hold two files of one name; the later ones are told apart by a number. */
function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`;
  taken.add(unique);
  return unique;
}

const chunkBytes = 256 * 1024;

async function unpack(archive: ZipFile, entry: Entry, path: string, file: string): Promise<void> {
  const { fileDataStart } = await archive.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed =
    entry.compressedSize === 0
      ? Readable.from([])
      : createReadStream(path, {
          start: fileDataStart,
          end: fileDataStart + entry.compressedSize - 1,
          highWaterMark: chunkBytes,
        });
  const inflate = entry.isCompressed() ? [createInflateRaw({ chunkSize: chunkBytes })] : [];
  const out = createWriteStream(file, { mode: 0o600 });
  try {
    await pipeline([packed, ...inflate, checked(entry), out]);
  } finally {
    // A file that is still being opened would come into being after it was removed.
    await Promise.all([closed(packed), closed(out)]);
  }
}

const closed = (stream: Readable | Writable): Promise<void> =>
  new Promise((resolve) => {
    if (stream.closed) resolve();
    else stream.once("close", resolve);
  });

/** Passes bytes on; fails as soon as they are more than the directory says, and at the end where they differ. */
function checked(entry: Entry): Transform {
  let size = 0;
  let crc = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      crc = crc32(chunk, crc);
      done(
        size > entry.uncompressedSize ? new Error("more bytes than in the directory") : null,
        chunk,
      );
    },
    flush(done) {
      if (size !== entry.uncompressedSize) done(new Error("fewer bytes than in the directory"));
      else done(crc === entry.crc32 ? null : new Error("another CRC-32 than in the directory"));
    },
  });
}
