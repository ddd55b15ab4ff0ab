import { hourBars, partBars } from "../src/charts/charts.ts";
import { printColours } from "../src/charts/palette.ts";
import { tileGrid } from "../src/charts/state-maps.ts";
import type { Markup } from "../src/html.ts";
import type { BriefChart } from "./figures.ts";

/** Draws a chart of a brief for print: the site's own functions with print colours. */
export function drawChart(chart: BriefChart): Markup {
  const options = { width: 640, palette: printColours };
  switch (chart.kind) {
    case "tiles":
      return tileGrid(chart.rows, { ...options, selected: chart.selected });
    case "parts":
      return partBars(chart.rows, options, chart.title);
    case "hours":
      return hourBars(chart.rows, options);
  }
}
