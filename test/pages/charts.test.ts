import { hourName } from "../../src/facts/wording/format.ts";
import type { Count } from "../../src/facts/types.ts";
import { describe, expect, it } from "vitest";
import { DOMParser } from "linkedom";
import { classOf, quantileBreaks } from "../../src/charts/classes.ts";
import {
  dayBars,
  hourBars,
  monthBars,
  partBars,
  standingPlot,
  weekMap,
} from "../../src/charts/charts.ts";
import { printColours, siteColours } from "../../src/charts/palette.ts";
import { choropleth, mapLegend, tileGrid, type MapRow } from "../../src/charts/state-maps.ts";
import { jurisdictions } from "../../src/data/jurisdictions.ts";
import type { Markup } from "../../src/html.ts";
import { publishedSeries } from "../../src/charts/published-series.ts";
import { expectGolden } from "../golden.ts";

const rows: MapRow[] = jurisdictions.map((j, i) => ({
  state: j.state,
  name: j.name,
  rate: i % 19 === 7 ? null : i % 23 === 0 ? 0 : i * 1.7,
  complaints: i % 19 === 7 ? "withheld" : i % 23 === 0 ? 0 : i * 11,
}));
const counts = Array.from({ length: 24 }, (_, h): Count => (h < 6 ? "withheld" : h * 12));
const hours = counts.map((count, h) => ({ key: String(h), label: hourName(h), count }));
const print = (width: number) => ({ width, palette: printColours });

const drawings: Record<string, () => Markup> = {
  "tiles-wide.svg": () => tileGrid(rows, { ...print(760), selected: "KS" }),
  "tiles-narrow.svg": () => tileGrid(rows, { ...print(340), link: (s) => `/states/${s}` }),
  "map.svg": () => choropleth(rows, print(760)),
  "parts.svg": () =>
    partBars(
      [
        { key: "w", label: "Warranties & protection plans", count: 1204 },
        { key: "x", label: "a < b ${x}", count: 12 },
        { key: "y", label: "Charities", count: "withheld" },
      ],
      print(760),
      "Topics",
    ),
  "simulated.svg": () =>
    partBars(
      [{ key: "o", label: "reached the originating provider", count: 120 }],
      { ...print(760), isSimulated: true },
      "Calls",
    ),
  "days.svg": () =>
    dayBars(
      [
        { key: "2024-03-01", label: "March 1, 2024", count: 40 },
        { key: "2024-03-02", label: "March 2, 2024", count: "withheld" },
      ],
      print(760),
    ),
  "hours.svg": () => hourBars(hours, print(760)),
  "week.svg": () =>
    weekMap(
      Array.from({ length: 7 }, () => counts),
      print(760),
    ),
  "months.svg": () =>
    monthBars(
      [
        { month: "2024-01", per_day: 30, days_covered: 31 },
        { month: "2024-02", per_day: 90, days_covered: 4 },
      ],
      print(340),
    ),
  "standing.svg": () =>
    standingPlot(
      [
        {
          state: "KS",
          name: "Kansas",
          rate: { value: 5, low: 4, high: 6 },
          rank: { rank: 2, low: 1, high: 2, of: 2 },
        },
        {
          state: "NV",
          name: "Nevada",
          rate: { value: 10, low: 8, high: 12 },
          rank: { rank: 1, low: 1, high: 2, of: 2 },
        },
      ],
      print(760),
      "KS",
    ),
  "published.svg": () =>
    publishedSeries(
      [2017, 2018, 2019].map((y) => ({
        publisher: "P",
        series: "s",
        period: `FY${y}`,
        period_kind: "fiscal year",
        value: y * 1000,
        unit: "complaints",
        exactness: null,
        note: null,
      })),
      print(760),
    ),
};

describe("drawings", () => {
  it.each(Object.entries(drawings))("%s is as somebody last looked at it", (name, draw) => {
    const { text } = draw();
    expect(text).toMatch(/^<svg /);
    // Well-formed XML, or Typst will not read it.
    expect(
      new DOMParser().parseFromString(text, "image/svg+xml").querySelector("svg"),
    ).toBeTruthy();
    expect(text).toMatch(/aria-label="[^"]{10,}"/);
    expect(text).not.toMatch(/NaN|undefined|\$\{/);
    expectGolden(name, text);
  });

  it("show zero, withheld and a number differently", () => {
    const three: MapRow[] = [
      { state: "KS", name: "Kansas", rate: 0, complaints: 0 },
      { state: "NV", name: "Nevada", rate: null, complaints: "withheld" },
      { state: "TX", name: "Texas", rate: 5, complaints: 50 },
    ];
    const { text } = tileGrid(three, print(760));
    expect(text).toContain("Kansas: none reported");
    expect(text).toContain("Nevada: withheld");
    expect(text).toContain("Texas: 5.0 per 100,000");
    expect(mapLegend(rows, siteColours).text).toContain(
      "withheld: fewer than 11 filing sessions (a proxy for people)",
    );
  });

  it("puts equally many jurisdictions into each class", () => {
    const values = Array.from({ length: 50 }, (_, i) => i ** 2);
    const breaks = quantileBreaks(values);
    const sizes = [0, 1, 2, 3, 4].map((c) => values.filter((v) => classOf(v, breaks) === c).length);
    expect(sizes).toEqual([10, 10, 10, 10, 10]);
  });

  it("puts two places with the same printed rate into one class", () => {
    const values = [1, 2.04, 2.0, 1.96, 3, 4.01, 5, 6.4, 6.44, 7.1, 7.14, 9];
    const breaks = quantileBreaks(values);
    for (const a of values)
      for (const b of values)
        if (a.toFixed(1) === b.toFixed(1)) expect(classOf(a, breaks)).toBe(classOf(b, breaks));
  });

  it("say in the drawing itself that data are simulated", () => {
    const { text } = drawings["simulated.svg"]!();
    expect(text).toContain(">SIMULATED</text>");
    expect(text).toContain("url(#hatch-simulated)");
    expect(text).toMatch(/aria-label="Simulated\. /);
    expect(drawings["parts.svg"]!().text).not.toContain("SIMULATED");
  });

  it("no two tiles stand in one place", () => {
    const places = new Set(jurisdictions.map((j) => `${j.column} ${j.row}`));
    expect(places.size).toBe(56);
  });
});
