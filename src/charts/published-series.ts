import * as Plot from "@observablehq/plot";
import { formatCount } from "../facts/wording/format.ts";
import type { PublishedFigure } from "../facts/types.ts";
import type { Markup } from "../html.ts";
import type { DrawingOptions } from "./palette.ts";
import { drawPlot } from "./plot.ts";

/** One series that somebody else published, alone in its panel: publishers count different things. */
export function publishedSeries(
  figures: readonly PublishedFigure[],
  { width, palette }: DrawingOptions,
): Markup {
  const rows = figures.map((f) => ({ year: Number(/\d{4}/.exec(f.period)?.[0]), value: f.value }));
  const unit = figures[0]?.unit ?? "";
  const scale = Math.max(...rows.map((r) => r.value)) >= 1e6 ? 1e6 : 1;
  const data = rows.map((r) => ({ year: r.year, value: r.value / scale }));
  const years = [...new Set(data.map((d) => d.year))];
  const pixelsPerYear = width / (Math.max(...years) - Math.min(...years) + 1);
  return drawPlot(
    {
      width,
      height: 170,
      marginLeft: 44,
      marginRight: 44,
      marginTop: 24,
      marginBottom: 28,
      x: {
        label: null,
        // Room for the first number beside the axis.
        insetLeft: 24,
        tickFormat: (y: number) => String(y),
        ticks: years.filter((_, i) => i === 0 || i === years.length - 1 || pixelsPerYear >= 44),
      },
      y: {
        labelArrow: "none",
        label: scale === 1e6 ? `million ${unit}` : unit,
        zero: true,
        nice: true,
        grid: true,
        ticks: 4,
      },
      marks: [
        Plot.lineY(withGaps(data), {
          x: "year",
          y: "value",
          stroke: palette.quiet,
          strokeWidth: 1.5,
        }),
        Plot.dot(data, { x: "year", y: "value", r: 3, fill: palette.quiet }),
        Plot.text(data, {
          x: "year",
          y: "value",
          text: (d: { value: number }) =>
            Number.isInteger(d.value) ? formatCount(d.value) : d.value.toFixed(1),
          textAnchor: "middle",
          dy: -11,
          fill: palette.ink,
        }),
      ],
    },
    `${figures[0]?.publisher}, ${figures[0]?.series}, ${unit}: ${figures.map((f) => `${f.period} ${f.value}`).join(", ")}`,
    palette,
  );
}

/** A year without a figure breaks the line: nobody published one. */
const withGaps = (points: readonly { year: number; value: number }[]) =>
  points.flatMap((point, i) => {
    const next = points[i + 1];
    return next && next.year > point.year + 1
      ? [point, { year: point.year + 1, value: Number.NaN }]
      : [point];
  });
