// Digits of every script and kind, and the telephone numbers that they spell.

/** A digit that no normalization form takes apart: circled white on black, and their kin, by the code point of the first. */
const circled: readonly [first: number, digit: number, count: number][] = [
  [0x2776, 1, 9], [0x2780, 1, 9], [0x278a, 1, 9], [0x24f5, 1, 9], [0x24ff, 0, 1], [0x1f10b, 0, 1], [0x1f10c, 0, 1],
]; // prettier-ignore

/** The characters of Unicode that are one digit and not ASCII, each with that digit. */
function readDigits(): Map<string, string> {
  const digits = new Map<string, string>();
  let inRun = 0;
  for (let code = 0x80; code < 0x20000; code++) {
    const character = String.fromCodePoint(code);
    if (/^\p{Nd}$/u.test(character)) {
      // Decimal digits stand in runs of ten, from zero on.
      digits.set(character, String(inRun++ % 10));
      continue;
    }
    inRun = 0;
    if (!/^\p{No}$/u.test(character)) continue;
    const alike = /^\D?(\d)\D?$/.exec(character.normalize("NFKC"));
    if (alike) digits.set(character, alike[1]!);
  }
  for (const [first, digit, count] of circled)
    for (let i = 0; i < count; i++) digits.set(String.fromCodePoint(first + i), String(digit + i));
  return digits;
}

/** Characters that are one digit and not ASCII, and the digit of each. */
export const otherDigits: ReadonlyMap<string, string> = readDigits();

const escaped = /%3([0-9])|&#0*(4[89]|5[0-7]);?|&#[xX]0*3([0-9]);?/g;

/** A text with its digits as ASCII: those of other scripts, and escaped ones. */
export function withPlainDigits(text: string): string {
  if (/^[\x20-\x24\x27-\x7e]*$/.test(text)) return text;
  return text
    .replace(/[\p{Nd}\p{No}]/gu, (character) => otherDigits.get(character) ?? character)
    .replace(
      escaped,
      (_, percent?: string, decimal?: string, hex?: string) =>
        percent ?? hex ?? String(Number(decimal) - 48),
    );
}

/** One digit: of any script, or escaped as in an address (%39) or a page (&#57;, &#x39;). */
const digit = String.raw`(?:[\p{Nd}\p{No}]|%3[0-9]|&#(?:0*(?:4[89]|5[0-7])|[xX]0*3[0-9]);?)`;
/** What may stand between two digits of a number: marks and blanks, or a letter. */
const gap = String.raw`(?:[^\p{L}\p{N}]{0,3}|\p{L}|&[A-Za-z]{2,8};)`;
/** The same in one cell of a table. */
const gapInCell = String.raw`(?:[^\p{L}\p{N},;|"\t]{0,3}|\p{L})`;

const run = (between: string, digits: number) =>
  String.raw`[+(]?${digit}(?:${between}${digit}){${digits - 1},}(?:[eE]\+?[0-9]{1,2})?`;

/** A run of seven digits or more within a cell of a table. */
export const cellNumberRun = run(gapInCell, 7);

/** Area code, exchange and line with words between: "npa=913 nxx=284 line=0864". */
const threeParts = String.raw`\b[2-9][0-9]{2}[^0-9]{1,12}[2-9][0-9]{2}[^0-9]{1,12}[0-9]{4}\b`;

/** One of ten digits or more with any marks between them, commas too. */
export const wideNumberRun = `${run(gap, 10)}|${threeParts}`;

/**
 * What could be a telephone number, in the syntax that JavaScript and RE2 share. Private text loses such runs; they are
 * not parsed.
 */
export const numberRun = `${wideNumberRun}|${cellNumberRun}`;
