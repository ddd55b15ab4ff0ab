import * as Plot from "@observablehq/plot";
import { dayName, formatCount, formatRate, hourName, monthName } from "../facts/wording/format.ts";
import { isUnlawfulHour } from "../facts/wording/titles.ts";
import type { Count, Interval, Part, Rank } from "../facts/types.ts";
import { html, plainText, raw, type Markup } from "../html.ts";
import { fontFamily, type DrawingOptions, type Palette } from "./palette.ts";
import { drawPlot } from "./plot.ts";

const shown = (count: Count): number => (count === "withheld" ? 0 : count);

/** A label that fits; the table below the chart holds it whole. */
const cut = (label: string, most: number): string => {
  const characters = [...label];
  if (characters.length <= most) return label;
  const head = characters.slice(0, most - 2).join("");
  // A word that is longer than the label is cut within.
  const blank = head.lastIndexOf(" ");
  return `${blank > 0 ? head.slice(0, blank) : head} …`;
};

/** Labels that fit, each its own: bars are told apart by them. */
function cutLabels(labels: readonly string[], most: number): string[] {
  const uses = new Map<string, number>();
  return labels.map((label) => {
    const short = cut(label, most);
    const use = (uses.get(short) ?? 0) + 1;
    uses.set(short, use);
    return use === 1 ? short : `${short} (${use})`;
  });
}

/** Parts of a whole as bars, largest first, labeled at the end; a withheld part has no bar. */
export function partBars(
  all: readonly Part[],
  { width, palette, isSimulated }: DrawingOptions,
  what: string,
): Markup {
  const isNarrow = width < 500;
  const labels = cutLabels(
    all.map((part) => plainText(part.label)),
    isNarrow ? 44 : 60,
  );
  const parts = all.map((part, i) => ({ ...part, n: shown(part.count), label: labels[i]! }));
  const longest = Math.max(...parts.map((p) => p.label.length), 8);
  const marginLeft = isNarrow ? 4 : Math.min(width * 0.6, 18 + longest * 6.9);
  const most = Math.max(...parts.map((p) => p.n), 1);
  // The word stands over the bars, so that it hides no number.
  const stampHeight = isSimulated ? 22 : 0;
  const words = (p: { count: Count }) => countWords(p.count);
  const drawn = drawPlot(
    {
      width,
      height: parts.length * (isNarrow ? 42 : 26) + 8 + stampHeight,
      marginLeft,
      marginRight: 64,
      marginTop: 4 + stampHeight,
      marginBottom: 4,
      x: { axis: null, domain: [0, most] },
      y: {
        axis: isNarrow ? null : "left",
        label: null,
        domain: parts.map((p) => p.label),
        tickSize: 0,
        padding: isNarrow ? 0.55 : 0.25,
      },
      marks: [
        Plot.barX(parts, {
          x: "n",
          y: "label",
          fill: isSimulated ? `url(#${simulatedHatch})` : palette.accent,
        }),
        Plot.text(parts, {
          x: "n",
          y: "label",
          text: words,
          textAnchor: "start",
          dx: 5,
          fill: palette.ink,
        }),
        ...(isNarrow
          ? [
              Plot.text(parts, {
                x: 0,
                y: "label",
                text: "label",
                textAnchor: "start",
                dy: -17,
                fill: palette.ink,
              }),
            ]
          : []),
      ],
    },
    `${isSimulated ? "Simulated. " : ""}${what}: ${parts.map((p) => `${p.label} ${words(p)}`).join(", ")}`,
    palette,
  );
  return isSimulated ? markSimulated(drawn, palette) : drawn;
}

const simulatedHatch = "hatch-simulated";

/** A hatched fill and the word in the drawing itself: a picture of it must not pass for real. */
function markSimulated(drawn: Markup, palette: Palette): Markup {
  const pattern = html`<defs><pattern id="${simulatedHatch}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="${palette.paper}"/><line x1="0" y1="0" x2="0" y2="6" stroke="${palette.accent}" stroke-width="3"/></pattern></defs>`;
  const word = html`<text x="100%" y="16" text-anchor="end" font-size="15" font-weight="700" letter-spacing="2" fill="${palette.alarm}">SIMULATED</text>`;
  return raw(
    drawn.text
      .replace(/(<svg[^>]*>)/, (open) => `${open}${pattern.text}`)
      .replace(/<\/svg>$/, `${word.text}</svg>`),
  );
}

/** The axis of complaint counts, from 0; at least one high, so that an empty chart has a scale. */
const countAxis = (rows: readonly { n: number }[]): Plot.ScaleOptions => ({
  label: "complaints",
  labelArrow: "none",
  grid: true,
  nice: true,
  domain: [0, Math.max(...rows.map((r) => r.n), 1)],
  ticks: 4,
  tickFormat: (n: number) => formatCount(n),
});

interface CountColumn {
  label: string;
  complaints: Count;
}

/** Counts side by side; a withheld one stands as a ring at the foot. */
function countColumns(
  columns: readonly CountColumn[],
  { width, palette }: DrawingOptions,
  style: { height: number; marginBottom: number; inset: number; ticks?: string[] },
  description: string,
): Markup {
  const rows = columns.map((c) => ({ ...c, n: shown(c.complaints) }));
  const isWithheld = (row: CountColumn) => row.complaints === "withheld";
  return drawPlot(
    {
      width,
      height: style.height,
      marginLeft: 52,
      marginBottom: style.marginBottom,
      marginTop: 26,
      x: {
        label: null,
        domain: rows.map((r) => r.label),
        tickSize: 0,
        ...(style.ticks ? { ticks: style.ticks } : {}),
      },
      y: countAxis(rows),
      marks: [
        Plot.barY(
          rows.filter((r) => !isWithheld(r)),
          {
            x: "label",
            y: "n",
            fill: palette.accent,
            insetLeft: style.inset,
            insetRight: style.inset,
          },
        ),
        Plot.dot(rows.filter(isWithheld), {
          x: "label",
          y: 0,
          dy: -6,
          r: 4,
          stroke: palette.quiet,
          fill: palette.paper,
        }),
        Plot.ruleY([0], { stroke: palette.ink }),
      ],
    },
    description,
    palette,
  );
}

const countWords = (count: Count) => (count === "withheld" ? "withheld" : formatCount(count));

/** Complaints a day; the keys of the parts are days. */
export function dayBars(days: readonly Part[], options: DrawingOptions): Markup {
  const columns = days.map((d) => ({
    label: dayName(d.key).replace(/, \d{4}$/, ""),
    complaints: d.count,
  }));
  const isMany = columns.length > 10;
  return countColumns(
    columns,
    options,
    {
      height: 190,
      marginBottom: 30,
      inset: isMany ? 0 : 12,
      ...(isMany
        ? {
            ticks: columns
              .filter((_, i) => i % (options.width < 500 ? 10 : 5) === 0)
              .map((c) => c.label),
          }
        : {}),
    },
    `Complaints received a day: ${days.map((d) => `${dayName(d.key)} ${countWords(d.count)}`).join(", ")}`,
  );
}

/** Hours of the day by the consumer's own clock; a line marks the lawful hours 8 to 21. */
export function hourBars(hours: readonly Part[], { width, palette }: DrawingOptions): Markup {
  const rows = hours.map(({ count }, hour) => ({
    hour,
    n: shown(count),
    withheld: count === "withheld",
  }));
  return drawPlot(
    {
      width,
      height: 190,
      marginLeft: 46,
      marginBottom: 30,
      marginTop: 22,
      x: {
        domain: [0, 24],
        ticks: [0, 4, 8, 12, 16, 20, 24],
        label: null,
        tickFormat: (h: number) => hourName(h),
      },
      y: countAxis(rows),
      marks: [
        Plot.rectY(rows, {
          x1: "hour",
          x2: (r: { hour: number }) => r.hour + 1,
          y: "n",
          insetLeft: 1,
          insetRight: 1,
          fill: (r: { hour: number }) => (isUnlawfulHour(r.hour) ? palette.alarm : palette.accent),
        }),
        Plot.dot(
          rows.filter((r) => r.withheld),
          {
            x: (r: { hour: number }) => r.hour + 0.5,
            y: 0,
            dy: -6,
            r: 3.5,
            stroke: palette.quiet,
            fill: palette.paper,
          },
        ),
        Plot.ruleY([0], { stroke: palette.ink }),
      ],
    },
    `Complaints by hour of the call: ${hours.map((h) => `${h.label} ${countWords(h.count)}`).join(", ")}`,
    palette,
  );
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The week as 7 × 24 cells in the called party's own time, lawful hours outlined. */
export function weekMap(
  week: readonly (readonly Count[])[],
  { width, palette }: DrawingOptions,
): Markup {
  const left = 40;
  const cell = (width - left) / 24;
  const high = Math.max(14, Math.min(cell, 26));
  const top = 20;
  const most = Math.max(1, ...week.flat().map(shown));
  const level = (n: number) => Math.min(4, Math.floor((5 * n) / (most + 1)));
  const cells = week.flatMap((hours, d) =>
    hours.map((count, h) => {
      const fill =
        count === "withheld" || count === 0 ? palette.paper : palette.ramp[level(count)]!;
      const words = `${weekdays[d]} ${hourName(h)}: ${countWords(count)}`;
      const x = (left + h * cell).toFixed(1);
      const y = (top + d * high).toFixed(1);
      return html`<g><title>${words}</title><rect x="${x}" y="${y}" width="${(cell - 1).toFixed(1)}" height="${(high - 1).toFixed(1)}" fill="${fill}" stroke="${palette.hairline}" stroke-width="0.5"/>${count === "withheld" && html`<text x="${(left + (h + 0.5) * cell).toFixed(1)}" y="${(top + (d + 0.7) * high).toFixed(1)}" text-anchor="middle" font-size="10" fill="${palette.quiet}">·</text>`}</g>`;
    }),
  );
  const labels = weekdays.map(
    (name, d) =>
      html`<text x="0" y="${(top + (d + 0.7) * high).toFixed(1)}" font-size="12" fill="${palette.ink}">${name}</text>`,
  );
  const ticks = [0, 4, 8, 12, 16, 20].map(
    (h) =>
      html`<text x="${(left + h * cell).toFixed(1)}" y="13" font-size="12" fill="${palette.ink}">${hourName(h)}</text>`,
  );
  const height = top + 7 * high + 4;
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height.toFixed(0)}" width="${width}" height="${height.toFixed(0)}" role="img" aria-label="Complaints by weekday and hour of the call; the table below holds the numbers" font-family="${fontFamily}">${ticks}${labels}${cells}<rect x="${(left + 8 * cell - 1).toFixed(1)}" y="${top - 1}" width="${(13 * cell + 1).toFixed(1)}" height="${(7 * high + 1).toFixed(1)}" fill="none" stroke="${palette.ink}" stroke-width="1.5"/></svg>`;
}

export interface StandingRow {
  state: string;
  name: string;
  rate: Interval | null;
  rank: Rank | null;
}

/** One row a jurisdiction: dot for the rate, whisker for its 95 % interval, highest first. */
export function standingPlot(
  rows: readonly StandingRow[],
  { width, palette }: DrawingOptions,
  selected?: string,
): Markup {
  const ranked = rows
    .flatMap((row) =>
      row.rate && row.rank
        ? [{ state: row.state, name: row.name, ...row.rate, rank: row.rank.rank }]
        : [],
    )
    .sort((a, b) => b.value - a.value || (a.state < b.state ? -1 : 1));
  const key = (row: { state: string; name: string }) => (width < 500 ? row.state : row.name);
  return drawPlot(
    {
      width,
      height: ranked.length * 17 + 50,
      marginLeft: width < 500 ? 34 : 150,
      marginRight: 16,
      marginTop: 30,
      marginBottom: 6,
      x: {
        axis: "top",
        label: "complaints per 100,000 residents",
        labelArrow: "none",
        grid: true,
        zero: true,
        nice: true,
      },
      y: { label: null, domain: ranked.map(key), tickSize: 0 },
      marks: [
        Plot.ruleY(ranked, {
          y: key,
          x1: "low",
          x2: "high",
          stroke: (d: { state: string }) => (d.state === selected ? palette.ink : palette.accent),
          strokeWidth: 2,
          strokeOpacity: 0.55,
        }),
        Plot.dot(ranked, {
          y: key,
          x: "value",
          r: 4,
          fill: (d: { state: string }) => (d.state === selected ? palette.ink : palette.accent),
        }),
      ],
    },
    `Rates with 95% intervals, highest first: ${ranked.map((r) => `${r.name} ${formatRate(r.value)} (${formatRate(r.low)} to ${formatRate(r.high)})`).join("; ")}`,
    palette,
  );
}

export interface HistoryRow {
  month: string;
  per_day: Count;
  days_covered: number;
}

/** Complaints of a covered day, by month; the number of days covered stands under each. */
export function monthBars(history: readonly HistoryRow[], options: DrawingOptions): Markup {
  const months = history.slice(options.width < 500 ? -6 : -12);
  return countColumns(
    months.map((r) => ({ label: `${r.month}\n${r.days_covered} d`, complaints: r.per_day })),
    options,
    { height: 200, marginBottom: 44, inset: 4 },
    `Complaints per covered day by month: ${months.map((r) => `${monthName(r.month)} ${countWords(r.per_day)}, ${r.days_covered} days covered`).join("; ")}`,
  );
}
