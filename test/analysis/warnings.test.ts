import { describe, expect, it } from "vitest";
import { medianTime } from "../../src/analysis/statistics/kaplan-meier.ts";
import {
  findWarnings,
  type WatchPoint,
  type WatchReport,
} from "../../src/analysis/traffic/watch.ts";

describe("medianTime", () => {
  it("is the middle where all have the event", () => {
    const times = [5, 1, 3].map((time) => ({ time, happened: true }));
    expect(medianTime(times)).toBe(3);
  });

  it("takes the censored as at risk until they are, by the example of Kaplan and Meier", () => {
    // Survival after 0.8, 3.1, 5.4 and 9.2: 0.875, 0.7, 0.525, 0.2625 (deaths at these; losses at 1.0, 2.7, 7.0, 12.1).
    const deaths = [0.8, 3.1, 5.4, 9.2].map((time) => ({ time, happened: true }));
    const losses = [1.0, 2.7, 7.0, 12.1].map((time) => ({ time, happened: false }));
    expect(medianTime([...deaths, ...losses])).toBe(9.2);
  });

  it("is not reached where fewer than half have it", () => {
    const times = [1, 2, 3].map((time, i) => ({ time, happened: i === 0 }));
    expect(medianTime(times)).toBeNull();
  });
});

const hour = (h: number) => 1_709_300_000 - (1_709_300_000 % 3600) + h * 3600;
const expected = { neighborExpected: 0.0001, impossibleExpected: 0.005 };

/** A unit from abroad that shows many US numbers, of which few calls are answered. */
const point = (h: number, calls: number, over: Partial<WatchPoint> = {}): WatchPoint => ({
  unit_id: "u1", month: "2024-03", is_origin: true, origin_id: "o1", origin_kind: "entry", provider_id: "P1", customer_id: null,
  caller: null, first_at: hour(0), hour: hour(h), calls, callers: calls, called: calls, answered: Math.floor(calls / 4),
  durations: [Math.floor(calls / 4), 0, 0, 0, 0, 0], attested: [0, 0, 0, calls], impossible: 0, impossible_calls: 0, listed: 0,
  withheld: 0, neighbor: 0, foreign_numbers: 0, off_hours: 0, witnesses: 4, ...over,
}); // prettier-ignore

const scam = (seconds: number): WatchReport => ({
  unit_id: "u1", month: "2024-03", seen_at: seconds, source_table: "app_reports", source_row_id: `r${seconds}`, source: "shield",
  verdict: "scam", topic: null, callback_number: null, transcript: null,
}); // prettier-ignore

const find = (points: WatchPoint[], reports: WatchReport[]) =>
  findWarnings(points, reports, () => undefined, expected);

describe("findWarnings", () => {
  const points = [1, 2, 3, 4].map((h) => point(h, 60 * h));
  const reports = [10, 20, 30].map((s) => scam(hour(2) + s));

  it("warns in the hour in which enough is known, not before it", () => {
    expect(find(points, reports).map((w) => w.point.hour)).toEqual([hour(2)]);
    expect(find(points, [])).toEqual([]);
  });

  it("does not change what it said when more becomes known", () => {
    const early = find(points.slice(0, 2), reports);
    const late = find(points, [...reports, scam(hour(4))]);
    expect(late).toEqual(early);
  });

  it("does not warn of a number whose origin it warned of before", () => {
    const ofNumber = { unit_id: "u2", is_origin: false, caller: "13165550001" };
    const number = points.map((p) => ({ ...p, ...ofNumber, callers: 60 }));
    const both = [...reports, ...reports.map((r) => ({ ...r, unit_id: "u2" }))];
    expect(find([...points, ...number], both).map((w) => w.point.unit_id)).toEqual(["u1"]);
  });

  it("does not warn of people who talk, nor of many calls to few people", () => {
    const talk = points.map((p) => ({ ...p, durations: [0, 0, 0, 0, 0, Math.floor(p.calls / 4)] }));
    expect(find(talk, reports)).toEqual([]);
    const storm = points.map((p) => ({ ...p, called: 3 }));
    expect(find(storm, reports)).toEqual([]);
  });
});
