// Digits as people say them and as speech-to-text writes them: "nine one three", "nine thirteen two eighty four",
// "double five", "seis cinco", 九一三, full-width and other digits, with words and marks in between.

import { withPlainDigits } from "./digits.ts";

/** A run of digits in a text, and for each digit where it was read. */
export interface SpokenRun {
  digits: string;
  /** Start and end of the piece of text that gave each digit. */
  places: readonly (readonly [start: number, end: number])[];
}

const units: Readonly<Record<string, number>> = {
  zero: 0, oh: 0, o: 0, one: 1, won: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, ate: 8, nine: 9,
  niner: 9, cero: 0, uno: 1, una: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9,
}; // prettier-ignore
const teens: Readonly<Record<string, number>> = {
  ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18,
  nineteen: 19, diez: 10, once: 11, doce: 12, trece: 13, catorce: 14, quince: 15, dieciseis: 16, diecisiete: 17,
  dieciocho: 18, diecinueve: 19, veintiuno: 21, veintidos: 22, veintitres: 23, veinticuatro: 24, veinticinco: 25,
  veintiseis: 26, veintisiete: 27, veintiocho: 28, veintinueve: 29,
}; // prettier-ignore
const tens: Readonly<Record<string, number>> = {
  twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90, veinte: 20, treinta: 30,
  cuarenta: 40, cincuenta: 50, sesenta: 60, setenta: 70, ochenta: 80, noventa: 90,
}; // prettier-ignore
const hundreds: Readonly<Record<string, number>> = {
  cien: 100, ciento: 100, doscientos: 200, trescientos: 300, cuatrocientos: 400, quinientos: 500, seiscientos: 600,
  setecientos: 700, ochocientos: 800, novecientos: 900,
}; // prettier-ignore
const han = "零一二三四五六七八九";
const otherHan: Readonly<Record<string, string>> = {
  幺: "1", 两: "2", 〇: "0", 壹: "1", 贰: "2", 叁: "3", 肆: "4", 伍: "5", 陆: "6", 柒: "7", 捌: "8", 玖: "9",
}; // prettier-ignore
const repeats: Readonly<Record<string, number>> = {
  double: 2,
  doble: 2,
  triple: 3,
  treble: 3,
};
/** Words that may stand between the digits of one number. */
const fillers = new Set(
  (
    "um uh er ah and then y luego to dash hyphen minus point dot comma pause space period guion guión punto area code codigo " +
    "código exchange line extension the my your last four digits that's thats it's its is okay ok yeah yes right so " +
    "number numero número"
  )
    .normalize("NFC")
    .split(" "),
);
/** Most words without a digit between two digits of one number. */
const mostFillers = 6;

interface Piece {
  digits: string;
  start: number;
  end: number;
  kind: "digits" | "unit" | "tens" | "teen" | "hundred" | "filler" | "other";
  value: number;
}

const plain = (word: string) => word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The ASCII digit of a character: of any script, or a Chinese word for one; null where it is none. */
function digitOf(character: string): string | null {
  if (/^[0-9]$/.test(character)) return character;
  const at = han.indexOf(character);
  return at >= 0 ? String(at) : (otherHan[character] ?? null);
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const word =
    /[0-9零一二三四五六七八九幺两〇壹贰叁肆伍陆柒捌玖]|(?:(?!\p{Script=Han})[\p{L}\p{M}])+(?:['’]\p{L}+)?|\p{Script=Han}/gu;
  for (const match of text.matchAll(word)) {
    const [found] = match;
    const place = { start: match.index, end: match.index + found.length };
    const add = (kind: Piece["kind"], digits = "", value = 0) =>
      pieces.push({ ...place, kind, digits, value });
    const digit = digitOf(found);
    const key = plain(found);
    if (digit !== null) add("digits", digit, Number(digit));
    else if (key in units) add("unit", String(units[key]), units[key]);
    else if (key in teens) add("teen", String(teens[key]), teens[key]);
    else if (key in tens) add("tens", String(tens[key]), tens[key]);
    else if (key in hundreds) add("hundred", String(hundreds[key]), hundreds[key]);
    else if (key === "hundred" || key === "thousand" || key === "mil")
      add("other", key === "hundred" ? "00" : "000", 0);
    else if (key in repeats) add("other", `x${repeats[key]}`, 0);
    else if (fillers.has(found.toLowerCase()) || fillers.has(key)) add("filler");
    else add("other");
  }
  return pieces;
}

/** Every run of at least `least` digits that a text says. */
export function spokenRuns(text: string, least: number): SpokenRun[] {
  const runs: SpokenRun[] = [];
  let digits = "";
  let places: [number, number][] = [];
  let gap = 0;
  let repeat = 1;
  const flush = () => {
    if (digits.length >= least) runs.push({ digits, places });
    digits = "";
    places = [];
    gap = 0;
    repeat = 1;
  };
  const push = (found: string, start: number, end: number) => {
    const all = found.repeat(repeat);
    repeat = 1;
    digits += all;
    for (let i = 0; i < all.length; i++) places.push([start, end]);
    gap = 0;
  };
  const pieces = piecesOf(text);
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    const next = pieces[i + 1];
    switch (piece.kind) {
      case "digits":
      case "unit":
      case "teen":
        push(piece.digits, piece.start, piece.end);
        break;
      case "tens": {
        // "seventy six" is 76; "seventy" alone is 70.
        const joins = next?.kind === "unit" && next.value > 0;
        const isSpanish = next?.kind === "filler" && pieces[i + 2]?.kind === "unit";
        if (joins) {
          push(String(piece.value + next.value), piece.start, next.end);
          i++;
        } else if (isSpanish && plain(text.slice(next.start, next.end)) === "y") {
          push(String(piece.value + pieces[i + 2]!.value), piece.start, pieces[i + 2]!.end);
          i += 2;
        } else push(piece.digits, piece.start, piece.end);
        break;
      }
      case "hundred": {
        const rest = valueBelowHundred(pieces, i + 1);
        push(String(piece.value + rest.value), piece.start, rest.end ?? piece.end);
        i += rest.taken;
        break;
      }
      case "filler":
        if (++gap > mostFillers) flush();
        break;
      default:
        if (piece.digits.startsWith("x")) repeat = Number(piece.digits.slice(1));
        else if (piece.digits !== "" && digits !== "") {
          // "six hundred fifty three": the zeros are taken by what follows.
          const rest = valueBelowHundred(pieces, i + 1, piece.digits.length);
          push(
            String(rest.value).padStart(piece.digits.length, "0"),
            piece.start,
            rest.end ?? piece.end,
          );
          i += rest.taken;
        } else if (digits !== "" && ++gap <= 1) continue;
        else flush();
    }
  }
  flush();
  return runs;
}

/** The number that follows a "hundred" or "thousand", as far as it fits below it. */
function valueBelowHundred(
  pieces: readonly Piece[],
  from: number,
  width = 2,
): { value: number; taken: number; end?: number } {
  let value = 0;
  let taken = 0;
  let end: number | undefined;
  for (let i = from; i < pieces.length && i < from + 6; i++) {
    const piece = pieces[i]!;
    const isAnd = piece.kind === "filler";
    if (isAnd && taken === 0 && pieces[i + 1]) continue;
    if (piece.kind === "unit" && pieces[i + 1]?.digits === "00" && width > 2) {
      value += piece.value * 100;
      i++;
      taken = i - from + 1;
      end = pieces[i]!.end;
      continue;
    }
    if (!["unit", "teen", "tens"].includes(piece.kind)) break;
    value += piece.value;
    taken = i - from + 1;
    end = piece.end;
    if (piece.kind !== "tens") break;
  }
  return end === undefined ? { value, taken } : { value, taken, end };
}

/** Replaces pieces of a text, from the last to the first. */
function replaced(
  text: string,
  pieces: readonly { start: number; end: number }[],
  by: string,
): string {
  let result = text;
  for (const { start, end } of [...pieces].sort((a, b) => b.start - a.start))
    result = result.slice(0, start) + by + result.slice(end);
  return result;
}

/** Replaces spoken numbers of at least seven digits, but those that end in one of `keep` (E.164). */
export function withoutSpokenNumbers(written: string, keep: readonly string[] = []): string {
  const text = withPlainDigits(written);
  const found = spokenRuns(text, 7)
    .filter(
      ({ digits }) =>
        !keep.some((number) => digits.length >= 10 && digits.endsWith(number.slice(-10))),
    )
    .map(({ places }) => ({ start: places[0]![0], end: places.at(-1)![1] }));
  return replaced(text, found, "[number]");
}

/** Replaces what is not written in plain digits of numbers of at least seven digits: plain ones have rules of their own. */
export function withoutSpelledNumbers(written: string): string {
  const text = withPlainDigits(written);
  const found = spokenRuns(text, 7).flatMap(({ places }) => {
    const spelled = places.filter(([start, end]) => !/^[0-9]+$/.test(text.slice(start, end)));
    return spelled.length === 0 ? [] : [{ start: spelled[0]![0], end: spelled.at(-1)![1] }];
  });
  return replaced(text, found, "[number]");
}

/**
 * Replaces the called party's number, of which the first six digits are known, however it is said: with its area code,
 * without it, and the last four digits of another number that follows ("or 7654").
 */
export function withoutCalledNumber(written: string, npaNxx: string): string {
  if (!/^\d{6}$/.test(npaNxx)) return written;
  const text = withPlainDigits(written);
  const found: { start: number; end: number }[] = [];
  for (const { digits, places } of spokenRuns(text, 7)) {
    for (const prefix of [npaNxx, npaNxx.slice(3)]) {
      for (let at = digits.indexOf(prefix); at >= 0; at = digits.indexOf(prefix, at + 1)) {
        // Seven digits are a number only where no other area code stands before them.
        const isAlone = prefix.length === 6 || ![3, 4].includes(at % 10);
        if (at + prefix.length + 4 > digits.length || !isAlone) continue;
        const last = at + prefix.length + 3;
        found.push({ start: places[at]![0], end: places[last]![1] });
        // What follows in the same run is another ending of it.
        if (last + 1 < digits.length && digits.length - last - 1 <= 12)
          found.push({ start: places[last + 1]![0], end: places.at(-1)![1] });
      }
    }
  }
  return replaced(text, merged(found), "[called number]");
}

function merged(
  pieces: readonly { start: number; end: number }[],
): { start: number; end: number }[] {
  const sorted = [...pieces].sort((a, b) => a.start - b.start);
  const result: { start: number; end: number }[] = [];
  for (const piece of sorted) {
    const last = result.at(-1);
    if (last && piece.start <= last.end) last.end = Math.max(last.end, piece.end);
    else result.push({ ...piece });
  }
  return result;
}
