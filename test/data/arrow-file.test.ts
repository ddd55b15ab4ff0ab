import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableFromIPC, type Table } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeArrow } from "../../src/data/arrow-file.ts";
import { Session } from "../../src/data/session.ts";
import { CommandError } from "../../src/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "arrow-test-"));
let session: Session;
beforeAll(async () => {
  session = await Session.open(":memory:", { threads: "4" });
  await session.run("create type color as enum ('red', 'green', 'blue')");
});
afterAll(() => {
  session.close();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
const freshFile = () => join(folder, `${count++}.arrow`);

async function written(sql: string): Promise<Table & { rowsTold: number }> {
  const file = freshFile();
  const rowsTold = await writeArrow(session, sql, file);
  return Object.assign(tableFromIPC(readFileSync(file)), { rowsTold });
}

/** The numbers as they stand in the file: the library shows times as milliseconds. */
function raw(table: Table): unknown[] {
  const { values, length } = table.getChildAt(0)!.data[0]!;
  return Array.from(values as Iterable<unknown>).slice(0, length);
}

const shown = (value: unknown): unknown =>
  typeof value === "object" && value !== null && Symbol.iterator in value
    ? Array.from(value as Iterable<unknown>)
    : value;

const cells = (table: Table) => Array.from(table.getChildAt(0)!, shown);

type Case = [type: string, values: string[], arrow: string, read: unknown[]];

const cases: Case[] = [
  ["boolean", ["true", "false"], "Bool", [true, false]],
  ["tinyint", ["-128", "127"], "Int8", [-128, 127]],
  ["smallint", ["-32768", "32767"], "Int16", [-32768, 32767]],
  ["integer", ["-2147483648", "2147483647"], "Int32", [-2147483648, 2147483647]],
  [
    "bigint",
    ["-9223372036854775808", "9007199254740993"],
    "Int64",
    [-9223372036854775808n, 9007199254740993n],
  ],
  ["utinyint", ["255"], "Uint8", [255]],
  ["usmallint", ["65535"], "Uint16", [65535]],
  ["uinteger", ["4294967295"], "Uint32", [4294967295]],
  [
    "ubigint",
    ["18446744073709551615", "9007199254740993"],
    "Uint64",
    [18446744073709551615n, 9007199254740993n],
  ],
  [
    "hugeint",
    ["9223372036854775807", "-9223372036854775808"],
    "Int64",
    [9223372036854775807n, -9223372036854775808n],
  ],
  ["float", ["0.5", "-1e30"], "Float32", [0.5, Math.fround(-1e30)]],
  ["double", ["0.1", "-1e300", "'infinity'"], "Float64", [0.1, -1e300, Infinity]],
  ["decimal(9, 2)", ["1234567.89", "-0.01"], "Float64", [1234567.89, -0.01]],
  ["decimal(38, 3)", ["12345678901234567890.125"], "Float64", [12345678901234567890.125]],
  [
    "varchar",
    ["''", "'Zoë 📞'", "'twelve bytes and more'"],
    "Utf8",
    ["", "Zoë 📞", "twelve bytes and more"],
  ],
  ["color", ["'blue'", "'red'"], "Utf8", ["blue", "red"]],
  ["varchar[]", ["[]", "['a', null, 'bc']", "['d']"], "List<Utf8>", [[], ["a", null, "bc"], ["d"]]],
  ["integer[]", ["[1, null]", "[]", "[2]"], "List<Int32>", [[1, null], [], [2]]],
  ["double[]", ["[0.5]", "[null]"], "List<Float64>", [[0.5], [null]]],
  ["bigint[]", ["[9007199254740993]"], "List<Int64>", [[9007199254740993n]]],
  ["boolean[]", ["[true, false, null]", "[true]"], "List<Bool>", [[true, false, null], [true]]],
  ["integer[][]", ["[[1], null, []]"], "List<List<Int32>>", [[[1], null, []]]],
];

describe("an Arrow file", () => {
  for (const [type, values, arrow, read] of cases) {
    it(`keeps ${type} as ${arrow}, with nulls`, async () => {
      const rows = ["null", ...values, "null"].map((value, i) => `(${i}, (${value})::${type})`);
      const table = await written(`select v from (values ${rows.join()}) t(i, v) order by i`);
      expect(table.rowsTold).toBe(rows.length);
      expect(String(table.schema.fields[0]!.type)).toBe(arrow);
      expect(table.schema.fields[0]!.nullable).toBe(true);
      const plain = (value: unknown): unknown =>
        Array.isArray(shown(value)) ? (shown(value) as unknown[]).map(plain) : value;
      expect(cells(table).map(plain)).toEqual([null, ...read, null]);
      expect(table.getChildAt(0)!.nullCount).toBe(2);

      const without = await written(`select v from (values ${rows.slice(1, -1).join()}) t(i, v)`);
      expect(cells(without).map(plain)).toEqual(read);
      expect(without.getChildAt(0)!.nullCount).toBe(0);
    });
  }

  it("keeps days and microseconds", async () => {
    const days = await written("select unnest([date '1969-12-31', null, date '2026-02-28'])");
    expect(String(days.schema.fields[0]!.type)).toBe("Date32<DAY>");
    expect(raw(days)).toEqual([-1, 0, 20512]);
    expect(days.getChildAt(0)!.get(1)).toBeNull();

    const plain = await written(
      "select unnest([timestamp '1969-12-31 23:59:59.999999', null, '2026-02-28 12:34:56.789012'])",
    );
    expect(String(plain.schema.fields[0]!.type)).toBe("Timestamp<MICROSECOND>");
    expect(raw(plain)).toEqual([-1n, 0n, 1772282096789012n]);
    expect(plain.getChildAt(0)!.get(1)).toBeNull();

    const zoned = await written("select timestamptz '2026-02-28 12:34:56.789012+05:00'");
    expect(String(zoned.schema.fields[0]!.type)).toBe("Timestamp<MICROSECOND, UTC>");
    expect(raw(zoned)).toEqual([1772264096789012n]);
  });

  it("keeps a column of nulls only, and the names and order of columns", async () => {
    const table = await written(
      `select null::varchar as "b c", null::boolean as a, null::varchar[] as l, 1 as "Ü" from range(9)`,
    );
    expect(table.schema.fields.map(({ name }) => name)).toEqual(["b c", "a", "l", "Ü"]);
    expect(table.toArray().map((row) => ({ ...row.toJSON() }))).toEqual(
      Array.from({ length: 9 }, () => ({ "b c": null, a: null, l: null, Ü: 1 })),
    );
  });

  it("keeps the columns of no rows", async () => {
    const table = await written("select 1::bigint as n, ['a'] as l, 'x' as v where false");
    expect(table.rowsTold).toBe(0);
    expect(table.numRows).toBe(0);
    expect(table.schema.fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "n Int64",
      "l List<Utf8>",
      "v Utf8",
    ]);
  });

  it("takes a query with a comment at its end", async () => {
    expect((await written("select 1 as n -- one")).rowsTold).toBe(1);
  });

  it("holds more rows than a batch, in their order", async () => {
    for (const n of [2047, 16383, 16384, 16385, 100_000]) {
      const table = await written(
        `select i, i % 7 = 0 as seventh, case when i % 3 > 0 then i::varchar end as text, [i, i + 1] as pair
          from range(${n}) t(i) order by i`,
      );
      expect(table.rowsTold).toBe(n);
      expect(table.numRows).toBe(n);
      let i = 0;
      for (const row of table) {
        const { i: told, seventh, text, pair } = row.toJSON();
        const isRight =
          told === BigInt(i) &&
          seventh === (i % 7 === 0) &&
          text === (i % 3 > 0 ? String(i) : null) &&
          pair.get(0) === told &&
          pair.get(1) === told + 1n;
        if (!isRight) expect.fail(`row ${i}: ${String(row)}`);
        i++;
      }
    }
  });

  it("is the same for the same rows, whatever the plan and what stands in place of nulls", async () => {
    await session.run(
      `create table kept as select i, nullif(i % 5, 3) as n, 'row ' || i as text from range(50000) t(i)
        where i % 3 = 0`,
    );
    const [one, two, three] = [freshFile(), freshFile(), freshFile()];
    await writeArrow(session, "select * from kept order by i", one);
    await writeArrow(
      session,
      `select i, case when i % 5 != 3 then i % 5 end as n, 'row ' || i as text from range(50000) t(i)
        where i % 3 = 0 order by i`,
      two,
    );
    await session.run("set threads = 1");
    await writeArrow(session, "select * from kept where i + 1 > 0 order by i", three);
    await session.run("set threads = 4");
    expect(readFileSync(two).equals(readFileSync(one))).toBe(true);
    expect(readFileSync(three).equals(readFileSync(one))).toBe(true);
  });

  it("is written while it is read", async () => {
    const file = freshFile();
    const sizes = new Set<number>();
    const look = () => existsSync(file) && sizes.add(statSync(file).size);
    const watch = setInterval(look, 1);
    await writeArrow(session, "select i, i + 1 as j from range(500000) t(i)", file);
    clearInterval(watch);
    expect(statSync(file).size).toBeGreaterThan(8_000_000);
    expect(sizes.size).toBeGreaterThan(5);
  });
});

describe("a query that cannot be written", () => {
  it.each([
    ["select 1 as a, {b: 1} as pair", 'column pair: values of type STRUCT("b" INTEGER) cannot'],
    ["select '1 day'::interval as wait", "column wait: values of type INTERVAL cannot"],
    ["select [uuid()] as ids", "column ids: values of type UUID cannot"],
    ["select 'x'::blob as bytes", "column bytes: values of type BLOB cannot"],
    ["select time '12:00' as t", "column t: values of type TIME cannot"],
    [
      "select 9223372036854775808::hugeint as n",
      "column n: 9223372036854775808 needs more than 64",
    ],
    ["select 'infinity'::date as day", "column day: an infinite date"],
    ["select '-infinity'::timestamptz as at", "column at: an infinite date"],
  ])("%s", async (sql, message) => {
    const file = freshFile();
    const error: unknown = await writeArrow(session, sql, file).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(CommandError);
    expect((error as CommandError).message).toContain(message);
    expect(existsSync(file)).toBe(false);
  });

  it("does not touch the file where the query is wrong from the start", async () => {
    const file = freshFile();
    writeFileSync(file, "older");
    await expect(writeArrow(session, "select nothing from nowhere", file)).rejects.toThrow(
      "nowhere",
    );
    await expect(writeArrow(session, "select {a: 1} as s", file)).rejects.toThrow("column s");
    expect(readFileSync(file, "utf8")).toBe("older");
  });

  it("leaves no file with some of the rows where the query fails half way", async () => {
    for (const failing of [10, 50_000, 999_999]) {
      const file = freshFile();
      const sql = `select case when i = ${failing} then error('boom') else i end as n from range(1000000) t(i)`;
      await expect(writeArrow(session, sql, file)).rejects.toThrow("boom");
      expect(existsSync(file)).toBe(false);
    }
    expect((await written("select 1 as n")).rowsTold).toBe(1);
  });
});
