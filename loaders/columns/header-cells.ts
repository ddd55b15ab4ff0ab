/** Splits one logical CSV line into cells. For headers and samples; data is read by DuckDB. */
export function splitCsvLine(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i] as string;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (line[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (c === '"' && cell.trim() === "") {
      quoted = true;
      cell = "";
    } else if (c === delimiter) {
      cells.push(cell);
      cell = "";
    } else cell += c;
  }
  cells.push(cell);
  return cells;
}

/** The logical lines at the start of a text: a line break inside quotes does not end one. */
export function logicalLines(text: string, most: number): string[] {
  const lines: string[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i < text.length && lines.length < most; i++) {
    const c = text[i];
    if (c === '"') quoted = !quoted;
    else if (c === "\n" && !quoted) {
      lines.push(text.slice(start, i).replace(/\r$/, ""));
      start = i + 1;
    }
  }
  if (lines.length < most && start < text.length) lines.push(text.slice(start).replace(/\r$/, ""));
  return lines;
}

const delimiters = [",", "\t", ";", "|"] as const;
const mostPreambleLines = 20;

/** A line at the start of a text that may be its header, split at one delimiter. */
export interface HeaderCandidate {
  cells: string[];
  delimiter: string;
  /** The lines from the first to it. */
  lines: string[];
  /** Physical lines above it, and down to its end. */
  above: number;
  below: number;
}

/** The logical lines in which a header, or a first record, is looked for. */
export const headLines = (head: string): string[] =>
  logicalLines(head.replace(/^\uFEFF/, ""), mostPreambleLines);

/** The first lines of a text, each split at each usual delimiter, or at the one that is known. */
export function* headerCandidates(
  all: readonly string[],
  known?: string,
): Generator<HeaderCandidate> {
  let above = 0;
  for (const [i, line] of all.entries()) {
    const below = above + line.split("\n").length;
    for (const delimiter of known === undefined ? delimiters : [known])
      yield {
        cells: splitCsvLine(line, delimiter),
        delimiter,
        lines: all.slice(0, i + 1),
        above,
        below,
      };
    above = below;
  }
}
