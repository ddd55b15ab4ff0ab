import { closeSync, openSync, writeSync } from "node:fs";
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

// Attacks by texts that are odd as CSV: each usable row is loaded once, and each other is rejected by its line.

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

const utf16be = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16();

function utf32le(text: string): Buffer {
  const out = Buffer.alloc(4 * (text.length + 1));
  [0xfeff, ...Buffer.from(text)].forEach((code, i) => out.writeUInt32LE(code, 4 * i));
  return out;
}

/** Two calls with many columns that no loader knows. */
const wide = ({ call }: Calls, columns: number, name: (i: number) => string) =>
  [
    [header, ...Array.from({ length: columns }, (_, i) => name(i))].join(","),
    ...["a", "b"].map((id) => call(id) + `,${id}`.repeat(columns)),
    "",
  ].join("\n");

const windows = ["bytes that are not UTF-8 were read as Windows-1252"];
const nuls = ["NUL bytes were removed"];
const returns = ["bare carriage returns were replaced"];
const utf16 = ["read as utf-16le"];

type Case = [attack: string, content: (calls: Calls) => Content, expected: Outcome | RegExp];

const forms: Case[] = [
  ["a row of 3 MB costs itself", ({ call, lines }) => lines(call("a"), call("x", "y".repeat(3e6)), call("b")),
    loads(ids("a", "b"), { reasons: [[3, "line_too_long"]] })],
  ["a quoted cell of 3 MB costs its row", ({ call, lines }) => lines(call("a"), call("x", `"${"y".repeat(3e6)}"`), call("b")),
    loads(ids("a", "b"), { reasons: [[3, "line_too_long"]] })],
  ["a row of 15 MB costs itself", ({ call, lines }) => lines(call("a"), call("x", "y".repeat(15e6)), call("b")),
    loads(ids("a", "b"), { reasons: [[3, "line_too_long"]] })],
  ["a row of 17 MB is refused with its file", ({ call, lines }) => lines(call("a"), call("x", "y".repeat(17 * 2 ** 20))),
    /a line is longer than 16 MiB/],
  ["NULs beside and inside cells", ({ provider, three }) => three.replaceAll(`,${provider}`, `\0,\0${provider[0]}\0${provider.slice(1)}\0`),
    { ...three, notes: nuls }],
  ["a run of NULs at the end", ({ three }) => `${three}${"\0".repeat(5000)}`, { ...three, notes: nuls }],
  ["NULs in place of a row", ({ call, three }) => `${three}${"\0".repeat(50)}\n${call("d")}\n`,
    loads(ids("a", "b", "c", "d"), { notes: nuls })],
  ["UTF-8 and Windows-1252 in one file", ({ call }) => bytes(`${header}\n${call("a", "Caf")}`, [0xe9], `\n${call("b", "Café")}\n`),
    loads([["a", "Café"], ["b", "Café"]], { notes: windows })],
  ["halves of surrogate pairs as bytes", ({ call }) => bytes(`${header}\n${call("a", "x")}`, [0xed, 0xa0, 0xbd], `\n${call("b")}\n`),
    loads([["a", "xí\u00a0½"], ["b", null]], { notes: windows })],
  ["bytes of UTF-8 that are too many or too few", ({ call }) => bytes(`${header}\n${call("a")}`, [0xc0, 0xaf, 0xf8], `\n${call("b")}`, [0xe2], "\n"),
    loads([["a", "À¯ø"], ["b", "â"]], { notes: windows })],
  ["a byte order mark before a quoted name", ({ three }) => `\uFEFF${three.replace("call_id", '"call_id"')}`, three],
  ["two byte order marks", ({ three }) => `\uFEFF\uFEFF${three}`, { ...three, notes: ["byte order marks inside the text were removed"] }],
  ["quotes around every cell", ({ three }) => three.replaceAll(/[^,\n]+/g, '"$&"'), three],
  ["a header without a line end", () => header, loads([], { notes: ["a header and no rows"] })],
  ["no line end at the end", ({ three }) => three.trimEnd(), three],
  ["carriage returns alone", ({ three }) => three.replaceAll("\n", "\r"), { ...three, notes: returns }],
  ["one bare return among line feeds joins two rows, and says which", ({ call, lines }) => lines(call("a"), `${call("b")}\r${call("c")}`, call("d")),
    loads(ids("a", "d"), { reasons: [[3, "too_many_columns"]], notes: returns })],
  ["two kinds of line ends", ({ call }) => `${header}\r\n${call("a")}\n${call("b")}\r\n${call("c")}\n`, three],
  ["two returns before each line feed", ({ three }) => three.replaceAll("\n", "\r\r\n"), { ...three, notes: returns }],
  ["empty lines everywhere", ({ three }) => `\n\n${three.replaceAll("\n", "\n\n\n")}`, three],
  ["Ctrl-Z at the end", ({ three }) => `${three}\u001a`, loads(three.calls, { reasons: [[5, "too_few_columns"]] })],
  ["Ctrl-Z on a line, and a row after it", ({ call, three }) => `${three}\u001a\n${call("d")}\n`,
    loads(ids("a", "b", "c", "d"), { reasons: [[5, "too_few_columns"]] })],
  ["a backslash before a quote", ({ call, lines }) => lines(call("a", '"x\\"y"'), call("b")),
    loads(ids("b"), { reasons: [[2, "broken_quotes"]] })],
  ["line ends of Unicode inside cells", ({ call, lines }) => lines(call("a", "x\u2028y"), call("b", "x\u2029y"), call("c", "x\u0085y")),
    loads([["a", "x\u2028y"], ["b", "x\u2029y"], ["c", "x\u0085y"]])],
  ["vertical tabs and form feeds inside cells", ({ call, lines }) => lines(call("a", "x\u000by"), call("b", "x\u000cy")),
    loads([["a", "x\u000by"], ["b", "x\u000cy"]])],
  ["rows of one cell, of two and of too many", ({ call, lines }) => lines(call("a"), "x", "x,y", `${call("x")},1,2,3`, call("b")),
    loads(ids("a", "b"), { reasons: [[3, "too_few_columns"], [4, "too_few_columns"], [5, "too_many_columns"]] })],
  ["empty cells beyond the last", ({ call, lines }) => lines(`${call("a")},,,,`, call("b")), loads(ids("a", "b"))],
  ["a quote that never closes, in the last cell", ({ call, lines }) => lines(call("a"), call("x", '"never'), call("b")),
    loads(ids("a", "b"), { reasons: [[3, "broken_quotes"]] })],
  ["a quote that never closes, at the end", ({ call, lines }) => lines(call("a"), call("b"), call("x", '"never')).trimEnd(),
    loads(ids("a", "b"), { reasons: [[4, "broken_quotes"]] })],
  ["words that mean nothing in databases", ({ call, lines }) => lines(call("a", "NULL"), call("b", '""'), call("c", "\\N")),
    loads([["a", "NULL"], ["b", null], ["c", "\\N"]])],
  ["the header three times", ({ call }) => [header, call("a"), header, call("b"), header, ""].join("\n"), loads(ids("a", "b"))],
  ["a name twice in the header: the first holds, and the other is told", ({ call }) => `${header},customer_id\n${call("a", "first")},second\n`,
    loads([["a", "first"]], { ignored: ["customer_id"] })],
  ["UTF-16 with a mark", ({ three }) => Buffer.from(`\uFEFF${three}`, "utf16le"), { ...three, notes: utf16 }],
  ["UTF-16 without a mark", ({ three }) => Buffer.from(three, "utf16le"), { ...three, notes: utf16 }],
  ["UTF-16 of the other order", ({ three }) => utf16be(three), { ...three, notes: ["read as utf-16be"] }],
  ["UTF-16 of an odd number of bytes", ({ three }) => Buffer.concat([Buffer.from(`\uFEFF${three}`, "utf16le"), Buffer.from("A")]),
    loads(three.calls, { reasons: [[5, "too_few_columns"]], notes: utf16 })],
  ["UTF-32", ({ three }) => utf32le(three), { ...three, notes: [...utf16, ...nuls] }],
  ["JSON that is no export", () => JSON.stringify({ a: [1, 2, { b: null }] }), /no known format/],
  ["JSON of 10,000 levels", () => `${"[".repeat(10_000)}${"]".repeat(10_000)}`, /no known format/],
  ["JSON that ends in the middle", () => '{"call_id": "a", "provider_id": ', /no known format/],
  ["a page that says that the server is busy", () => "<!doctype html><html><body><h1>504 Gateway Time-out</h1></body></html>\n", /no known format/],
  ["bytes of no text", () => Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3) * 31) & 255)), /a binary file, not an export/],
  ["a PDF", () => "%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", /no known format/],
  ["an odd quote above the header", ({ three }) => `Report of "today\n${three}`, /no known format/],
  ["only line ends", () => "\n\r\n\n\r\n", /no known format/],
  ["only blanks", () => "   \n  \n", /no known format/],
  ["only a byte order mark", () => "\uFEFF", /no known format/],
  ["one quote", () => '"', /no known format/],
  ["only quotes", () => '"'.repeat(10_000), /no known format/],
  ["only commas", () => ",".repeat(10_000), /no known format/],
]; // prettier-ignore

/** Loads all of a table at once; the name of a case's file is its number. */
const loadCases = (cases: readonly Case[]) =>
  loadFiles(Object.fromEntries(cases.map(([, make], i) => [nameOf(i), make(callsOf(`P${i}`))])));
const nameOf = (i: number) => `${String(i).padStart(3, "0")}.csv`;

function expectOutcome(loaded: Loaded, i: number, expected: Outcome | RegExp): void {
  if (expected instanceof RegExp) expectRefused(loaded, nameOf(i), expected);
  else expect(loaded.of(nameOf(i))).toEqual(expected);
}

describe("a text that is odd as CSV", () => {
  let loaded: Loaded;
  beforeAll(async () => (loaded = await loadCases(forms)));
  afterAll(() => loaded.workspace.close());

  it.each(forms.map(([attack, , expected], i) => [attack, i, expected] as const))(
    "%s",
    (_, i, expected) => expectOutcome(loaded, i, expected),
  );
});

const isLong = process.env["DOCKET_LONG_TESTS"] === "1";

/** A line of a gigabyte, written in pieces. */
function longLine(path: string, end: string): void {
  const file = openSync(path, "w");
  writeSync(file, `${header}\n${callsOf("P0").call("a")}\n`);
  const piece = Buffer.alloc(2 ** 20, "x");
  for (let i = 0; i < 1024; i++) writeSync(file, piece);
  writeSync(file, end);
  closeSync(file);
}

const heavy: Case[] = [
  ["10,000 columns", (calls) => wide(calls, 10_000, (i) => `extra_${i}`),
    loads(ids("a", "b"), { ignored: Array.from({ length: 10_000 }, (_, i) => `extra_${i}`) })],
  ["a line of 1 GB", () => (path) => longLine(path, "\n"), /a line is longer than 16 MiB/],
  ["a line of 1 GB that ends in a return", () => (path) => longLine(path, "\r\n"), /a line is longer than 16 MiB/],
]; // prettier-ignore

describe("a text that is large as CSV", () => {
  it.runIf(isLong)(
    "costs what cannot be used, and no more",
    async () => {
      const loaded = await loadCases(heavy);
      heavy.forEach(([, , expected], i) => expectOutcome(loaded, i, expected));
      loaded.workspace.close();
    },
    600_000,
  );
});
