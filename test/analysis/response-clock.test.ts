import { describe, expect, it } from "vitest";
import { federalHolidays } from "../../src/analysis/federal-holidays.ts";
import { requestValue } from "../../src/analysis/tracing/request-value.ts";
import { clockHours } from "../../src/analysis/tracing/clock-hours.ts";
import {
  officeZones,
  responseDue,
  responseState,
  ruleApplies,
} from "../../src/analysis/tracing/response-clock.ts";

const due = (sent: string, zone = "America/New_York") =>
  responseDue(new Date(sent), [zone]).due.toISOString();

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
    ["17:29:59", "2024-03-06T22:29:59.000Z", "2024-03-05T22:29:59.000Z"],
    ["17:30:00", "2024-03-07T13:00:00.000Z", "2024-03-06T13:00:00.000Z"],
    ["17:30:01", "2024-03-07T13:00:00.000Z", "2024-03-06T13:00:00.000Z"],
    ["17:30:59", "2024-03-07T13:00:00.000Z", "2024-03-06T13:00:00.000Z"],
    ["07:59:59", "2024-03-06T13:00:00.000Z", "2024-03-05T13:00:00.000Z"],
    ["08:00:00", "2024-03-06T13:00:00.000Z", "2024-03-05T13:00:00.000Z"],
    ["08:00:01", "2024-03-06T13:00:01.000Z", "2024-03-05T13:00:01.000Z"],
  ])("holds business hours to the second: %s", (time, expected, received) => {
    const sent = new Date(`2024-03-05T${time}-05:00`);
    const { due, deemedReceived } = responseDue(sent, ["America/New_York"]);
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

  const state = (responded: string | null, asOf: string, response: string | null = null) => {
    const sent = new Date("2024-03-01T20:00:00Z");
    const { due } = responseDue(sent, ["America/New_York"]);
    return responseState({
      sent,
      responded: responded === null ? null : new Date(responded),
      response,
      due,
      asOf: new Date(asOf),
    });
  };

  it("tells pending from no response, and late from in time", () => {
    expect(state(null, "2024-03-03T20:00:00Z")).toBe("pending");
    expect(state(null, "2024-03-04T20:00:01Z")).toBe("no_response");
    const answer = "upstream_identified";
    expect(state("2024-03-04T19:59:00Z", "2024-03-09T00:00:00Z", answer)).toBe("answered_in_time");
    expect(state("2024-03-04T20:01:00Z", "2024-03-09T00:00:00Z", answer)).toBe("answered_late");
    expect(state("2024-02-29T20:01:00Z", "2024-03-09T00:00:00Z", answer)).toBe("impossible");
  });

  it("takes an answer without a time for an answer, and a refusal for neither answer nor silence", () => {
    const later = "2024-03-09T00:00:00Z";
    expect(state(null, later, "upstream_identified")).toBe("answered_time_unknown");
    expect(state(null, later, "no_record")).toBe("answered_time_unknown");
    expect(state("2024-03-01T21:00:00Z", later, "declined")).toBe("declined");
    expect(state(null, later, "declined")).toBe("declined");
    expect(state(null, later, "legally_unable")).toBe("legally_unable");
    // A group that notes "no response" before the answer is due has not shown silence.
    expect(state(null, "2024-03-02T00:00:00Z", "no_response")).toBe("pending");
    expect(state("2024-03-05T00:00:00Z", later, "no_response")).toBe("no_response");
  });

  it("calls an office of unknown zone late only where it is late in every US zone", () => {
    // Tuesday 5:45 p.m. in New York: closed there, open in Los Angeles and Guam's next morning.
    const sent = new Date("2024-03-05T22:45:00Z");
    const { due } = responseDue(sent, officeZones);
    for (const zone of officeZones)
      expect(due.getTime()).toBeGreaterThanOrEqual(responseDue(sent, [zone]).due.getTime());
    expect(due.getTime()).toBeGreaterThan(responseDue(sent, ["America/Los_Angeles"]).due.getTime());
  });

  it("gives the later due time where a day is closed by executive order and not by statute", () => {
    expect(due("2019-12-23T15:00:00-05:00")).toBe("2019-12-26T20:00:00.000Z");
  });

  it.each([
    ["a state's request to a US provider", {}, true],
    ["a request of the consortium", { requestedBy: "USTelecom ITG" }, true],
    ["a private company's request", { requestedBy: "Some Analytics Inc" }, false],
    ["a request of nobody named", { requestedBy: null }, null],
    ["a provider of unknown country", { isUs: null }, null],
    ["a foreign provider", { isUs: false }, false],
    ["a request before the rule", { sent: new Date("2023-06-01T12:00:00Z") }, false],
    ["a gateway's earlier date", { sent: new Date("2023-06-01T12:00:00Z"), role: "gateway" }, true],
    [
      "a request before the gateways' date",
      { sent: new Date("2022-09-01T12:00:00Z"), role: "gateway" },
      false,
    ],
  ])("knows whom the rule binds: %s", (_, given, expected) => {
    const request = {
      sent: new Date("2024-03-05T20:00:00Z"),
      isUs: true,
      role: "intermediate",
      requestedBy: "Office of the Kansas Attorney General",
    };
    expect(ruleApplies({ ...request, ...given })).toBe(expected);
  });

  it("runs on business days, day and night", () => {
    const hours = (from: string, to: string, zones = ["America/New_York"]) =>
      clockHours(new Date(from), new Date(to), zones);
    // Friday 3 pm to Monday 9 am, Eastern: nine hours of Friday and nine of Monday.
    expect(hours("2024-03-01T15:00:00-05:00", "2024-03-04T09:00:00-05:00")).toBe(18);
    // Over the night on which clocks go forward nothing runs: it is a Sunday.
    expect(hours("2024-03-08T12:00:00-05:00", "2024-03-11T12:00:00-04:00")).toBe(24);
    expect(hours("2024-03-04T08:00:00-05:00", "2024-03-04T07:00:00-05:00")).toBe(0);
    // Nobody knows the zone: the one in which least has run. In Guam it is Saturday already.
    expect(
      hours("2024-03-01T10:00:00-05:00", "2024-03-01T16:00:00-05:00", [
        "America/New_York",
        "Pacific/Guam",
      ]),
    ).toBe(0);
    expect(hours("2024-03-04T08:00:00-05:00", "2025-03-04T08:00:00-05:00")).toBeLessThan(24 * 45);
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
