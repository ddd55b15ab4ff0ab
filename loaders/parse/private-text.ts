import { cellNumberRun, wideNumberRun } from "../../src/digits.ts";

const cellRuns = new RegExp(cellNumberRun, "gu");
const runs = new RegExp(wideNumberRun, "gu");
// 2024-03-01, 2024-03-01T14:05:09.123Z, 03/01/2024 2:05 PM: dates and times that can be, and nothing that cannot.
const clock = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-6]\d(?:[.,]\d{1,9})?)?`;
const [month, day] = [String.raw`(?:0?[1-9]|1[0-2])`, String.raw`(?:0?[1-9]|[12]\d|3[01])`];
// Years that are clerical errors are among them; none that opens a telephone number, but 2000 to 2199.
const year = String.raw`(?:[01]\d{3}|2[01]\d\d|3016)`;
const date = `(?:${year}-${month}-${day}|${year}/${month}/${day}|${month}/${day}/${year}|${day}[.]${month}[.]${year}|${day}-${month}-${year})`;
const times = new RegExp(
  String.raw`(?<![\p{L}\p{N}.:/-])(?:${date}(?:[T ]${clock})?|${clock})(?: ?[AaPp][Mm])?(?: ?Z| ?[+-]\d\d:?\d\d)?(?![\p{L}\p{N}:/]| ?\d)`,
  "gu",
);

/** A number of which the last digits are written as letters of the keypad: 913-PAG-0553. */
const keypadNumbers =
  /(?<![\p{L}\p{N}])(?:\+?1[-. ]?)?\(?[2-9]\d{2}\)?[-. ]?(?=[\d. -]*[A-Za-z])[A-Za-z0-9](?:[-. ]?[A-Za-z0-9]){6}(?![\p{L}\p{N}])/gu;

/**
 * Text of a row that tells who was called, fit to be kept: whatever could be a telephone number or hold one (a SIP
 * Identity header has it in base64) is replaced. Dates and times stay, since they are what is mostly wrong in a row.
 */
export function withoutNumbers(text: string): string {
  const masked = text.replace(/[A-Za-z0-9_-]{30,}(\.[A-Za-z0-9_-]*)*/g, (token) =>
    /^[0-9a-f-]{32,36}$/i.test(token) && !/\d{9}/.test(token)
      ? token
      : `[${token.length} characters]`,
  );
  return around(masked, times, (time) => time, withoutRuns);
}

/** Runs within a cell first: else the cells beside would go with them. */
const withoutRuns = (text: string): string =>
  around(
    text,
    keypadNumbers,
    () => "[number in letters]",
    (rest) => around(rest, cellRuns, counted, (between) => between.replace(runs, counted)),
  );

/** What matches goes through `inside`, what stands before, between and behind through `outside`. */
function around(
  text: string,
  pattern: RegExp,
  inside: (match: string) => string,
  outside: (text: string) => string,
): string {
  let result = "";
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    result += outside(text.slice(from, match.index)) + inside(match[0]);
    from = match.index + match[0].length;
  }
  return result + outside(text.slice(from));
}

function counted(run: string): string {
  const digits = run.replace(/%3\d|&#[xX]?\d+;?/g, "0").match(/[\p{Nd}\p{No}]/gu);
  return `[${digits?.length ?? 0} digits]`;
}
