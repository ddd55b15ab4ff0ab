import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync, type Zippable } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPaths, type LoadReport } from "../../loaders/load.ts";
import { everyFile, newWorkspace, runDate, temporaryFolder } from "../workspaces.ts";
import { callsOf, header, type Calls } from "./hostile-files.ts";
import type { Workspace } from "../../src/workspace/workspace.ts";

// Attacks by whole archives: no name in one leads out of it, and of what it holds each file is loaded or named.

const stored = (entries: Zippable) => Buffer.from(zipSync(entries, { level: 0 }));
const link = (to: string): Zippable[string] => [strToU8(to), { os: 3, attrs: 0o120777 << 16 }];

/** The same bytes with one name in place of another of its length, in the directory alone or everywhere. */
function renamed(archive: Buffer, from: string, to: string, where: "directory" | "everywhere") {
  const copy = Buffer.from(archive);
  const start = where === "directory" ? copy.indexOf("PK\u0001\u0002", "latin1") : 0;
  for (let at = copy.indexOf(from, start); at >= 0; at = copy.indexOf(from, at + 1))
    copy.write(to, at);
  return copy;
}

/** The same with another number in the record of its end. */
function withEnd(archive: Buffer, at: number): Buffer {
  archive.writeUInt32LE(0xfffffff0, archive.length - 22 + at);
  return archive;
}

interface Case {
  bytes: (calls: Calls) => Buffer;
  /** Entries that were loaded, each with its rows and those of them that were loaded before. */
  loads: [entry: string, rows: number, duplicates?: number][];
  passed?: string[];
  error?: RegExp;
}

const text = ({ three }: Calls) => strToU8(three);
const other = ({ call, lines }: Calls) => strToU8(lines(call("x")));

const cases: Record<string, Case> = {
  "names that lead upward": {
    bytes: (calls) => stored({ "../../../up.csv": text(calls), "/abs.csv": other(calls) }),
    loads: [["../../../up.csv", 3], ["/abs.csv", 1]],
  },
  "names of what every object has": {
    bytes: (calls) =>
      renamed(stored({ "__pro_o__": text(calls), constructor: other(calls) }), "__pro_o__", "__proto__", "everywhere"),
    loads: [["__proto__", 3], ["constructor", 1]],
  },
  "an entry without a name": { bytes: (calls) => stored({ "": text(calls) }), loads: [["", 3]] },
  "a link to a file of the machine, which stays a text": {
    bytes: (calls) => stored({ "a.csv": text(calls), "link.csv": link("/etc/passwd") }),
    loads: [["a.csv", 3]],
    passed: ["link.csv"],
  },
  "another archive": {
    bytes: (calls) => stored({ "a.csv": text(calls), "b.zip": zipSync({ "x.csv": other(calls) }) }),
    loads: [["a.csv", 3]],
    passed: ["b.zip"],
  },
  "another name in its directory than before the data": {
    bytes: (calls) => renamed(stored({ "a.csv": text(calls) }), "a.csv", "b.csv", "directory"),
    loads: [["b.csv", 3]],
  },
  "nothing": { bytes: () => stored({}), loads: [], error: /^: an empty archive/ },
  "an empty file": {
    bytes: (calls) => stored({ "a.csv": text(calls), "empty.csv": strToU8("") }),
    loads: [["a.csv", 3]],
    error: /^\/empty\.csv: empty file: fetch it again/,
  },
  "the same content twice, under two names": {
    bytes: (calls) => stored({ "a.csv": text(calls), "b.csv": text(calls) }),
    loads: [["a.csv", 3], ["b.csv", 0, 3]],
  },
  "another archive behind it": {
    bytes: (calls) => Buffer.concat([stored({ "a.csv": text(calls) }), stored({ "b.csv": other(calls) })]),
    loads: [],
    error: /^: damaged zip archive: fetch it again/,
  },
  "a text before it": {
    bytes: (calls) => Buffer.concat([Buffer.from("#!/bin/sh\n"), stored({ "a.csv": text(calls) })]),
    loads: [],
    error: /^: a binary file, not an export/,
  },
  "a directory of 4 GB by its own word": {
    bytes: (calls) => withEnd(stored({ "a.csv": text(calls) }), 12),
    loads: [["a.csv", 3]],
  },
  "a directory that begins at 4 GB by its own word": {
    bytes: (calls) => withEnd(stored({ "a.csv": text(calls) }), 16),
    loads: [],
    error: /^: damaged zip archive: fetch it again/,
  },
  "its first bytes alone": { bytes: () => Buffer.from("PK\u0003\u0004"), loads: [], error: /^: damaged zip archive: fetch it again/ },
}; // prettier-ignore

const names = Object.keys(cases);

describe("an archive with", () => {
  let workspace: Workspace;
  let report: LoadReport;
  const folder = temporaryFolder();
  const path = (name: string) => join(folder, "in", `${names.indexOf(name)}.zip`);

  beforeAll(async () => {
    mkdirSync(join(folder, "in"));
    for (const [i, name] of names.entries())
      writeFileSync(path(name), cases[name]!.bytes(callsOf(`P${i}`)));
    workspace = await newWorkspace();
    report = await loadPaths(workspace, names.map(path), { runDate });
  });
  afterAll(() => workspace.close());

  it.each(names)("%s", (name) => {
    const { loads, passed = [], error } = cases[name]!;
    const start = `${path(name)}/`;
    const own = report.loads.filter(({ file }) => file.startsWith(start));
    expect(
      own.map((load) => [load.file.slice(start.length), load.rows_loaded, load.rows_duplicate]),
    ).toEqual(loads.map(([entry, rows, duplicates = 0]) => [entry, rows, duplicates]));
    expect(report.passed_over.filter((file) => file.startsWith(start))).toEqual(
      passed.map((entry) => start + entry),
    );
    const errors = report.errors
      .filter(({ file }) => `${file}/`.startsWith(start))
      .map(({ message }) => message);
    expect(errors.map((message) => message.startsWith(path(name)))).toEqual(error ? [true] : []);
    if (error) expect(errors[0]!.slice(path(name).length)).toMatch(error);
  });

  it("any of that writes nowhere but into the workspace", () => {
    expect(readdirSync(folder)).toEqual(["in"]);
    expect(readdirSync(join(folder, "in"))).toHaveLength(names.length);
    expect(everyFile(workspace.path("tmp"))).toEqual([workspace.path("tmp", "holder")]);
  });
});

describe.runIf(process.env["DOCKET_LONG_TESTS"] === "1")(
  "a large archive",
  { timeout: 600_000 },
  () => {
    async function load(bytes: Uint8Array, name: string) {
      const file = join(temporaryFolder(), name);
      writeFileSync(file, bytes);
      const workspace = await newWorkspace();
      const report = await loadPaths(workspace, [file], { runDate });
      expect(everyFile(workspace.path("tmp"))).toEqual([workspace.path("tmp", "holder")]);
      workspace.close();
      return report;
    }

    it("of 3,000 files is loaded whole", async () => {
      const { call, lines } = callsOf("P1");
      const files = Array.from({ length: 3000 }, (_, i) => [
        `${i}.csv`,
        strToU8(lines(call(`r${i}`))),
      ]);
      const { loads, errors } = await load(zipSync(Object.fromEntries(files) as Zippable), "a.zip");
      expect(errors).toEqual([]);
      expect(loads).toHaveLength(3000);
      expect(loads.reduce((sum, { rows_loaded }) => sum + rows_loaded, 0)).toBe(3000);
    });

    it("of 1.2 GB in a megabyte is refused, and leaves nothing on the disk", async () => {
      const zeros = new Uint8Array(1e8);
      const twelve = Array.from({ length: 12 }, (_, i) => [`${i}.csv`, zeros]);
      const zip = await load(zipSync(Object.fromEntries(twelve) as Zippable), "a.zip");
      expect(zip.loads).toEqual([]);
      expect(zip.errors).toHaveLength(12);
      for (const { message } of zip.errors)
        expect(message).toMatch(/a\.zip\/\d+\.csv: a binary file, not an export/);
      const gzip = await load(
        Buffer.concat(Array(12).fill(gzipSync(zeros)) as Buffer[]),
        "a.csv.gz",
      );
      expect(gzip.loads).toEqual([]);
      expect(gzip.errors.map(({ message }) => message)).toEqual([
        expect.stringMatching(/a\.csv\.gz: a binary file, not an export/),
      ]);
      const blanks = Buffer.concat([gzipSync(`${header}\n`), gzipSync(Buffer.alloc(1e8, " "))]);
      const line = await load(blanks, "b.csv.gz");
      expect(line.errors.map(({ message }) => message)).toEqual([
        expect.stringMatching(/b\.csv\.gz: a line is longer than 16 MiB/),
      ]);
    });
  },
);
