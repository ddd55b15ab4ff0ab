export type Cell = string | number | null;

/** A CSV text with a header; text that a spreadsheet would run as a formula is neutralised. */
export function csvText(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

/** A cell's text with an apostrophe before what a spreadsheet would take for a formula. */
export function neutralText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  return quotedCell(typeof cell === "number" ? String(cell) : neutralText(cell));
}

/** A cell's text as it is, with quotes where it needs them. */
export const quotedCell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
