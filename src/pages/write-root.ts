import { createRequire } from "node:module";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { monthName } from "../facts/wording/format.ts";
import { dataThrough, editionName } from "../facts/wording/limits.ts";
import type { Facts, StateFacts } from "../facts/types.ts";
import { escapeText, html } from "../html.ts";
import { aboutPage } from "./about.ts";
import { callsPage, callsPath } from "./calls.ts";
import { campaignPage, campaignsPage } from "./campaigns.ts";
import { figuresCsv } from "./downloads.ts";
import { demandsPage, demandsPath } from "./demands.ts";
import { nationalPage } from "./national.ts";
import { statePath, type Page } from "./parts.ts";
import { numbersPage } from "./numbers.ts";
import {
  companiesPage,
  companiesPath,
  effectsPage,
  effectsPath,
  signersPage,
  signersPath,
  webPage,
  webPath,
} from "./ecosystem.ts";
import { providerPage } from "./provider.ts";
import { standingPage, standingPath } from "./standing.ts";
import { warningsPage } from "./warnings.ts";
import { dataPage, methodsPage } from "./reference.ts";
import { statePage } from "./state.ts";

const require = createRequire(import.meta.url);

/** The two typefaces, served by the site itself. */
const fonts = [
  {
    family: "Public Sans",
    file: "@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2",
    weight: "100 900",
  },
  {
    family: "Source Serif 4",
    file: "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
    weight: "200 900",
  },
] as const;

/** Packages whose versions Framework would ask the registry for, though no page uses them. */
const neverFetched = [
  "react-dom", "react", "d3-dsv", "apache-arrow", "arquero", "parquet-wasm", "lodash", "htl", "leaflet", "mapbox-gl",
  "echarts", "topojson-client", "@observablehq/plot", "d3", "@observablehq/sample-datasets", "@observablehq/inputs",
  "@duckdb/duckdb-wasm", "mermaid", "katex", "@viz-js/viz", "vega", "vega-lite", "vega-lite-api", "exceljs", "jszip",
  "isoformat", "minisearch", "@observablehq/graphviz", "@observablehq/mermaid",
]; // prettier-ignore

export interface WrittenRoot {
  root: string;
  pages: number;
}

/**
 * Writes every page as Markdown, with styles, fonts and downloads, into a fresh folder that Framework builds from.
 * One process for all pages: its cost grows with the pages, not with processes. `briefs` is the folder of the
 * month's briefs, where they were written before.
 */
export function writeRoot(facts: Facts, root: string, briefs?: string): WrittenRoot {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const downloads = writeDownloads(facts, root);
  const pages: Page[] = [
    nationalPage(facts),
    ...facts.states.map((state) =>
      statePage(facts, state, { files: copyBriefs(facts, state.state, root, briefs) }),
    ),
    campaignsPage(facts),
    ...facts.campaigns.map((campaign) => campaignPage(facts, campaign)),
    ...(facts.number_groups.length > 0 ? [numbersPage(facts)] : []),
    ...(facts.early_warnings.length > 0 ? [warningsPage(facts)] : []),
    ...(facts.standing.length > 0 ? [standingPage(facts)] : []),
    ...ecosystemPages(facts),
    ...(facts.demands ? [demandsPage(facts, facts.demands)] : []),
    ...(facts.tracing ? [callsPage(facts, facts.tracing)] : []),
    methodsPage(facts),
    dataPage(facts, downloads),
    aboutPage(facts),
  ];
  const mark = facts.is_demonstration ? "Demonstration: " : "";
  for (const page of pages) writePage(root, page, mark);
  writeFileSync(join(root, "style.css"), readFileSync(new URL("style.css", import.meta.url)));
  writeFileSync(join(root, "enhance.js"), readFileSync(new URL("enhance.js", import.meta.url)));
  writeFonts(root);
  writeFileSync(
    join(root, "site.json"),
    JSON.stringify({
      footer: footer(facts),
      descriptions: Object.fromEntries(
        pages.map((page) => [page.path, escapeText(page.description)]),
      ),
      fonts: fonts.map(({ family, weight, file }) => ({
        family,
        weight,
        path: `/fonts/${basename(file)}`,
      })),
      pages: [
        {
          name: "Jurisdictions",
          open: false,
          pages: byName(facts.states).map((s) => ({ name: s.name, path: statePath(s.state) })),
        },
        { name: "Campaigns", path: "/campaigns/" },
        ...(facts.number_groups.length > 0 ? [{ name: "Numbers", path: "/numbers" }] : []),
        ...(facts.early_warnings.length > 0 ? [{ name: "Early warnings", path: "/warnings" }] : []),
        ...(facts.standing.length > 0 ? [{ name: "Providers", path: standingPath }] : []),
        ...(hasWeb(facts) ? [{ name: "Web", path: webPath }] : []),
        ...(hasSigners(facts) ? [{ name: "Signers", path: signersPath }] : []),
        ...(facts.actions.length > 0 ? [{ name: "Actions", path: effectsPath }] : []),
        ...(facts.demands ? [{ name: "Demands", path: demandsPath }] : []),
        ...(hasCompanies(facts) ? [{ name: "Companies", path: companiesPath }] : []),
        ...(facts.tracing ? [{ name: "Tracing", path: callsPath }] : []),
        { name: "Methods", path: "/methods" },
        { name: "Data", path: "/data" },
        { name: "About", path: "/about" },
      ],
    }),
  );
  // Framework looks versions up by these folder names, and so asks nobody.
  for (const name of neverFetched) {
    mkdirSync(join(root, ".observablehq/cache/_npm", `${name}@0.0.1`), { recursive: true });
  }
  return { root, pages: pages.length };
}

const hasWeb = ({ ecosystem }: Facts): boolean => (ecosystem?.web.links.length ?? 0) > 0;

const hasSigners = ({ ecosystem }: Facts): boolean => (ecosystem?.signers.length ?? 0) > 0;

const hasCompanies = ({ ecosystem }: Facts): boolean =>
  ecosystem !== null && ecosystem.matches.length + ecosystem.phoenix_leads.length > 0;

/** Pages about providers and between them. */
function ecosystemPages(facts: Facts): Page[] {
  const { ecosystem } = facts;
  const actions = facts.actions.length > 0 ? [effectsPage(facts)] : [];
  if (!ecosystem) return actions;
  return [
    ...(hasWeb(facts) ? [webPage(facts, ecosystem)] : []),
    ...(hasSigners(facts) ? [signersPage(facts, ecosystem)] : []),
    ...actions,
    ...(hasCompanies(facts) ? [companiesPage(facts, ecosystem)] : []),
    ...ecosystem.pages.providers.map((provider) => providerPage(facts, ecosystem, provider)),
  ];
}

function writePage(root: string, page: Page, mark: string): void {
  const file = join(root, `${page.path}.md`);
  mkdirSync(dirname(file), { recursive: true });
  const toRoot = "../".repeat(page.path.split("/").length - 2) || "./";
  // One line: an empty line would end the HTML for Markdown. Line ends of foreign text become blanks.
  const body = page.body.text.replace(/>\n\s*</g, "><").replace(/[\r\n]+\s*/g, " ");
  writeFileSync(
    file,
    [
      "---",
      `title: ${JSON.stringify(mark + page.title)}`,
      "index: true",
      "---",
      "",
      `<div class="report">${body}</div>`,
      "",
      "```js",
      `import {enhanceTables} from "${toRoot}enhance.js";`,
      "enhanceTables();",
      "```",
      "",
    ].join("\n"),
  );
}

/** States by name, then the territories. */
const byName = (states: readonly StateFacts[]): StateFacts[] => {
  const isTerritory = (s: StateFacts) => Number(territories.has(s.state));
  return [...states].sort((a, b) => isTerritory(a) - isTerritory(b) || (a.name < b.name ? -1 : 1));
};

const territories = new Set(["AS", "GU", "MP", "PR", "VI"]);

function footer(facts: Facts): string {
  const office = facts.publisher.office ?? "Robocall Docket";
  return html`${office} · ${editionName(facts)} · ${monthName(facts.month)} · ${dataThrough(facts)} · method ${facts.method_version} · inputs ${facts.inputs_sha256.slice(0, 12)} · <a href="/about">about</a> · <a href="/methods#dispute">corrections</a>`
    .text;
}

function writeFonts(root: string): void {
  mkdirSync(join(root, "fonts"));
  for (const { file } of fonts)
    copyFileSync(require.resolve(file), join(root, "fonts", basename(file)));
}

function writeDownloads(facts: Facts, root: string) {
  mkdirSync(join(root, "downloads"));
  const files = figuresCsv(facts);
  for (const file of files) writeFileSync(join(root, "downloads", file.name), file.text);
  return files.map((file) => ({
    path: `/downloads/${file.name}`,
    name: file.name,
    what: file.what,
  }));
}

function copyBriefs(facts: Facts, state: string, root: string, briefs?: string) {
  const { month } = facts;
  const folder = briefs && join(briefs, month, state.toLowerCase());
  // Briefs of other loads would say other numbers than the pages.
  if (!folder || !existsSync(join(folder, "figures.json"))) return [];
  const figures = JSON.parse(readFileSync(join(folder, "figures.json"), "utf8")) as Partial<Facts>;
  // A brief of another edition would show what this one withholds.
  const isSame =
    figures.inputs_sha256 === facts.inputs_sha256 &&
    figures.method_version === facts.method_version &&
    figures.audience === facts.audience &&
    figures.is_demonstration === facts.is_demonstration;
  if (!isSame) return [];
  const target = join(root, "briefs", month, state.toLowerCase());
  mkdirSync(target, { recursive: true });
  const kinds: [string, string][] = [
    [".pdf", "PDF"],
    [".html", "web page"],
    [".xlsx", "spreadsheet"],
    [".json", "all figures (JSON)"],
    [".csv", "table (CSV)"],
  ];
  return kinds.flatMap(([kind, name]) =>
    readdirSync(folder, { withFileTypes: true })
      // A link may lead to any file of the machine.
      .filter((entry) => entry.isFile() && entry.name.endsWith(kind))
      .map(({ name: file }) => {
        copyFileSync(join(folder, file), join(target, file));
        const table = /-([a-z_]+)\.csv$/.exec(file)?.[1];
        return {
          path: `/briefs/${month}/${state.toLowerCase()}/${escapeText(file)}`,
          name: table ? `${table.replaceAll("_", " ")} (CSV)` : name,
        };
      }),
  );
}
