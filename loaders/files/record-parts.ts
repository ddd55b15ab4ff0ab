/** A text as its bytes, one character each. */
export const bytesOf = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** How the cells of a record are told apart. Texts are bytes as Latin-1, one character each. */
export interface Dialect {
  /** One byte or more between cells; of fixed width: unused. */
  delimiter: string;
  /** The mark around cells, or none. */
  quote: string | null;
  /** double: a quote inside quotes is doubled. backslash: it and a delimiter may follow a backslash. */
  escape: "double" | "backslash";
  /** Cells of fixed width: from (0-based) and to, in characters. */
  fixed?: readonly (readonly [from: number, to: number])[];
}

/**
 * The cells of a record, and whether a quote is still open at its end: then the record goes on in the next line. A quote
 * opens at the start of a cell, and closes where a delimiter or the end follows it; any other is text.
 */
export function recordParts(text: string, dialect: Dialect): { cells: string[]; isOpen: boolean } {
  const { delimiter, quote, escape, fixed } = dialect;
  if (fixed) return { cells: fixedCells(text, fixed), isOpen: false };
  const isPlain =
    (quote === null || !text.includes(quote)) && (escape === "double" || !text.includes("\\"));
  if (isPlain) return { cells: text.split(delimiter), isOpen: false };
  const cells: string[] = [];
  const atDelimiter = (i: number) => text.startsWith(delimiter, i);
  let cell = "";
  let i = 0;
  for (;;) {
    // At the start of a cell: blanks before a quote do not count.
    let start = i;
    if (quote !== null) {
      while (text[start] === " ") start++;
      if (text[start] === quote) {
        i = start + 1;
        for (;;) {
          if (i >= text.length) return { cells: [...cells, cell], isOpen: true };
          const c = text[i]!;
          if (escape === "backslash" && c === "\\" && i + 1 < text.length) {
            cell += text[i + 1]!;
            i += 2;
          } else if (c !== quote) {
            cell += c;
            i++;
          } else if (text[i + 1] === quote) {
            cell += quote;
            i += 2;
          } else {
            let after = i + 1;
            while (text[after] === " ") after++;
            if (after >= text.length || atDelimiter(after)) {
              i = after;
              break;
            }
            // A quote that no delimiter follows was never meant to close.
            cell += quote;
            i++;
          }
        }
      }
    }
    while (i < text.length && !atDelimiter(i)) {
      if (escape === "backslash" && text[i] === "\\" && i + 1 < text.length) {
        cell += unescaped(text[i + 1]!);
        i += 2;
      } else cell += text[i++]!;
    }
    cells.push(cell);
    cell = "";
    if (i >= text.length) return { cells, isOpen: false };
    i += delimiter.length;
  }
}

/** What a character after a backslash stands for: `\N` is kept whole, since it is an empty word. */
const unescaped = (c: string): string => ({ N: "\\N", t: "\t", n: "\n", r: "\r" })[c] ?? c;

function fixedCells(bytes: string, fixed: NonNullable<Dialect["fixed"]>): string[] {
  const isAscii = !/[\u0080-\u00ff]/.test(bytes);
  const text = isAscii ? bytes : Buffer.from(bytes, "latin1").toString("utf8");
  return fixed.map(([from, to]) => {
    const cell = text.slice(from, to).trim();
    return isAscii ? cell : Buffer.from(cell, "utf8").toString("latin1");
  });
}
