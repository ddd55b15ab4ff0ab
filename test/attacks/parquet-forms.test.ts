import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Session } from "../../src/data/session.ts";
import {
  expectRefused,
  ids,
  loadFiles,
  loads,
  three,
  type Content,
  type Loaded,
  type Outcome,
} from "./hostile-files.ts";

// Attacks by Parquet: each type that can hold a cell is read as its text says, and a file that is not whole is refused.

let session: Session;

const ordinary: Record<string, string> = {
  call_id: "id",
  provider_id: "$provider",
  start_time: "'2024-03-05T12:00:00Z'",
  calling_number: "'+13165550123'",
  called_number: "'+19133334444'",
  duration_s: "'1'",
  customer_id: "null::varchar",
};

const none: string[] = [];

/** Writes the calls a, b and c as Parquet; columns named here are other expressions, or more columns. */
const parquet =
  (columns: Record<string, string> = {}, { where = "true", options = none } = {}) =>
  (i: number) =>
  async (path: string): Promise<void> => {
    // Files of one width are read together, by the types of the first: each has a width of its own here.
    const more = Array.from({ length: i }, (_, n) => [`more_${n}`, "0"] as const);
    const list = [...Object.entries({ ...ordinary, ...columns }), ...more]
      .map(
        ([name, sql]) => `${sql.replace("$provider", `'P${i}'`)} as "${name.replace('"', '""')}"`,
      )
      .join(", ");
    await session.run(
      `copy (select ${list} from (values (1, 'a'), (2, 'b'), (3, 'c')) as calls (n, id) where ${where} order by n)
      to '${path}' (${["format parquet", ...options].join(", ")})`,
    );
  };

/** The same with other bytes. */
const damaged = (change: (bytes: Buffer) => Buffer) => (i: number) => async (path: string) => {
  await parquet()(i)(path);
  writeFileSync(path, change(readFileSync(path)));
};

const withFooterOf = (length: number) =>
  damaged((bytes) => {
    bytes.writeUInt32LE(length, bytes.length - 8);
    return bytes;
  });

const damage = /damaged Parquet file: fetch it again/;
const noZone = /its times have no UTC offset.*--tz/;
const every = (value: unknown): unknown[] => [value, value, value];
const callers = { calling_number: every("+13165550123"), called_npa_nxx: every("913333") };
const noon = { "started_at::varchar": every("2024-03-05 12:00:00") };

type Case = [
  attack: string,
  content: (i: number) => Content,
  expected: Outcome | RegExp,
  values?: Record<string, unknown[]>,
];

const forms: Case[] = [
  ["integers, of any size and without a sign", parquet({ calling_number: "13165550123::bigint", called_number: "19133334444::ubigint", duration_s: "1::utinyint", call_id: "n" }),
    loads(ids("1", "2", "3")), { ...callers, duration_s: every(1) }],
  ["floating point and decimals", parquet({ calling_number: "13165550123::double", called_number: "19133334444::decimal(18,2)", duration_s: "1.5::float" }),
    three, { ...callers, duration_s: every(1.5) }],
  ["bytes and dictionaries", parquet({ calling_number: "'+13165550123'::blob", called_number: "'+19133334444'::enum('+19133334444')" }), three, callers],
  ["nulls, and a column of nothing else", parquet({ calling_number: "case when n <> 2 then '+13165550123' end", duration_s: "null" }),
    three, { calling_number: ["+13165550123", null, "+13165550123"], duration_s: every(null) }],
  ["structures and lists in place of numbers", parquet({ calling_number: "{'number': '+13165550123'}", called_number: "['+19133334444']" }),
    three, { calling_kind: every("not_a_number"), called_npa_nxx: every(null) }],
  ["times with a zone, and intervals", parquet({ start_time: "timestamptz '2024-03-05 12:00:00+00'", duration_s: "interval '75 seconds'" }),
    three, { ...noon, duration_s: every(75) }],
  ["times as seconds since 1970", parquet({ start_time: "1709640000::bigint" }), three, noon],
  ["times as milliseconds since 1970", parquet({ start_time: "1709640000123::double" }), three,
    { "started_at::varchar": every("2024-03-05 12:00:00.123") }],
  ["times without a zone", parquet({ start_time: "timestamp '2024-03-05 12:00:00'" }), noZone],
  ["nanoseconds without a zone", parquet({ start_time: "timestamp_ns '2024-03-05 12:00:00.123456789'" }), noZone],
  ["days in place of times", parquet({ start_time: "date '2024-03-05'" }), noZone],
  ["times before and after all others", parquet({ start_time: "case n when 1 then 'infinity' when 2 then '-infinity' else '2024-03-05T12:00:00Z' end::timestamptz" }),
    loads(ids("c"), { reasons: [[1, "bad_start_time"], [2, "bad_start_time"]] })],
  ["durations that are no number, without end, and huge", parquet({ duration_s: "case n when 1 then 'nan' when 2 then 'inf' else '1e300' end::double" }),
    loads([], { reasons: [[1, "duration_too_long"], [2, "duration_too_long"], [3, "duration_too_long"]] })],
  ["names of columns that the reader gives, or that are SQL", parquet({ filename: "'/etc/passwd'", file_path: "'x'", file_row_number: "n", source_row: "n", file_no: "99", c0: "'x'", 'x"; drop table loads; --': "1", "*": "1" }),
    { ...three, ignored: expect.arrayContaining(["filename", "file_path", "source_row", "c0", 'x"; drop table loads; --', "*"]) as string[] }],
  ["no rows", parquet({}, { where: "false" }), loads([], { notes: ["a header and no rows"] })],
  ["groups of one row, packed with zstd", parquet({}, { options: ["row_group_size 1", "compression zstd"] }), three],
  ["a footer that is longer than the file", withFooterOf(1_000_000), damage],
  ["a footer of 4 GB", withFooterOf(0xffffffff), damage],
  ["a footer of no bytes", withFooterOf(0), damage],
  ["zeros for a footer", damaged((bytes) => bytes.fill(0, bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8), bytes.length - 8)), damage],
  ["a cut in the middle", damaged((bytes) => bytes.subarray(0, bytes.length >> 1)), damage],
  ["its mark alone", () => "PAR1", damage],
  ["its mark twice", () => "PAR1PAR1", damage],
  ["its mark before a text", () => "PAR1,call_id\n1,2\n", damage],
  ["the mark of an encrypted footer", damaged((bytes) => { bytes.write("PARE", bytes.length - 4); return bytes; }), damage],
  ["the marks of an encrypted file", damaged((bytes) => { bytes.write("PARE", 0); bytes.write("PARE", bytes.length - 4); return bytes; }), /a binary file, not an export/],
  ["columns of no export", () => (path) => session.run(`copy (select 1 as a, 2 as b) to '${path}' (format parquet)`), /no known format/],
]; // prettier-ignore

const nameOf = (i: number) => `${String(i).padStart(3, "0")}.parquet`;

describe("a Parquet file", () => {
  let loaded: Loaded;
  beforeAll(async () => {
    session = await Session.open(":memory:");
    const files = forms.map(([, make], i) => [nameOf(i), make(i)] as const);
    loaded = await loadFiles(Object.fromEntries(files));
    session.close();
  });
  afterAll(() => loaded.workspace.close());

  it.each(forms.map(([attack, , ...expected], i) => [attack, i, ...expected] as const))(
    "with %s",
    async (_, i, expected, values = {}) => {
      const found = loaded.of(nameOf(i));
      const ignored = found.ignored.filter((name) => !/^more_\d+$/.test(name));
      if (expected instanceof RegExp) expectRefused(loaded, nameOf(i), expected);
      else expect({ ...found, ignored }).toEqual(expected);
      const rows = await loaded.rows(nameOf(i), ["0 as zero", ...Object.keys(values)].join(", "));
      for (const [n, [column, cells]] of Object.entries(values).entries())
        expect(
          rows.map((row) => Object.values(row)[n + 1]),
          column,
        ).toEqual(cells);
    },
  );
});
