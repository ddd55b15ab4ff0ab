/** What is told of a column of an unknown export: its name, some values, what they look like. */
export interface ColumnView {
  index: number;
  name: string;
  values: string[];
  shape: Shape;
}

export type Shape =
  "time" | "number" | "duration" | "word" | "address" | "token" | "id" | "flag" | "empty" | "text";

/** A line of names: no cell is a time or a telephone number, and most have letters. */
export function isHeader(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== "");
  if (filled.some((cell) => isTime(cell.trim()) || /\d{7,}/.test(cell))) return false;
  return filled.filter((cell) => /[A-Za-z]{2}/.test(cell)).length > 0.6 * filled.length;
}

const isTime = (text: string): boolean =>
  /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{8})[ T]?\d{0,2}/.test(text) &&
  /^[\d\s:./TZ+,-]*( ?[AP]M)?( [A-Z]{3,4})?$/i.test(text) &&
  text.length >= 8 &&
  /[-/.:T]|^\d{14}/.test(text)
    ? !/^\d{1,3}(\.\d{1,3}){3}$/.test(text)
    : /^1\d{9}(\.\d+)?$|^1\d{12}$|^1\d{15}$/.test(text) ||
      /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} /.test(text);

export function shapeOf(values: readonly string[]): Shape {
  if (values.length === 0) return "empty";
  const share = (test: (value: string) => boolean) => values.filter(test).length / values.length;
  if (share((v) => v.startsWith("eyJ") || v.includes('"ppt"')) > 0.5) return "token";
  if (
    share((v) => /^(\d{1,3}\.){3}\d{1,3}(:\d+)?$/.test(v)) > 0.6 ||
    share((v) => /^[^@\s<>]+@[\w.:-]+$/.test(v) && !/^\+?\d{10,11}@/.test(v)) > 0.6
  )
    return "address";
  if (share((v) => isTime(v)) > 0.8) return "time";
  if (
    share((v) =>
      /^(\+|00|011)?1?[2-9]\d{9}$|^\+?\d{10,15}$|^(sips?|tel):|<(sip|tel):/.test(
        v.replace(/[-(). ]/g, ""),
      ),
    ) > 0.5
  )
    return "number";
  if (share((v) => /^(true|false|t|f|y|n|yes|no|0|1)$/i.test(v)) === 1 && new Set(values).size <= 2)
    return "flag";
  if (share((v) => /^\d{1,6}([.,]\d+)?$|^\d{1,3}:\d\d(:\d\d)?$/.test(v)) > 0.9)
    return new Set(values).size === values.length && values.length > 3 ? "id" : "duration";
  if (
    new Set(values).size <= Math.max(3, Math.min(12, values.length / 3)) &&
    share((v) => /^[A-Za-z][\w .-]*$/.test(v)) > 0.8
  )
    return "word";
  return new Set(values).size === values.length ? "id" : "text";
}
