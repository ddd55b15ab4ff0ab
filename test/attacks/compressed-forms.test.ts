import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  callsOf,
  expectRefused,
  header,
  ids,
  loadFiles,
  loads,
  three,
  type Calls,
  type Content,
  type Loaded,
  type Outcome,
} from "./hostile-files.ts";

// Attacks by gzip: what a reader of the standard finds in it is loaded, and a file that is not whole is refused whole.

interface Head {
  extra?: Buffer;
  name?: string;
}

/** A member of a gzip file with optional fields in its header. */
function member(text: string, { extra, name }: Head = {}): Buffer {
  const flags = (extra ? 4 : 0) | (name === undefined ? 0 : 8);
  const length = Buffer.alloc(extra ? 2 : 0);
  if (extra) length.writeUInt16LE(extra.length);
  const end = Buffer.alloc(8);
  end.writeUInt32LE(crc32(text), 0);
  end.writeUInt32LE(Buffer.byteLength(text), 4);
  return Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 255]),
    length,
    extra ?? Buffer.alloc(0),
    Buffer.from(name === undefined ? "" : `${name}\0`),
    deflateRawSync(text),
    end,
  ]);
}

/** A block of BGZF, whose extra field holds the block's own length. */
function block(text: string): Buffer {
  const extra = Buffer.from([0x42, 0x43, 2, 0, 0, 0]);
  const bytes = member(text, { extra });
  bytes.writeUInt16LE(bytes.length - 1, 16);
  return bytes;
}

const changed = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at < 0 ? copy.length + at : at]! ^= 0x55;
  return copy;
};

const cut = (text: string, at: number) => [text.slice(0, at), text.slice(at)] as const;

/** Rows that do not deflate to nothing. */
const many = ({ call, lines }: Calls, rows: number) =>
  lines(
    ...Array.from({ length: rows }, (_, i) => call(`c${i}`, ((i * 7919) % 104_729).toString(36))),
  );

type Case = [attack: string, content: (calls: Calls) => Content, expected: Outcome | RegExp];

const forms: Case[] = [
  ["two members", ({ call, lines }) => Buffer.concat([member(lines(call("a"))), member(`${call("b")}\n`)]), loads(ids("a", "b"))],
  ["a hundred members of a row each", ({ call }) =>
    Buffer.concat([member(`${header}\n`), ...Array.from({ length: 100 }, (_, i) => member(`${call(`r${100 + i}`)}\n`))]),
    loads(ids(...Array.from({ length: 100 }, (_, i) => `r${100 + i}`)))],
  ["a member that ends inside a row", ({ three }) => Buffer.concat(cut(three, three.length - 40).map((part) => member(part))), three],
  ["a member that ends inside a character", ({ call }) => {
    const text = Buffer.from(`${header}\n${call("a", "é")}\n`);
    const at = text.indexOf(0xc3) + 1;
    return Buffer.concat([gzipSync(text.subarray(0, at)), gzipSync(text.subarray(at))]);
  }, loads([["a", "é"]])],
  ["empty members before, between and after", ({ call, lines }) =>
    Buffer.concat([member(""), member(lines(call("a"))), member(""), member(`${call("b")}\n`), member("")]), loads(ids("a", "b"))],
  ["blocks of BGZF", ({ three }) => Buffer.concat([...cut(three, 120).map(block), block("")]), three],
  ["an extra field of 60 KB", ({ three }) => member(three, { extra: Buffer.alloc(60_000, 1) }), three],
  ["a name that leads elsewhere", ({ three }) => member(three, { name: "../../../etc/passwd" }), three],
  ["a name without an end", () => Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]), Buffer.alloc(500, "n")]), /truncated gzip: the file ends before its data does: fetch it again/],
  ["a second layer of gzip", ({ three }) => gzipSync(gzipSync(three)), /a binary file, not an export/],
  ["text after its end", ({ three }) => Buffer.concat([gzipSync(three), Buffer.from("and then some")]), /damaged gzip .incorrect header check/],
  ["the mark of a member after its end", ({ three }) => Buffer.concat([gzipSync(three), Buffer.from([0x1f, 0x8b, 8, 0])]), /truncated gzip: the file ends before its data does: fetch it again/],
  ["a cut at a third", (calls) => { const all = gzipSync(many(calls, 5000)); return all.subarray(0, all.length / 3); }, /truncated gzip: the file ends before its data does: fetch it again/],
  ["a cut before its last bytes", ({ three }) => gzipSync(three).subarray(0, -3), /truncated gzip: the file ends before its data does: fetch it again/],
  ["no checksum at all", ({ three }) => gzipSync(three).subarray(0, -8), /truncated gzip: the file ends before its data does: fetch it again/],
  ["another checksum", ({ three }) => changed(gzipSync(three), -6), /damaged gzip .incorrect data check/],
  ["another length", ({ three }) => changed(gzipSync(three), -2), /damaged gzip .incorrect length check/],
  ["a changed byte in the middle", (calls) => { const all = gzipSync(many(calls, 5000)); return changed(all, all.length >> 1); }, /damaged gzip/],
  ["another checksum in the first of two members", ({ call, lines }) =>
    Buffer.concat([changed(member(lines(call("a"))), -6), member(`${call("b")}\n`)]), /damaged gzip .incorrect data check/],
  ["another method than deflate", ({ three }) => changed(gzipSync(three), 2), /damaged gzip .unknown compression method/],
  ["its first two bytes alone", () => Buffer.from([0x1f, 0x8b]), /truncated gzip: the file ends before its data does: fetch it again/],
  ["its mark before a text", ({ three }) => Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from(three)]), /damaged gzip/],
  ["the old compress of Unix", () => Buffer.from([0x1f, 0x9d, 0x90, 0x63, 0xc2, 0, 0xff]), /a binary file, not an export/],
  ["zstd", () => Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 4, 0, 0x41]), /a binary file, not an export/],
  ["bzip2", () => Buffer.from("BZh91AY&SY\0\xff", "latin1"), /a binary file, not an export/],
  ["gzip of a binary file", () => gzipSync(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 2, 3])), /a binary file/],
  ["gzip of UTF-16", ({ three }) => gzipSync(Buffer.from(`\uFEFF${three}`, "utf16le")), { ...three, notes: ["read as utf-16le"] }],
  ["gzip under the name of a text", ({ three }) => gzipSync(three), three],
]; // prettier-ignore

const nameOf = (i: number) =>
  `${String(i).padStart(3, "0")}.${i === forms.length - 1 ? "csv" : "csv.gz"}`;

describe("a gzip file", () => {
  let loaded: Loaded;
  beforeAll(async () => {
    loaded = await loadFiles(
      Object.fromEntries(forms.map(([, make], i) => [nameOf(i), make(callsOf(`P${i}`))])),
    );
  });
  afterAll(() => loaded.workspace.close());

  it.each(forms.map(([attack, , expected], i) => [attack, i, expected] as const))(
    "with %s",
    (_, i, expected) => {
      if (expected instanceof RegExp) expectRefused(loaded, nameOf(i), expected);
      else expect(loaded.of(nameOf(i))).toEqual(expected);
    },
  );

  it.runIf(process.env["DOCKET_LONG_TESTS"] === "1")(
    "of a hundred members with 2,000 rows each",
    async () => {
      const { call } = callsOf("P1");
      const part = (n: number) =>
        Array.from({ length: 2000 }, (_, i) => `${call(`r${n * 2000 + i}`)}\n`).join("");
      const parts = Array.from({ length: 100 }, (_, n) => member(part(n)));
      const large = await loadFiles({
        "a.csv.gz": Buffer.concat([member(`${header}\n`), ...parts]),
      });
      const { read, loaded: kept, error } = large.of("a.csv.gz");
      expect({ read, kept, error }).toEqual({ read: 200_000, kept: 200_000, error: null });
      large.workspace.close();
    },
  );
});
