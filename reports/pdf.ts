import { cellText, isPrinted, type BriefFigures } from "./figures.ts";
import type { Markup } from "../src/html.ts";
import { breakable, Typesetter } from "./typst.ts";

/** A cell of a printed table is cut after this many characters; the CSV beside it has all of them. */
const mostPrinted = 300;
const short = (text: string) =>
  text.length > mostPrinted ? `${text.slice(0, mostPrinted).trimEnd()} […]` : text;

/** Makes PDFs of briefs in process, one compiler for all of them. */
export class PdfMaker {
  readonly #typesetter: Typesetter;

  private constructor(typesetter: Typesetter) {
    this.#typesetter = typesetter;
  }

  static async create(): Promise<PdfMaker> {
    return new PdfMaker(await Typesetter.create(new URL("brief.typ", import.meta.url)));
  }

  /** US Letter pages. `drawings` holds each chart's SVG by its id. */
  make(figures: BriefFigures, drawings: ReadonlyMap<string, Markup>): Buffer {
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
    return this.#typesetter.set(data, {
      name: `the brief for ${figures.name}`,
      dated: `${figures.month}-01T00:00:00Z`,
      drawings: new Map([...drawings].map(([id, svg]) => [`${id}.svg`, svg.text])),
    });
  }
}
