// Checks a response package: a bag (RFC 8493) as a folder or as a zip archive. Runs in Node.js and in browsers, without
// any library and without the network.
//
// A source has `names()` and `open(name)`, which gives the bytes of a file piece by piece, and may have `faults()` of what
// holds the files. `tools` has what the two
// worlds do differently: `sha256(pieces)`, the hash in hex, and `inflate(pieces)`, the bytes of a deflated entry.

/** Tag files that the tag manifest cannot list: itself, and the signature over it. */
const unlisted = ["tagmanifest-sha256.txt", "tagmanifest-sha256.txt.sig"];

/** Faults that are printed. */
const mostPrinted = 1000;

const sealed =
  "this file is sealed: open it first with your key (age --decrypt -i KEY -o RESPONSE.zip RESPONSE.zip.age), then check what comes out";

const mostTagBytes = 64 * 1024 * 1024;

/** Everything that is wrong with a package, a sentence each, and what was found right. */
export async function checkPackage(source, tools, { key } = {}) {
  const faults = [];
  const all = await source.names();
  const root = rootOf(all);
  if (root === null) {
    return {
      faults: ["bagit.txt is missing: this is no response package"],
      files: 0,
      bytes: 0,
      key_id: null,
      facts: {},
    };
  }
  const names = all.filter((name) => name.startsWith(root)).map((name) => name.slice(root.length));
  for (const name of all)
    if (!name.startsWith(root)) faults.push(`${name}: was added beside the package`);
  for (const fault of badNames(names)) faults.push(fault);
  const present = new Set(names);
  const read = async (name) =>
    present.has(name) ? textOf(await collect(source.open(root + name), mostTagBytes)) : null;
  const facts = {};
  const declaration = await read("bagit.txt");
  if (declaration !== "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    faults.push("bagit.txt: is not the declaration of BagIt 1.0 in UTF-8");
  const info = parseInfo((await read("bag-info.txt")) ?? "");
  Object.assign(facts, info);

  let files = 0;
  let bytes = 0;
  let payloadBytes = 0;
  let payloadFiles = 0;
  const checkList = async (manifest, belongs) => {
    const text = await read(manifest);
    if (text === null) {
      faults.push(`${manifest}: is missing`);
      return;
    }
    const listed = parseManifest(text, manifest, faults);
    for (const [name, hash] of listed) {
      if (!present.has(name)) {
        faults.push(`${name}: is missing`);
        continue;
      }
      const measured = measure(source.open(root + name));
      let found;
      try {
        found = await tools.sha256(measured.pieces);
      } catch (error) {
        faults.push(`${name}: cannot be read: ${error.message}`);
        continue;
      }
      if (found !== hash)
        faults.push(`${name}: was changed: its SHA-256 is ${found}, the package lists ${hash}`);
      files++;
      bytes += measured.size();
      if (name.startsWith("data/")) {
        payloadFiles++;
        payloadBytes += measured.size();
      }
    }
    for (const name of names)
      if (belongs(name) && !listed.has(name)) faults.push(`${name}: was added`);
  };
  await checkList("manifest-sha256.txt", (name) => name.startsWith("data/"));
  await checkList(
    "tagmanifest-sha256.txt",
    (name) => !name.startsWith("data/") && !unlisted.includes(name),
  );
  if (info["Payload-Oxum"] !== `${payloadBytes}.${payloadFiles}`)
    faults.push(
      `bag-info.txt: says ${info["Payload-Oxum"] ?? "nothing"} of its payload, which is ${payloadBytes}.${payloadFiles}`,
    );

  for (const fault of (await source.faults?.()) ?? []) faults.push(fault);
  const key_id = await checkSignature(source, root, present, faults, key);
  return { faults, files, bytes, key_id, facts };
}

/** The folder that the bag lies in, with its slash; null where there is no bag. */
function rootOf(names) {
  if (names.includes("bagit.txt")) return "";
  const roots = names.filter((name) => /^[a-z0-9][a-z0-9._-]*\/bagit\.txt$/.test(name));
  return roots.length === 1 ? roots[0].slice(0, -"bagit.txt".length) : null;
}

function badNames(names) {
  const faults = [];
  const seen = new Map();
  for (const name of names) {
    const printed = JSON.stringify(name);
    if (
      !/^[a-z0-9._/-]+$/.test(name) ||
      name.split("/").some((part) => part === "" || part === "." || part === "..")
    )
      faults.push(`${printed}: is no name that a package has`);
    const folded = name.normalize("NFC").toLowerCase();
    if (seen.has(folded)) faults.push(`${printed}: is there twice`);
    seen.set(folded, name);
  }
  return faults;
}

function parseManifest(text, manifest, faults) {
  const listed = new Map();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [, hash, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (hash === undefined)
      faults.push(`${manifest}: a line is no hash and name: ${JSON.stringify(line.slice(0, 120))}`);
    else if (listed.has(name)) faults.push(`${manifest}: lists ${name} twice`);
    else listed.set(name, hash);
  }
  return listed;
}

function parseInfo(text) {
  const facts = {};
  for (const line of text.split("\n")) {
    const at = line.indexOf(": ");
    if (at > 0) facts[line.slice(0, at)] = line.slice(at + 2);
  }
  return facts;
}

async function checkSignature(source, root, present, faults, expected) {
  const parts = ["tagmanifest-sha256.txt", "tagmanifest-sha256.txt.sig", "signing-key.pub.pem"];
  const missing = parts.filter((name) => !present.has(name));
  if (missing.length > 0) {
    faults.push(...missing.map((name) => `${name}: is missing: the signature cannot be checked`));
    return null;
  }
  const [manifest, signature, pem] = await Promise.all(
    parts.map((name) => collect(source.open(root + name), mostTagBytes)),
  );
  let id;
  try {
    id = await signerOf(manifest, signature, textOf(pem));
  } catch (error) {
    faults.push(`signature: cannot be checked: ${error.message}`);
    return null;
  }
  if (id === null) {
    faults.push(
      "tagmanifest-sha256.txt.sig: is not a signature of signing-key.pub.pem over tagmanifest-sha256.txt",
    );
    return null;
  }
  if (expected && expected !== id)
    faults.push(`signing-key.pub.pem: is the key ${id}, not the expected ${expected}`);
  return id;
}

/** The id of the key that signed bytes, or null where the signature does not hold. Ed25519 (RFC 8032). */
export async function signerOf(bytes, signature, pem) {
  const der = Uint8Array.from(atob(pem.replace(/-----[A-Z ]+-----|\s/g, "")), (c) =>
    c.charCodeAt(0),
  );
  const key = await crypto.subtle.importKey("spki", der, { name: "Ed25519" }, false, ["verify"]);
  if (!(await crypto.subtle.verify({ name: "Ed25519" }, key, signature, bytes))) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", der));
  return hex(digest).slice(0, 16);
}

export const hex = (bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const textOf = (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

async function collect(pieces, most) {
  const parts = [];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > most) throw new Error(`over ${most} bytes`);
    parts.push(piece);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function measure(pieces) {
  let size = 0;
  return {
    size: () => size,
    pieces: (async function* () {
      for await (const piece of pieces) {
        size += piece.length;
        yield piece;
      }
    })(),
  };
}

/** Bytes that the mark of an archive hashes at a time: a browser hashes in memory. */
const markPiece = 16 * 1024 * 1024;

/** Length of an archive's mark: 64 digits of a hash. */
export const markSize = 64;

/**
 * The mark of an archive, its comment: the SHA-256, in hex, of the list of the SHA-256s, in hex, of its first `end` bytes in
 * pieces of 16 MiB. Deflate has bits that change no content, such as those after a stream's end; the mark finds them too.
 */
export async function archiveMark(file, end, tools) {
  const hashes = [];
  for (let at = 0; at < end; at += markPiece)
    hashes.push(await tools.sha256(file.stream(at, Math.min(end, at + markPiece))));
  return tools.sha256([new TextEncoder().encode(hashes.join("\n"))]);
}

/**
 * A zip archive as a source. `file` has `size`, `read(start, end)` and `stream(start, end)`. The archive must be laid out
 * without gaps, its two lists of entries must agree, and its mark must hold: a bit that changes anywhere is found.
 */
export async function zipSource(file, tools) {
  const entries = await zipEntries(file);
  const end = file.size - markSize;
  const mark = textOf(await file.read(end, file.size));
  return {
    faults: async () =>
      (await archiveMark(file, end, tools)) === mark
        ? []
        : ["the archive: was changed: its comment is not the mark of what it holds"],
    names: async () => [...entries.keys()],
    open: (name) => {
      const { method, from, to, size } = entries.get(name);
      const pieces = file.stream(from, to);
      return sized(method === 0 ? pieces : tools.inflate(pieces), size);
    },
  };
}

/** Pieces of a file that must have a size, as its archive says. */
async function* sized(pieces, size) {
  let found = 0;
  for await (const piece of pieces) {
    found += piece.length;
    yield piece;
  }
  if (found !== size) throw new Error(`has ${found} bytes, its archive says ${size}`);
}

async function zipEntries(file) {
  const damaged = (why) => new Error(`the archive is damaged: ${why}`);
  const head = new TextDecoder("latin1").decode(await file.read(0, Math.min(file.size, 21)));
  if (head === "age-encryption.org/v1") throw new Error(sealed);
  const endSize = 22;
  const endAt = file.size - endSize - markSize;
  if (endAt < 0) throw damaged("it is too short");
  const end = view(await file.read(endAt, endAt + endSize));
  if (
    end.getUint32(0, true) !== 0x06054b50 ||
    end.getUint16(20, true) !== markSize ||
    end.getUint32(4, true) !== 0
  )
    throw damaged("its end is not that of a package");
  const count = end.getUint16(10, true);
  const [size, start] = [end.getUint32(12, true), end.getUint32(16, true)];
  if (end.getUint16(8, true) !== count || start + size !== endAt)
    throw damaged("its list of files does not fit");
  const list = await file.read(start, start + size);
  const central = view(list);
  const entries = new Map();
  let [at, place] = [0, 0];
  for (let i = 0; i < count; i++) {
    if (at + 46 > size || central.getUint32(at, true) !== 0x02014b50)
      throw damaged("its list of files is cut");
    const [flags, method] = [central.getUint16(at + 8, true), central.getUint16(at + 10, true)];
    const [packed, nameSize, extra] = [
      central.getUint32(at + 20, true),
      central.getUint16(at + 28, true),
      central.getUint16(at + 30, true),
    ];
    const name = textOf(list.subarray(at + 46, at + 46 + nameSize));
    const isPlain =
      (method === 0 || method === 8) &&
      extra === 0 &&
      central.getUint32(at + 32, true) === 0 &&
      central.getUint16(at + 36, true) === 0 &&
      // Made by no system of its own, and no attributes: nothing unpacks as a link.
      central.getUint16(at + 4, true) === 20 &&
      central.getUint32(at + 38, true) === 0 &&
      // Streamed, in a method's own shades, named in UTF-8: not encrypted.
      (flags & ~0x80e) === 0 &&
      central.getUint32(at + 42, true) === place;
    if (!isPlain || entries.has(name))
      throw damaged(`the entry ${JSON.stringify(name)} is not as a package has it`);
    const local = await file.read(place, Math.min(place + 30 + nameSize, start));
    const head = view(local);
    const isStreamed = (flags & 8) !== 0;
    const agrees =
      local.length === 30 + nameSize &&
      head.getUint32(0, true) === 0x04034b50 &&
      textOf(local.subarray(30)) === name &&
      [0, 2, 4, 6, 8, 22, 24].every((offset) => {
        const [here, there] = [
          head.getUint16(4 + offset, true),
          central.getUint16(at + 6 + offset, true),
        ];
        return here === there;
      }) &&
      [10, 14, 18].every(
        (offset) =>
          head.getUint32(4 + offset, true) ===
          (isStreamed ? 0 : central.getUint32(at + 6 + offset, true)),
      );
    if (!agrees)
      throw damaged(`the head of ${JSON.stringify(name)} differs from its place in the list`);
    const from = place + 30 + nameSize;
    const to = from + packed;
    place = to;
    if (isStreamed) {
      const after = view(await file.read(to, to + 16));
      const fits =
        after.byteLength === 16 &&
        after.getUint32(0, true) === 0x08074b50 &&
        [0, 4, 8].every(
          (offset) =>
            after.getUint32(4 + offset, true) === central.getUint32(at + 16 + offset, true),
        );
      if (!fits) throw damaged(`what follows ${JSON.stringify(name)} does not fit it`);
      place += 16;
    }
    entries.set(name, { method, from, to, size: central.getUint32(at + 24, true) });
    at += 46 + nameSize;
  }
  if (at !== size || place !== start) throw damaged("there is something between its files");
  return entries;
}

const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** What the check found, as lines. `expected` is the id of the key that was given to the check, if one was. */
export function reportLines({ faults: every, files, bytes, key_id, facts }, expected = "") {
  const about = facts["Bag-Group-Identifier"]
    ? `response ${facts["External-Identifier"]} to demand ${facts["Bag-Group-Identifier"]}`
    : "package";
  const lines =
    every.length === 0
      ? [`VERIFIED: ${about}: ${files} files, ${bytes} bytes, all as they were signed`]
      : [`NOT VERIFIED: ${about}: ${every.length === 1 ? "1 fault" : `${every.length} faults`}`];
  for (const fault of every.slice(0, mostPrinted)) lines.push(`  ${fault}`);
  if (every.length > mostPrinted) lines.push(`  and ${every.length - mostPrinted} more`);
  if (key_id)
    lines.push(
      expected.toLowerCase() === key_id
        ? `signed with the key ${key_id}, which was expected`
        : `signed with the key ${key_id}: compare it with the one that the desk publishes`,
    );
  return lines;
}
