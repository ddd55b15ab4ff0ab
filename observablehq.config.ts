import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

// The pages are written by `docket site` into a generated root; this file tells Framework how to build them.
const root = process.env["DOCKET_PAGES"] ?? "src/pages";
const listing = join(root, "site.json");

interface Listing {
  footer: string;
  /** One sentence for each page, escaped. */
  descriptions: Record<string, string>;
  fonts: { family: string; weight: string; path: string }[];
  pages: {
    name: string;
    path?: string;
    open?: boolean;
    pages?: { name: string; path: string }[];
  }[];
}

const site: Listing = existsSync(listing)
  ? (JSON.parse(readFileSync(listing, "utf8")) as Listing)
  : { footer: "", descriptions: {}, fonts: [], pages: [] };

/** Typefaces stand beside the pages, so their address depends on how deep a page lies. */
function head({ path }: { path: string }): string {
  const toRoot = "../".repeat(path.split("/").length - 2) || "./";
  const faces = site.fonts.map(
    (font) =>
      `@font-face{font-family:"${font.family}";font-weight:${font.weight};font-display:swap;` +
      `src:url("${toRoot}${font.path.slice(1)}") format("woff2")}`,
  );
  const description = site.descriptions[path] ?? "";
  return `<meta name="description" content="${description}"><link rel="icon" href="data:,"><meta name="referrer" content="no-referrer"><style>${faces.join("")}</style>`;
}

export default {
  root,
  output: join(root, "../dist"),
  title: "Robocall Docket",
  style: "style.css",
  globalStylesheets: [],
  head,
  header: "",
  footer: site.footer,
  search: true,
  toc: false,
  pager: false,
  sidebar: true,
  pages: site.pages,
  dynamicPaths: site.fonts.map((font) => font.path),
};
