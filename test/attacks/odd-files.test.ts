import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { loadPaths, type LoadReport } from "../../loaders/load.ts";
import { wholeLines } from "../../loaders/files/lines.ts";
import { samplesFolder } from "../../loaders/reference.ts";
import { Session } from "../../src/data/session.ts";
import { newWorkspace, rowsOf, runDate, temporaryFolder } from "../workspaces.ts";

// Attacks by files that are odd but whole, or that cannot be read: what is good loads, what is not is named.

const header = "call_id,provider_id,start_time,calling_number,called_number,duration_s";
const call = (id: string) => `${id},P1,2024-03-05T12:00:00Z,+13165550123,+19133334444,1`;
const text = (...ids: string[]) => `${[header, ...ids.map(call)].join("\n")}\n`;

async function loaded(...paths: string[]): Promise<LoadReport & { ids: string[] }> {
  const workspace = await newWorkspace();
  const report = await loadPaths(workspace, paths, { runDate });
  const rows = await rowsOf<{ call_id: string }>(
    workspace,
    "select call_id from call_legs order by call_id",
  );
  workspace.close();
  return { ...report, ids: rows.map((row) => row.call_id) };
}

it("a link to itself and a link to nothing are named, and the files beside them load", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "a.csv"), text("a"));
  symlinkSync("self", join(folder, "self"));
  symlinkSync("nowhere", join(folder, "none"));
  const { ids, errors } = await loaded(folder);
  expect(ids).toEqual(["a"]);
  expect(errors.map((error) => error.message)).toEqual([
    expect.stringMatching(/none: no such file/),
    expect.stringMatching(/self: a link that leads back to itself/),
  ]);
});

/** A gzip stream with optional fields of its header, and bytes after its end. */
function gzipWith(content: string, { comment = false, headerCrc = false, tail = 0 }): Buffer {
  const body = gzipSync(content);
  const flags = (headerCrc ? 2 : 0) | (comment ? 16 : 0);
  const head = Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3]),
    Buffer.from(comment ? "a comment\0" : "", "latin1"),
  ]);
  const check = Buffer.alloc(headerCrc ? 2 : 0);
  if (headerCrc) check.writeUInt16LE(crc32(head) & 0xffff);
  return Buffer.concat([head, check, body.subarray(10), Buffer.alloc(tail)]);
}

it("gzip with a comment, a checksum of its header or zeros after its end is read", async () => {
  const folder = temporaryFolder();
  const forms = [
    ["a", { comment: true }],
    ["b", { headerCrc: true }],
    ["c", { tail: 512 }],
    ["d", { comment: true, headerCrc: true, tail: 3 }],
  ] as const;
  for (const [id, form] of forms)
    writeFileSync(join(folder, `${id}.csv.gz`), gzipWith(text(id), form));
  const { ids, errors } = await loaded(folder);
  expect(errors).toEqual([]);
  expect(ids).toEqual(["a", "b", "c", "d"]);
});

/** A zip archive of one file whose comment holds the mark of an archive's end. */
function zipWithComment(name: string, content: string, comment: string): Buffer {
  const packed = deflateRawSync(content);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), fields, Buffer.from(name), packed]);
  const central = Buffer.concat([
    Buffer.from("PK\u0001\u0002\u0014\u0000"),
    fields,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([local, central, end, Buffer.from(comment, "latin1")]);
}

it("a zip archive whose comment holds the mark of its end is read", async () => {
  const file = join(temporaryFolder(), "a.zip");
  const comment = `see PK\u0005\u0006 there, ${"and more ".repeat(9)}`;
  writeFileSync(file, zipWithComment("a.csv", text("a"), comment));
  const { ids, errors } = await loaded(file);
  expect(errors).toEqual([]);
  expect(ids).toEqual(["a"]);
});

it("one open quote costs its own line, not the long texts beside it", async () => {
  const transcript = (n: number) =>
    Array.from({ length: 40 }, (_, i) => `line ${i} of call ${n}, with words, and more`).join("\n");
  const rows = Array.from(
    { length: 30 },
    (_, n) => `r${n},2024-03-05T12:00:00Z,"${transcript(n)}",S1`,
  );
  rows.splice(15, 0, 'bad,2024-03-05T12:00:00Z,"never closed,S1');
  const file = join(temporaryFolder(), "recordings.csv");
  writeFileSync(file, `${["recording_id,received_at,transcript,source_id", ...rows].join("\n")}\n`);
  const workspace = await newWorkspace();
  const { loads, errors } = await loadPaths(workspace, [file], { runDate });
  workspace.close();
  expect(errors).toEqual([]);
  expect(loads[0]).toMatchObject({ rows_read: 31, rows_loaded: 30, rows_rejected: 1 });
});

it("populations of nobody, of less, or of more than live are rejected; a piece of a file replaces no whole one", async () => {
  const bundled = readFileSync(`${samplesFolder}census/population-2020.csv`, "utf8");
  const lines = bundled.trimEnd().split("\n");
  const withNumber = (state: string, number: string) => (line: string) =>
    line.startsWith(`${state},`) ? line.replace(/[^,]*$/, number) : line;
  const wrong = lines
    .map(withNumber("KS", "0"))
    .map(withNumber("TX", "-5"))
    .map(withNumber("OH", "9007199254740993"));
  const file = join(temporaryFolder(), "census.csv");
  writeFileSync(file, wrong.join("\n"));
  const workspace = await newWorkspace();
  const { loads, errors } = await loadPaths(workspace, [file], { runDate });
  expect(errors).toEqual([]);
  expect(loads[0]).toMatchObject({ rows_loaded: lines.length - 4, rows_rejected: 3 });
  writeFileSync(file, lines.slice(0, 5).join("\n"));
  const piece = await loadPaths(workspace, [file], { runDate });
  workspace.close();
  expect(piece.loads).toEqual([]);
  expect(piece.errors[0]!.message).toMatch(
    /census\.csv: 4 usable rows, where .* has 5\d: .*whole file/,
  );
});

it("a folder of closed folders loads what is open", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "closed"), { mode: 0o000 });
  writeFileSync(join(folder, "a.csv"), text("a"));
  const { ids, errors } = await loaded(folder);
  expect(ids).toEqual(["a"]);
  // The superuser may read it: then it is an empty folder.
  const isRoot = process.getuid?.() === 0;
  expect(errors.map((error) => error.message)).toEqual(
    isRoot ? [] : [expect.stringMatching(/closed: permission denied/)],
  );
});

it("a reference file of a date that is none, or still to come, is refused: it would hold for ever", async () => {
  const bundled = readFileSync(`${samplesFolder}nanpa/npa_report.csv`, "utf8");
  const folder = temporaryFolder();
  const dates = ["13/45/2024", "02/30/2024", "08/17/2097"];
  const files = dates.map((date, i) => {
    const file = join(folder, `${i}.csv`);
    writeFileSync(file, bundled.replace(/^File Date,[\d/]+/, `File Date,${date}`));
    return file;
  });
  const workspace = await newWorkspace();
  const { loads, errors } = await loadPaths(workspace, files, { runDate });
  workspace.close();
  expect(loads).toEqual([]);
  expect(errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/0\.csv: dated 2024-13-45/),
    expect.stringMatching(/1\.csv: dated 2024-02-30/),
    expect.stringMatching(/2\.csv: dated 2097-08-17/),
  ]);
});

it("bare carriage returns end lines however long the text is; one of them does not excuse a line without end", async () => {
  const mebi = 2 ** 20;
  const bytes = (first: string, unit: string) =>
    Readable.from(
      [first, ...Array.from({ length: 40 }, () => unit.repeat(mebi / unit.length))].map((s) =>
        Buffer.from(s),
      ),
    );
  let length = 0;
  for await (const piece of wholeLines("a.csv", bytes("h\r", "abc,def\r"))) length += piece.length;
  expect(length).toBe(40 * mebi + 2);
  await expect(async () => {
    for await (const piece of wholeLines("b.csv", bytes("h\r", "abcdefgh"))) length += piece.length;
  }).rejects.toThrow(/b\.csv: a line is longer than 16 MiB/);
});

it("records that break off in JSON, XML or a dump are one reject, and the whole ones load", async () => {
  const folder = temporaryFolder();
  const record = (id: string) =>
    JSON.stringify({
      call_id: id,
      provider_id: "P1",
      start_time: "2024-03-05T12:00:00Z",
      calling_number: "+13165550123",
      called_number: "+19133334444",
      duration_s: 1,
    });
  writeFileSync(
    join(folder, "a.json"),
    `[${record("a")},\n${record("b")},\n{"call_id": "c", "prov`,
  );
  writeFileSync(join(folder, "b.jsonl"), `${record("d")}\n${record("e").slice(0, 40)}`);
  const { ids, errors, loads } = await loaded(folder);
  expect(errors).toEqual([]);
  expect(ids).toEqual(["a", "b", "d"]);
  expect(
    loads.map((load) => load.findings.rejects.map(({ reason, rows }) => [reason, rows])),
  ).toEqual([[["cut_record", 1]], [["cut_record", 1]]]);
});

it("Parquet files of one header and other types keep their own values", async () => {
  const folder = temporaryFolder();
  const session = await Session.open(":memory:");
  const row = (id: string, customer: string, duration: string) =>
    `select '${id}' as call_id, 'P1' as provider_id, '2024-03-05T12:00:00Z' as start_time, '+13165550123' as calling_number,
      '+19133334444' as called_number, ${duration} as duration_s, ${customer} as customer_id`;
  await session.run(
    `copy (${row("a", "7", "1::integer")}) to '${join(folder, "a.parquet")}' (format parquet);
    copy (${row("b", "'007'", "75.6::double")}) to '${join(folder, "b.parquet")}' (format parquet)`,
  );
  session.close();
  const workspace = await newWorkspace();
  await loadPaths(workspace, [folder], { runDate });
  const rows = await rowsOf(
    workspace,
    "select call_id, customer_id, duration_s from call_legs order by call_id",
  );
  workspace.close();
  expect(rows).toEqual([
    { call_id: "a", customer_id: "7", duration_s: 1 },
    { call_id: "b", customer_id: "007", duration_s: 75.6 },
  ]);
});

it("a byte order mark or a form feed before a later row is no part of its id", async () => {
  const file = join(temporaryFolder(), "a.csv");
  writeFileSync(file, `\uFEFF${header}\n${call("a")}\n\uFEFF${call("b")}\n\f${call("c")}\n`);
  const { ids, errors } = await loaded(file);
  expect(errors).toEqual([]);
  expect(ids).toEqual(["a", "b", "c"]);
});
