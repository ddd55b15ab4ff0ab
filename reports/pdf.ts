import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decompress } from "wawoff2";
import { cellText, isPrinted, type BriefFigures } from "./figures.ts";
import type { Markup } from "../src/html.ts";

const require = createRequire(import.meta.url);

// Typst reads TTF and OTF; the packages bring WOFF2, which is the same font compressed.
const fontFiles = [
  "@fontsource/public-sans/files/public-sans-latin-400-normal.woff2",
  "@fontsource/public-sans/files/public-sans-latin-600-normal.woff2",
  "@fontsource/public-sans/files/public-sans-latin-700-normal.woff2",
  "@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2",
  "@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2",
];

/** Characters that the brief's own fonts can print; no font of the machine is used, so that bytes stay the same. */
const unprintable =
  /[^\u0009\u000A\u0020-\u007E\u00A0-\u017F\u200B\u2010-\u2027\u2030-\u203A\u20AC\u2122\u2212]+/gu;
/** Word joiners keep a range on one line of a page; the fonts of the brief have no glyph for them. */
const printable = (text: string) =>
  text.normalize("NFC").replaceAll("\u2060", "").replace(unprintable, "[…]");

/** A cell of a printed table is cut after this many characters; the CSV beside it has all of them. */
const mostPrinted = 300;
const short = (text: string) =>
  text.length > mostPrinted ? `${text.slice(0, mostPrinted).trimEnd()} […]` : text;

/** Lets long names and hashes break over lines: a zero-width space after marks and in runs without any. */
const breakable = (text: string) =>
  text.replace(/\S{24,}/g, (run) => run.replace(/[_/.-](?=\w)|\w{16}(?=\w)/g, "$&\u200B"));

/** Typst's root: nothing is written there, all files are held in memory. */
const folder = join(tmpdir(), "docket-brief");

/** Makes PDFs in process, one compiler for all of them. */
export class PdfMaker {
  readonly #compiler: NodeCompiler;

  private constructor(compiler: NodeCompiler) {
    this.#compiler = compiler;
    this.#compiler.mapShadow(
      join(folder, "brief.typ"),
      readFileSync(new URL("brief.typ", import.meta.url)),
    );
  }

  static async create(): Promise<PdfMaker> {
    const fontBlobs: Buffer[] = [];
    // One after the other: the decoder's result is a view into memory that its next call writes over.
    for (const file of fontFiles) {
      fontBlobs.push(Buffer.from(await decompress(readFileSync(require.resolve(file)))));
    }
    return new PdfMaker(NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs }] }));
  }

  /** A tagged PDF (PDF/UA-1) of US Letter pages. `drawings` holds each chart's SVG by its id. */
  make(figures: BriefFigures, drawings: ReadonlyMap<string, Markup>): Buffer {
    const at = (name: string) => join(folder, name);
    const data = {
      ...figures,
      charts: figures.charts.map(({ id, title, drawn, alt, table }) => ({
        id,
        title,
        drawn,
        alt,
        table,
        file: `${id}.svg`,
      })),
      tables: figures.tables.map((table) => ({
        ...table,
        columns: table.columns.filter(isPrinted),
        rows: [],
        display: table.rows.map((row) =>
          row.flatMap((cell, i) =>
            isPrinted(table.columns[i]!)
              ? [breakable(short(cellText(cell, table.columns[i]!.kind)))]
              : [],
          ),
        ),
      })),
    };
    const text = JSON.stringify(data, (_, value: unknown) =>
      typeof value === "string" ? printable(value) : value,
    );
    this.#compiler.mapShadow(at("figures.json"), Buffer.from(text));
    // Markup is ASCII: only labels can hold what the fonts cannot print, over which the engine fails or never ends.
    for (const [id, svg] of drawings)
      this.#compiler.mapShadow(at(`${id}.svg`), Buffer.from(printable(svg.text)));
    const compiled = this.#compiler.compile({ mainFilePath: at("brief.typ"), resetRead: true });
    const document = compiled.result;
    if (!document) {
      const error = compiled.takeError();
      const [first] = (error ? this.#compiler.fetchDiagnostics(error) : []) as unknown[];
      throw new Error(`the brief for ${figures.name} could not be set: ${JSON.stringify(first)}`);
    }
    const pdf = this.#compiler.pdf(document, {
      pdfStandard: "ua-1",
      creationTimestamp: Date.parse(`${figures.month}-01T00:00:00Z`) / 1000,
    });
    this.#compiler.evictCache(10);
    return pdf;
  }
}
