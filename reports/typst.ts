import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decompress } from "wawoff2";

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
export const printable = (text: string) =>
  text.normalize("NFC").replaceAll("\u2060", "").replace(unprintable, "[…]");

/** Lets long names and hashes break over lines: a zero-width space after marks and in runs without any. */
export const breakable = (text: string) =>
  text.replace(/\S{24,}/g, (run) => run.replace(/[_/.-](?=\w)|\w{16}(?=\w)/g, "$&\u200B"));

/** Typst's root: nothing is written there, all files are held in memory. */
const folder = join(tmpdir(), "docket-typst");
const at = (name: string) => join(folder, name);

/** Sets a template in process, as often as one likes: a tagged PDF (PDF/UA-1). */
export class Typesetter {
  readonly #compiler: NodeCompiler;

  private constructor(compiler: NodeCompiler, template: URL) {
    this.#compiler = compiler;
    this.#compiler.mapShadow(at("main.typ"), readFileSync(template));
  }

  static async create(template: URL): Promise<Typesetter> {
    const fontBlobs: Buffer[] = [];
    // One after the other: the decoder's result is a view into memory that its next call writes over.
    for (const file of fontFiles) {
      fontBlobs.push(Buffer.from(await decompress(readFileSync(require.resolve(file)))));
    }
    const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs }] });
    return new Typesetter(compiler, template);
  }

  /**
   * The PDF of data and drawings (SVG, by file name). The template reads `data.json`; no word of it is read as markup.
   * The same data and date give the same bytes.
   */
  set(
    data: unknown,
    {
      name,
      dated,
      drawings = new Map(),
    }: { name: string; dated: string; drawings?: ReadonlyMap<string, string> },
  ): Buffer {
    const text = JSON.stringify(data, (_, value: unknown) =>
      typeof value === "string" ? printable(value) : value,
    );
    this.#compiler.mapShadow(at("data.json"), Buffer.from(text));
    // Markup is ASCII: only labels can hold what the fonts cannot print, over which the engine fails or never ends.
    for (const [file, svg] of drawings)
      this.#compiler.mapShadow(at(file), Buffer.from(printable(svg)));
    const compiled = this.#compiler.compile({ mainFilePath: at("main.typ"), resetRead: true });
    const document = compiled.result;
    if (!document) {
      const error = compiled.takeError();
      const [first] = (error ? this.#compiler.fetchDiagnostics(error) : []) as unknown[];
      throw new Error(`${name} could not be set: ${JSON.stringify(first)}`);
    }
    const pdf = this.#compiler.pdf(document, {
      pdfStandard: "ua-1",
      creationTimestamp: Date.parse(dated) / 1000,
    });
    this.#compiler.evictCache(10);
    return pdf;
  }
}
