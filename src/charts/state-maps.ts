import { geoPath } from "d3";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import { jurisdictions } from "../data/jurisdictions.ts";
import { formatRate } from "../facts/wording/format.ts";
import { withheldMeaning } from "../facts/wording/limits.ts";
import { escapeText, html, raw, type Markup } from "../html.ts";
import { classOf, quantileBreaks } from "./classes.ts";
import { fontFamily, type DrawingOptions, type Palette } from "./palette.ts";

/** What a map shows of one jurisdiction. `rate` is null where withheld. */
export interface MapRow {
  state: string;
  name: string;
  rate: number | null;
  complaints: number | "withheld";
}

export interface MapOptions extends DrawingOptions {
  /** The jurisdiction that the page is on. */
  selected?: string;
  /** Address of a jurisdiction's page; none in print. */
  link?: (state: string) => string;
}

const hatch = (palette: Palette, id: string) =>
  html`<defs><pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="${palette.paper}"/><line x1="0" y1="0" x2="0" y2="6" stroke="${palette.quiet}" stroke-width="1.5"/></pattern></defs>`;

/** Fill and words of one jurisdiction: a rate's class, zero, or withheld; three things that look different. */
function look(row: MapRow, breaks: readonly number[], palette: Palette, hatchId: string) {
  if (row.rate === null) {
    return { fill: `url(#${hatchId})`, ink: palette.ink, words: "withheld", short: "–" };
  }
  if (row.complaints === 0) {
    return { fill: palette.paper, ink: palette.ink, words: "none reported", short: "0" };
  }
  const level = classOf(row.rate, breaks);
  const short = formatRate(row.rate);
  return {
    fill: palette.ramp[level],
    ink: palette.onRamp[level],
    words: `${short} per 100,000`,
    short,
  };
}

const linked = (options: MapOptions, row: MapRow, words: string, shape: Markup): Markup =>
  options.link
    ? html`<a href="${options.link(row.state)}"><title>${row.name}: ${words}</title>${shape}</a>`
    : html`<g><title>${row.name}: ${words}</title>${shape}</g>`;

const open = (width: number, height: number, label: string, isImage: boolean): Markup =>
  raw(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="${isImage ? "img" : "group"}" aria-label="${escapeText(label)}" font-family="${fontFamily}">`,
  );

/** All 56 jurisdictions as tiles of one size, so that Guam is as visible as Texas. */
export function tileGrid(rows: readonly MapRow[], options: MapOptions): Markup {
  const { width, palette } = options;
  const byState = new Map(rows.map((row) => [row.state, row]));
  const breaks = quantileBreaks(
    rows.flatMap((row) => (row.rate !== null && row.complaints !== 0 ? [row.rate] : [])),
  );
  const columns = width < 500 ? 5 : 12;
  const gap = 4;
  const side = (width - gap * (columns - 1)) / columns;
  const tile = columns === 5 ? side * 0.72 : side * 0.86;
  const places =
    columns === 5
      ? byRegion()
      : jurisdictions.map((j) => ({ state: j.state, column: j.column, row: j.row }));
  const titles = columns === 5 ? regionTitles() : [];
  const top = Math.min(...places.map((p) => p.row), ...titles.map((t) => t.row));
  const y = (row: number) => (row - top) * (tile + gap);
  const height = Math.max(...places.map((p) => y(p.row))) + tile;
  const id = `hatch-tiles-${width}`;
  const tiles = places.map(({ state, column, row }) => {
    const data = byState.get(state);
    if (!data) return null;
    const { fill, ink, words, short } = look(data, breaks, palette, id);
    const x = column * (side + gap);
    const isSelected = state === options.selected;
    return linked(
      options,
      data,
      words,
      html`<rect x="${x.toFixed(1)}" y="${y(row).toFixed(1)}" width="${side.toFixed(1)}" height="${tile.toFixed(1)}" rx="2" fill="${fill}" stroke="${isSelected ? palette.ink : palette.hairline}" stroke-width="${isSelected ? 3 : 1}"/><text x="${(x + side / 2).toFixed(1)}" y="${(y(row) + tile * 0.44).toFixed(1)}" text-anchor="middle" font-size="${(tile * 0.32).toFixed(1)}" font-weight="600" fill="${ink}">${state}</text><text x="${(x + side / 2).toFixed(1)}" y="${(y(row) + tile * 0.8).toFixed(1)}" text-anchor="middle" font-size="${(tile * 0.26).toFixed(1)}" fill="${ink}">${short}</text>`,
    );
  });
  const headings = titles.map(
    (t) =>
      html`<text x="0" y="${(y(t.row) + tile * 0.62).toFixed(1)}" font-size="14" font-weight="600" fill="${palette.ink}">${t.name}</text>`,
  );
  return html`${open(width, height, "Complaints per 100,000 residents by jurisdiction, one tile each", !options.link)}${hatch(palette, id)}${headings}${tiles}</svg>`;
}

const regions = ["Northeast", "Midwest", "South", "West", "Territories"] as const;

function regionRows() {
  let row = 0;
  return regions.map((name) => {
    const states = jurisdictions.filter((j) => j.region === name);
    const start = row;
    row += 1 + Math.ceil(states.length / 5);
    return { name, start, states };
  });
}

const regionTitles = () => regionRows().map(({ name, start }) => ({ name, row: start }));

const byRegion = () =>
  regionRows().flatMap(({ start, states }) =>
    states.map((j, i) => ({ state: j.state, column: i % 5, row: start + 1 + Math.floor(i / 5) })),
  );

const atlas = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve("us-atlas/states-albers-10m.json"), "utf8"),
) as Topology;

const outlines = (() => {
  const states = feature(atlas, atlas.objects["states"]!) as unknown as GeoJSON.FeatureCollection;
  const path = geoPath().digits(1);
  const byFips = new Map(jurisdictions.map((j) => [j.fips, j.state]));
  return new Map(
    states.features.flatMap((f) => {
      const state = byFips.get(String(f.id));
      const d = path(f);
      return state && d ? [[state, d] as const] : [];
    }),
  );
})();

/** The geographic map for those who look for shape; territories stand as squares below it. */
export function choropleth(rows: readonly MapRow[], options: MapOptions): Markup {
  const { width, palette } = options;
  const breaks = quantileBreaks(
    rows.flatMap((row) => (row.rate !== null && row.complaints !== 0 ? [row.rate] : [])),
  );
  const id = `hatch-map-${width}`;
  const offMap = rows.filter((row) => !outlines.has(row.state));
  const shapes = rows.map((row) => {
    const outline = outlines.get(row.state);
    const { fill, ink, words } = look(row, breaks, palette, id);
    const isSelected = row.state === options.selected;
    const stroke = isSelected ? palette.ink : palette.paper;
    if (outline) {
      return linked(
        options,
        row,
        words,
        html`<path d="${outline}" fill="${fill}" stroke="${stroke}" stroke-width="${isSelected ? 3 : 1}"/>`,
      );
    }
    const x = 560 + offMap.indexOf(row) * 72;
    return linked(
      options,
      row,
      words,
      html`<rect x="${x}" y="590" width="56" height="40" rx="2" fill="${fill}" stroke="${isSelected ? palette.ink : palette.hairline}" stroke-width="${isSelected ? 3 : 1}"/><text x="${x + 28}" y="616" text-anchor="middle" font-size="18" font-weight="600" fill="${ink}">${row.state}</text>`,
    );
  });
  const label = "Map of complaints per 100,000 residents by jurisdiction";
  return html`${raw(open(width, Math.round((width * 640) / 975), label, !options.link).text.replace(/viewBox="[^"]*"/, 'viewBox="0 0 975 640"'))}${hatch(palette, id)}${shapes}</svg>`;
}

/** The classes of both maps in words and colour. */
export function mapLegend(rows: readonly MapRow[], palette: Palette): Markup {
  const breaks = quantileBreaks(
    rows.flatMap((row) => (row.rate !== null && row.complaints !== 0 ? [row.rate] : [])),
  );
  // Where many rates are equal some classes are empty: only those that hold a jurisdiction are named.
  const used = new Set(
    rows.flatMap((row) =>
      row.rate !== null && row.complaints !== 0 ? [classOf(row.rate, breaks)] : [],
    ),
  );
  const items = palette.ramp.flatMap((colour, i) => {
    if (!used.has(i as 0)) return [];
    const below = i === 0 ? null : breaks[i - 1]!;
    const words =
      i === 4
        ? `over ${formatRate(below!)}`
        : below === null
          ? `up to ${formatRate(breaks[0]!)}`
          : `${formatRate(below)} to ${formatRate(breaks[i]!)}`;
    return [{ colour, words }];
  });
  return html`<ul class="legend">${items.map((item) => html`<li><span class="swatch" style="background:${item.colour}"></span>${item.words}</li>`)}<li><span class="swatch none"></span>none reported</li><li><span class="swatch withheld"></span>withheld: ${withheldMeaning}</li></ul>`;
}
