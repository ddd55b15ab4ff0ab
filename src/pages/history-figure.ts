import { monthBars } from "../charts/charts.ts";
import { comparableMonths, historyDrawn, historyTitle, perDay } from "../facts/wording/titles.ts";
import type { HistoryMonth } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { figure } from "./parts.ts";

/** The months of an area that can be compared, from three on; nothing where there are fewer. */
export function historyFigure(history: readonly HistoryMonth[]): Markup | null {
  const comparable = comparableMonths(history);
  if (comparable.length < 3) return null;
  const bars = comparable.map((month) => ({ ...month, per_day: perDay(month) }));
  return figure({
    title: historyTitle(comparable),
    drawn: historyDrawn,
    draw: (o) => monthBars(bars, o),
    source: html`Source: all complaint files, see <a href="/data">data</a>. `,
  });
}
