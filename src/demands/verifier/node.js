import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  existsSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
} from "node:fs";
import { basename, join } from "node:path";
import { pipeline } from "node:stream";
import { createInflateRaw } from "node:zlib";
import { checkPackage, reportLines, signerOf, zipSource } from "./core.js";

const tools = {
  sha256: async (pieces) => {
    const hash = createHash("sha256");
    for await (const piece of pieces) hash.update(piece);
    return hash.digest("hex");
  },
  inflate: (pieces) => pipeline(pieces, createInflateRaw(), () => {}),
};

function folderSource(folder) {
  const walk = (below) =>
    readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
      const name = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return walk(name);
      // A link could lead out of the package: it is listed, and never read.
      return [name];
    });
  return {
    names: async () => walk(""),
    open: (name) => {
      if (!lstatSync(join(folder, name)).isFile()) throw new Error("is no plain file");
      return createReadStream(join(folder, name));
    },
  };
}

function zipFile(path) {
  const { size } = lstatSync(path);
  return {
    size,
    read: async (start, end) => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(end, size) - start));
      const descriptor = openSync(path, "r");
      readSync(descriptor, bytes, 0, bytes.length, start);
      closeSync(descriptor);
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    },
    stream: (start, end) =>
      end > start ? createReadStream(path, { start, end: end - 1, highWaterMark: 1 << 20 }) : [],
  };
}

/** What is wrong with the archive by the signed hash that lies beside it. */
async function besideFaults(path, pem) {
  const listing = `${path}.sha256`;
  if (!existsSync(listing)) return [];
  const text = readFileSync(listing);
  const [, hash, name] = /^([0-9a-f]{64}) {2}(.+)\n$/.exec(text.toString("utf8")) ?? [];
  const faults = [];
  if (name !== basename(path)) faults.push(`${basename(listing)}: is not about ${basename(path)}`);
  else if ((await tools.sha256(createReadStream(path, { highWaterMark: 1 << 20 }))) !== hash)
    faults.push(`${basename(path)}: was changed: its SHA-256 is not that of ${basename(listing)}`);
  if (
    existsSync(`${listing}.sig`) &&
    pem !== null &&
    (await signerOf(text, readFileSync(`${listing}.sig`), pem)) === null
  )
    faults.push(`${basename(listing)}.sig: does not hold`);
  // Whether the authority signed it is for openssl and the authority's certificate: here only what it is about.
  const stamp = `${path}.tsr`;
  if (existsSync(stamp) && hash && !readFileSync(stamp).includes(Buffer.from(hash, "hex")))
    faults.push(`${basename(stamp)}: is no time stamp of this archive`);
  return faults;
}

/** Whether a text is the id of a key. */
export const isKeyId = (text) => /^[0-9a-f]{16}$/i.test(text);

/** Checks the package at a path, a folder or a zip archive; `key` is the id that its key must have. */
export async function verifyPath(path, expected) {
  const key = expected?.toLowerCase();
  let beside = [];
  let report = { faults: [], files: 0, bytes: 0, key_id: null, facts: {} };
  try {
    if (lstatSync(path).isDirectory())
      report = await checkPackage(folderSource(path), tools, { key });
    else {
      const source = await zipSource(zipFile(path), tools);
      report = await checkPackage(source, tools, { key });
      const name = (await source.names()).find((n) => n.endsWith("/signing-key.pub.pem"));
      let pem = null;
      if (name) {
        pem = "";
        for await (const piece of source.open(name)) pem += Buffer.from(piece).toString("latin1");
      }
      beside = await besideFaults(path, pem);
    }
  } catch (error) {
    report = { ...report, faults: report.faults.concat(error.message) };
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile())
      beside = await besideFaults(path, null);
  }
  return { ...report, faults: beside.concat(report.faults) };
}

export { reportLines };
