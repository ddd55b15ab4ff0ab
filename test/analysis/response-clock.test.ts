import { describe, expect, it } from "vitest";
import { federalHolidays } from "../../src/analysis/tracing/federal-holidays.ts";
import { requestValue } from "../../src/analysis/tracing/request-value.ts";
import { responseDue, responseState } from "../../src/analysis/tracing/response-clock.ts";

const due = (sent: string, zone = "America/New_York") =>
  responseDue(new Date(sent), zone).due.toISOString();

describe("the response clock", () => {
  it.each([
    ["Friday 15:00 is due Monday 15:00", "2024-03-01T15:00:00-05:00", "2024-03-04T20:00:00.000Z"],
    [
      "Tuesday 10:00 is due Wednesday 10:00",
      "2024-03-05T10:00:00-05:00",
      "2024-03-06T15:00:00.000Z",
    ],
    [
      "in the evening counts from eight the next day",
      "2024-03-05T20:00:00-05:00",
      "2024-03-07T13:00:00.000Z",
    ],
    [
      "before opening counts from eight that day",
      "2024-03-05T05:00:00-05:00",
      "2024-03-06T13:00:00.000Z",
    ],
    [
      "on Saturday counts from eight on Monday",
      "2024-03-02T11:00:00-05:00",
      "2024-03-05T13:00:00.000Z",
    ],
    ["before Thanksgiving skips it", "2024-11-27T12:00:00-05:00", "2024-11-29T17:00:00.000Z"],
    [
      "over the spring change keeps the hour on the wall",
      "2024-03-08T15:00:00-05:00",
      "2024-03-11T19:00:00.000Z",
    ],
  ])("%s", (_, sent, expected) => {
    expect(due(sent)).toBe(expected);
  });

  it.each([
    ["17:30:00", "2024-03-06T22:30:00.000Z", "2024-03-05T22:30:00.000Z"],
    ["17:30:01", "2024-03-07T13:00:00.000Z", "2024-03-06T13:00:00.000Z"],
    ["17:30:59", "2024-03-07T13:00:00.000Z", "2024-03-06T13:00:00.000Z"],
    ["07:59:59", "2024-03-06T13:00:00.000Z", "2024-03-05T13:00:00.000Z"],
    ["08:00:00", "2024-03-06T13:00:00.000Z", "2024-03-05T13:00:00.000Z"],
    ["08:00:01", "2024-03-06T13:00:01.000Z", "2024-03-05T13:00:01.000Z"],
  ])("holds business hours to the second: %s", (time, expected, received) => {
    const sent = new Date(`2024-03-05T${time}-05:00`);
    const { due, deemedReceived } = responseDue(sent, "America/New_York");
    expect([due.toISOString(), deemedReceived.toISOString()]).toEqual([expected, received]);
  });

  it.each([
    [
      "Thursday before Veterans Day, observed on Friday, is due on Monday",
      "2023-11-09T12:00:00-05:00",
      "2023-11-13T17:00:00.000Z",
    ],
    [
      "on Veterans Day as observed counts from eight on Monday",
      "2023-11-10T12:00:00-05:00",
      "2023-11-14T13:00:00.000Z",
    ],
    [
      "on Veterans Day itself, a Saturday, counts from eight on Monday",
      "2023-11-11T12:00:00-05:00",
      "2023-11-14T13:00:00.000Z",
    ],
    [
      "Friday before a Monday holiday is due on Tuesday",
      "2024-01-12T10:15:30-05:00",
      "2024-01-16T15:15:30.000Z",
    ],
    [
      "Friday evening before a Monday holiday counts from eight on Tuesday",
      "2024-01-12T18:00:00-05:00",
      "2024-01-17T13:00:00.000Z",
    ],
    [
      "before New Year's Day observed in the old year skips it and the weekend",
      "2021-12-30T09:00:00-05:00",
      "2022-01-03T14:00:00.000Z",
    ],
    [
      "over the autumn change keeps the hour on the wall",
      "2024-11-01T15:00:00-04:00",
      "2024-11-04T20:00:00.000Z",
    ],
    [
      "in the hour that the spring change skips counts from eight on Monday",
      "2024-03-10T03:30:00-04:00",
      "2024-03-12T12:00:00.000Z",
    ],
    [
      "in the second of the autumn change's two hours counts from eight on Monday",
      "2024-11-03T01:30:00-05:00",
      "2024-11-05T13:00:00.000Z",
    ],
    [
      "Saturday before the spring change counts from eight by the new time",
      "2024-03-09T12:00:00-05:00",
      "2024-03-12T12:00:00.000Z",
    ],
  ])("%s", (_, sent, expected) => {
    expect(due(sent)).toBe(expected);
  });

  it("goes by the zone of the office that answers", () => {
    expect(due("2024-03-05T23:00:00Z", "America/Los_Angeles")).toBe("2024-03-06T23:00:00.000Z");
    expect(due("2024-03-05T23:00:00Z", "America/New_York")).toBe("2024-03-07T13:00:00.000Z");
  });

  it("tells pending from no response, and late from in time", () => {
    const sent = new Date("2024-03-01T20:00:00Z");
    const state = (responded: string | null, now: string) =>
      responseState(
        sent,
        responded === null ? null : new Date(responded),
        new Date(now),
        "America/New_York",
      );
    expect(state(null, "2024-03-03T20:00:00Z")).toBe("pending");
    expect(state(null, "2024-03-04T20:00:01Z")).toBe("no_response");
    expect(state("2024-03-04T19:59:00Z", "2024-03-09T00:00:00Z")).toBe("answered_in_time");
    expect(state("2024-03-04T20:01:00Z", "2024-03-09T00:00:00Z")).toBe("answered_late");
    expect(state("2024-02-29T20:01:00Z", "2024-03-09T00:00:00Z")).toBe("impossible");
  });

  it("knows the federal holidays as they are observed", () => {
    expect([...federalHolidays(2021)].sort()).toEqual([
      "2021-01-01", "2021-01-18", "2021-02-15", "2021-05-31", "2021-06-18", "2021-07-05", "2021-09-06", "2021-10-11",
      "2021-11-11", "2021-11-25", "2021-12-24", "2021-12-31",
    ]); // prettier-ignore
    expect(federalHolidays(2019).has("2019-06-19")).toBe(false);
  });
});

describe("the value of a request", () => {
  it("grows with the calls it stands for, recent ones first", () => {
    const of = (calls: number, calls_recent: number) =>
      requestValue({ calls, calls_recent, campaigns: 0, states: 1 });
    expect(of(100, 0)).toBeGreaterThan(of(10, 0));
    expect(of(10, 10)).toBeGreaterThan(of(10, 0));
    const one = { calls: 10, calls_recent: 0, states: 1 };
    expect(requestValue({ ...one, campaigns: 2 })).toBeGreaterThan(
      requestValue({ ...one, campaigns: 1 }),
    );
  });
});
