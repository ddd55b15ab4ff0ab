import { isShown } from "../facts/disclosure/rules.ts";
import { evidenceOf, loadsOf } from "../facts/loads.ts";
import { coverageNote, dayKey } from "../facts/wording/coverage.ts";
import {
  dayName,
  formatCell,
  formatInterval,
  formatRate,
  formatShareCell,
} from "../facts/wording/format.ts";
import { demonstrationBand } from "../facts/wording/calls.ts";
import { withheldMeaning } from "../facts/wording/limits.ts";
import type {
  Count,
  Coverage,
  Facts,
  Interval,
  LoadFacts,
  Part,
  Rank,
  StateFacts,
} from "../facts/types.ts";
import { html, type Markup } from "../html.ts";
import { siteColours, type DrawingOptions } from "../charts/palette.ts";
import type { MapRow } from "../charts/state-maps.ts";

/** A page of the site: where it stands, what search and tabs call it, and its body. */
export interface Page {
  path: string;
  title: string;
  /** One sentence for search engines and previews. */
  description: string;
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
  isSimulated?: boolean;
}): Markup {
  const at = (width: number) =>
    parts.draw({ width, palette: siteColours, isSimulated: parts.isSimulated ?? false });
  return html`<figure class="chart"><h3>${parts.title}</h3><p class="drawn">${parts.isSimulated && html`<strong>Simulated.</strong> `}${parts.drawn}</p>${parts.legend}<div class="wide">${at(wideWidth)}</div><div class="narrow">${at(narrowWidth)}</div><figcaption>${parts.source}${parts.table && html`<details><summary>Table: ${parts.title}</summary>${parts.table}</details>`}</figcaption></figure>`;
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

/** A split as a table; the shares are of the area's total, which a withheld part is in too. */
export function partTable(
  caption: string,
  head: string,
  parts: readonly Part[],
  total: Count,
  what = "Complaints",
): Markup {
  return table<Part>(
    caption,
    [
      { head, cell: (p) => p.label, isHead: true },
      {
        head: what,
        cell: (p) => countCell(p.count),
        sort: (p) => sortKey(p.count),
        isNumber: true,
      },
      {
        head: "Share",
        cell: (p) => (isShown(p.count) && isShown(total) ? formatShareCell(p.count, total) : "–"),
        sort: (p) => sortKey(p.count),
        isNumber: true,
      },
    ],
    parts,
  );
}

/** What a click on a head sorts by: all withheld counts are alike, and last. */
export const sortKey = (count: Count): number => (isShown(count) ? count : -1);

/** Zero, withheld and a number look different. */
export function countCell(count: Count): Markup {
  if (count === "withheld")
    return html`<span class="withheld" title="${withheldMeaning}">withheld</span>`;
  return count === 0 ? html`<span class="zero">0</span>` : html`${formatCell(count)}`;
}

/** One square for each day of the month: covered, covered in part, or not loaded. */
export function coverageStrip(coverage: Coverage): Markup {
  const size = 14;
  const squares = coverage.days.map((day, i) => {
    const label = `${dayName(dayKey(coverage.month, i))}: ${{ covered: "covered", cut: "covered in part", none: "not loaded" }[day]}`;
    return html`<g><title>${label}</title><rect x="${i * (size + 3) + 1}" y="1" width="${size}" height="${size}" rx="2" fill="${day === "covered" ? "var(--ink)" : "none"}" stroke="var(--ink)" stroke-width="1"${day === "cut" ? html` stroke-dasharray="2 2"` : null}/></g>`;
  });
  const width = coverage.days.length * (size + 3);
  return html`<figure class="coverage"><svg viewBox="0 0 ${width} ${size + 2}" width="${width}" height="${size + 2}" role="img" aria-label="${coverageNote(coverage)}">${squares}</svg><figcaption>${coverageNote(coverage)}</figcaption></figure>`;
}

/** Stands on every page of a demonstration, and on pages that show simulated data to an office. */
export const simulatedBand = (isSimulated: boolean): Markup | null =>
  isSimulated ? html`<p class="band" role="note">${demonstrationBand}</p>` : null;

export const rateCell = (rate: Interval | null): string => (rate ? formatRate(rate.value) : "–");
export const intervalCell = (rate: Interval | null): string => (rate ? formatInterval(rate) : "–");
export const rankCell = (rank: Rank | null): string => (rank ? String(rank.rank) : "–");
export const rankRange = (rank: Rank | null): string =>
  rank ? `${rank.low}–\u2060${rank.high}` : "–";

export const mapRows = (states: readonly StateFacts[]): MapRow[] =>
  states.map((s) => ({
    state: s.state,
    name: s.name,
    rate: s.rate?.value ?? null,
    complaints: s.complaints,
  }));

export const statePath = (state: string): string => `/states/${state.toLowerCase()}`;
export const campaignPath = (id: string): string => `/campaigns/${id}`;

const mostNamed = 3;

/** The page of a publisher's data, where it has one that stays. */
const publisherPages: Readonly<Record<string, string>> = {
  "ftc-dnc": "https://www.ftc.gov/policy-notices/open-government/data-sets/do-not-call-data",
  "fcc-complaints": "https://opendata.fcc.gov/Consumer/CGB-Consumer-Complaints-Data/3xyp-aqkj",
  "pone-recordings":
    "https://www.ftc.gov/news-events/topics/do-not-call-registry/project-point-no-entry",
  "fcc-rmd": "https://fccprod.servicenowservices.com/rmd?id=rmd_listings",
  "census-population": "https://www.census.gov/data.html",
  "census-estimates": "https://www.census.gov/programs-surveys/popest.html",
  "nanpa-npa": "https://www.nanpa.com/reports/npa-reports",
  "nanpa-co": "https://www.nanpa.com/reports/co-code-reports",
};

/** A publisher's name, linked to its page. */
export function publisherLink(load: LoadFacts): Markup {
  const page = publisherPages[load.format];
  return page && !load.is_simulated
    ? html`<a href="${page}" rel="external">${load.publisher}</a>`
    : html`${load.publisher}`;
}

/** The files behind a figure, each with the start of its hash; more than a few stand on the data page. */
function sourceOf(loads: readonly LoadFacts[]): Markup {
  if (loads.length === 0) return html``;
  return html`Source: ${loads.slice(0, mostNamed).map((l, i) => html`${i > 0 && "; "}${publisherLink(l)}, <a href="/data#load-${l.load_id}">${l.title} (our copy: SHA-256 ${l.file_sha256.slice(0, 8)}…)</a>`)}${loads.length > mostNamed && html`; <a href="/data">${loads.length - mostNamed} more files</a>`}. `;
}

/** The loads behind the complaint figures of the month, each with the start of its hash. */
export const complaintSource = (facts: Facts): Markup =>
  html`${sourceOf(loadsOf(facts.loads, "complaints", facts.month))}Complaints are not verified. `;

/** The loads behind the calls of the month. */
export const callSource = (facts: Facts): Markup =>
  sourceOf(loadsOf(facts.loads, "calls", facts.month));

export const recordingSource = (facts: Facts): Markup =>
  sourceOf(facts.loads.filter((l) => evidenceOf(l.format) === "recordings"));
