import writeXlsxFile from "write-excel-file/node";
import { unzipSync, zipSync } from "fflate";
import { neutralText } from "../src/csv.ts";
import { plainText } from "../src/html.ts";
import { isNumeric, type BriefFigures, type CellKind } from "./figures.ts";

const formats: Partial<Record<CellKind, string>> = {
  count: "#,##0",
  rate: "#,##0.0",
  share: "0.0%",
  integer: "0",
};

function cell(value: string | number | null, kind: CellKind) {
  if (value === null) return null;
  if (typeof value === "number") return { value, type: Number, format: formats[kind] ?? "General" };
  return {
    value: neutralText(plainText(value)),
    type: String,
    align: isNumeric(kind) ? ("right" as const) : ("left" as const),
  };
}

/** One sheet per table: a header row, no merged cells, numbers as numbers, the rest as text. */
export async function briefXlsx(figures: BriefFigures): Promise<Uint8Array> {
  const about: [string, string][] = [
    ["title", figures.title],
    ["edition", figures.edition],
    ...(figures.band === null ? [] : [["note", figures.band] as [string, string]]),
    ["headline", figures.headline],
    ...figures.leading.map((l): [string, string] => [l.label, `${l.value} (${l.note})`]),
    ["data through", figures.data_through],
    ["method version", figures.method_version],
    ["content SHA-256", figures.content_sha256],
  ];
  const bold = (value: string) => ({ value, type: String, fontWeight: "bold" as const });
  const file = writeXlsxFile([
    {
      sheet: "brief",
      columns: [{ width: 24 }, { width: 100 }],
      data: [
        [bold("what"), bold("value")],
        ...about.map(([k, v]) => [cell(k, "text"), cell(v, "text")]),
      ],
    },
    ...figures.tables.map((table) => ({
      sheet: table.id,
      columns: table.columns.map((c) => ({ width: isNumeric(c.kind) ? 13 : 28 })),
      stickyRowsCount: 1,
      data: [
        table.columns.map((c) => bold(c.head)),
        ...table.rows.map((row) => row.map((value, i) => cell(value, table.columns[i]!.kind))),
      ],
    })),
  ]);
  return withFixedTimes(await file.toBuffer());
}

/** The same archive with its entries in order and dated at the start of ZIP's time: bytes must not hold a clock. */
function withFixedTimes(archive: Uint8Array): Uint8Array {
  const entries = unzipSync(archive);
  const names = Object.keys(entries).sort();
  return zipSync(Object.fromEntries(names.map((name) => [name, entries[name]!])), {
    mtime: new Date(1980, 0, 1),
    level: 6,
  });
}
