import {
  formatCell,
  formatCount,
  formatInterval,
  formatRank,
  formatRate,
} from "../facts/wording/format.ts";
import type { Count, Facts, Interval, LoadFacts, Part, Rank, StateFacts } from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { siteColours, type DrawingOptions } from "../charts/palette.ts";
import type { MapRow } from "../charts/state-maps.ts";

/** A page of the site: where it stands, what search and tabs call it, and its body. */
export interface Page {
  path: string;
  title: string;
  body: Markup;
}

const wideWidth = 760;
const narrowWidth = 340;

/** A figure whose title is its finding, drawn for desktop and phone, with its numbers in a table below. */
export function figure(parts: {
  title: string;
  drawn: string;
  draw: (options: DrawingOptions) => Markup;
  source: Markup;
  table?: Markup;
  legend?: Markup;
}): Markup {
  const at = (width: number) => parts.draw({ width, palette: siteColours });
  return html`<figure class="chart"><h3>${parts.title}</h3><p class="drawn">${parts.drawn}</p>${parts.legend}<div class="wide">${at(wideWidth)}</div><div class="narrow">${at(narrowWidth)}</div><figcaption>${parts.source}${parts.table && html`<details><summary>Table</summary>${parts.table}</details>`}</figcaption></figure>`;
}

export interface Column<Row> {
  head: string;
  cell: (row: Row) => Markup | string | number | null;
  /** Numbers stand at the right; `sort` is what a click on the head sorts by. */
  sort?: (row: Row) => number | string;
  isNumber?: boolean;
  isHead?: boolean;
}

/** A table that reads without JavaScript and sorts with it. Scrolls inside itself on a phone. */
export function table<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Markup {
  const kind = (column: Column<Row>) => (column.isNumber ? "number" : "text");
  return html`<div class="table" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${columns.map((c) => html`<th scope="col" class="${kind(c)}">${c.head}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${columns.map((c) => tableCell(c, row, kind(c)))}</tr>`)}</tbody></table></div>`;
}

function tableCell<Row>(column: Column<Row>, row: Row, kind: string): Markup {
  const sort = column.sort ? html` data-sort="${column.sort(row)}"` : null;
  return column.isHead
    ? html`<th scope="row" class="${kind}"${sort}>${column.cell(row)}</th>`
    : html`<td class="${kind}"${sort}>${column.cell(row)}</td>`;
}

export function partTable(
  caption: string,
  head: string,
  parts: readonly Part[],
  what = "Complaints",
): Markup {
  const total = parts.reduce((sum, part) => sum + part.complaints, 0);
  return table<Part>(
    caption,
    [
      { head, cell: (p) => p.label, isHead: true },
      {
        head: what,
        cell: (p) => formatCount(p.complaints),
        sort: (p) => p.complaints,
        isNumber: true,
      },
      {
        head: "Share",
        cell: (p) => `${((100 * p.complaints) / Math.max(total, 1)).toFixed(1)} %`,
        sort: (p) => p.complaints,
        isNumber: true,
      },
    ],
    parts,
  );
}

/** Zero, withheld and a number look different. */
export function countCell(count: Count): Markup {
  if (count === "withheld")
    return html`<span class="withheld" title="1 to 10, or withheld to protect such a cell">withheld</span>`;
  return count === 0 ? html`<span class="zero">0</span>` : html`${formatCell(count)}`;
}

export const rateCell = (rate: Interval | null): string => (rate ? formatRate(rate.value) : "–");
export const intervalCell = (rate: Interval | null): string => (rate ? formatInterval(rate) : "–");
export const rankCell = (rank: Rank | null): string => (rank ? formatRank(rank) : "–");
export const rankRange = (rank: Rank | null): string => (rank ? `${rank.low}–${rank.high}` : "–");

export const mapRows = (states: readonly StateFacts[]): MapRow[] =>
  states.map((s) => ({
    state: s.state,
    name: s.name,
    rate: s.rate?.value ?? null,
    complaints: s.complaints,
  }));

export const statePath = (state: string): string => `/states/${state.toLowerCase()}`;
export const campaignPath = (id: string): string => `/campaigns/${id}`;

const mostNamed = 4;
const callFormats = ["carrier-cdr", "asterisk-cdr", "freeswitch-cdr", "twilio-calls"];

/** The files behind a figure, each with the start of its hash; more than a few stand on the data page. */
function sourceOf(loads: readonly LoadFacts[]): Markup {
  return html`Source: ${loads.slice(0, mostNamed).map((l, i) => html`${i > 0 && "; "}${l.publisher}, ${l.title}, <a href="/data#load-${l.load_id}">${l.file_name} (sha256 ${l.file_sha256.slice(0, 8)}…)</a>`)}${loads.length > mostNamed && html`; <a href="/data">${loads.length - mostNamed} more files</a>`}. `;
}

/** The loads behind the complaint figures of the month, each with the start of its hash. */
export function complaintSource(facts: Facts): Markup {
  const loads = facts.loads.filter(
    (l) =>
      ["ftc-dnc", "fcc-complaints"].includes(l.format) &&
      (l.last_at ?? "") >= facts.month &&
      (l.first_at ?? "") <= `${facts.month}-32`,
  );
  return html`${sourceOf(loads)}Reports are unverified. `;
}

/** The loads behind the calls of the month. */
export function callSource(facts: Facts): Markup {
  return sourceOf(
    facts.loads.filter(
      (l) =>
        callFormats.includes(l.format) &&
        (l.last_at ?? "") >= facts.month &&
        (l.first_at ?? "") <= `${facts.month}-32`,
    ),
  );
}

export function recordingSource(facts: Facts): Markup {
  return sourceOf(facts.loads.filter((l) => ["pone-recordings", "recordings"].includes(l.format)));
}
