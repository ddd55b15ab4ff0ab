import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Session } from "../../src/data/session.ts";

let session: Session;
beforeAll(async () => {
  session = await Session.open(":memory:");
});
afterAll(() => session.close());

const value = async (sql: string, raw: string) =>
  (await session.row<{ value: string | number | null }>(`select ${sql} as value`, { raw }))!.value;

describe("a time with its offset", () => {
  it.each([
    ["2024-03-01T14:05:09-06:00", "2024-03-01 20:05:09"],
    ["2024-03-01 14:05:09 -0600", "2024-03-01 20:05:09"],
    ["03/13/2024 02:05:09 PM -0600", "2024-03-13 20:05:09"],
    ["2024-03-01T14:05:09−06:00", "2024-03-01 20:05:09"],
    ["Fri, 01 Mar 2024 14:05:09 +0000", "2024-03-01 14:05:09"],
    ["20240301T140509Z", "2024-03-01 14:05:09"],
    ["2016-12-31T23:59:60Z", "2017-01-01 00:00:00"],
    ["2024-03-01T24:00:00Z", "2024-03-02 00:00:00"],
    ["2023-02-29T06:00:00Z", null],
    ["2024-03-01T06:60:00Z", null],
    ["2024-03-01T06:00:00Z-06:00", null],
  ])("%s is %s", async (raw, expected) => {
    expect(await value("offset_time($raw)::varchar", raw)).toBe(expected);
  });
});

describe("the offset of a cell", () => {
  it.each([
    ["-0600", -360],
    ["+05:30", 330],
    ["-6", -360],
    ["GMT-06:00-Central", -360],
    ["1-050000", -300],
    ["EDT", -240],
    ["Mars", null],
  ])("%s is %s minutes", async (raw, expected) => {
    expect(await value("offset_minutes($raw)", raw)).toBe(expected);
  });
});

describe("seconds since 1970", () => {
  it.each([
    ["1582934400", "2020-02-29 00:00:00"],
    ["1582934400000", "2020-02-29 00:00:00"],
    ["1582934400000000", "2020-02-29 00:00:00"],
    // Ten digits of the North American plan never begin with a 1.
    ["3165550101", null],
    ["63750000000", null],
  ])("%s is %s", async (raw, expected) => {
    const sql = "case when is_epoch($raw) then epoch_time($raw)::varchar end";
    expect(await value(sql, raw)).toBe(expected);
  });
});
