const LF = 10;
const CR = 13;
const QUOTE = 34;

export interface QuoteState {
  /** A quoted cell runs on after the text. */
  isOpen: boolean;
  /** A quote closed where no cell ends: DuckDB cannot split such a row. */
  isMalformed: boolean;
}

/**
 * Follows the quotes of a piece of a line, as DuckDB does: a quote counts at the start of a cell, and a doubled one
 * stays in its cell. `from` and `to` are byte positions in `text`.
 */
export function followQuotes(
  text: Uint8Array,
  from: number,
  to: number,
  delimiter: number,
  wasOpen: boolean,
): QuoteState {
  let isOpen = wasOpen;
  let isMalformed = false;
  let isCellStart = !wasOpen;
  let closedAt = -2;
  for (let i = from; i < to; i++) {
    const byte = text[i] as number;
    if (isOpen) {
      if (byte === QUOTE) {
        isOpen = false;
        closedAt = i;
      }
    } else if (byte === QUOTE) {
      isOpen = isCellStart || closedAt === i - 1;
      isCellStart = false;
    } else {
      if (closedAt === i - 1 && byte !== delimiter && byte !== LF && byte !== CR)
        isMalformed = true;
      isCellStart = byte === delimiter;
    }
  }
  return { isOpen, isMalformed };
}
