import { tokens } from "./tokens.ts";

/** Places (sources and lines) that a script must be heard on before its words are shown to anybody but an office. */
export const leastForScript = 3;
/** Part of the versions that must share a word. */
const sharedBy = 0.5;
/** Versions that are compared: enough to tell what is fixed. */
const mostCompared = 40;
/** Fixed words that a script must keep to be worth showing. */
const leastWords = 8;

const word = /\p{Script=Han}|[\p{L}\p{N}$€£%]+(?:[.,:'’&-][\p{L}\p{N}]+)*/gu;

/**
 * The words that at least half of a script's versions share, in the order of its most typical one, with what varies
 * between them as "[…]"; null where too few words are shared. One person's call is
 * never shown: a word stays only where other calls have it at the same place (longest common subsequence).
 */
export function scriptText(versions: readonly string[], typical: string): string | null {
  if (versions.length < 2) return null;
  const parts = [...typical.matchAll(word)].map((m) => ({
    text: m[0],
    key: tokens(m[0]).join(" "),
    end: m.index + m[0].length,
  }));
  const compared = versions
    .slice(0, mostCompared)
    .map((text) => [...text.matchAll(word)].map((m) => tokens(m[0]).join(" ")));
  const counts = new Uint16Array(parts.length);
  const keys = parts.map((part) => part.key);
  for (const other of compared) for (const i of commonPlaces(keys, other)) counts[i]!++;
  const least = Math.max(2, Math.ceil(sharedBy * compared.length));
  // Digits vary from call to call and may be a person's: they are never a script's own words.
  const isFixed = parts.map((part, i) => counts[i]! >= least && !/\p{N}{3}/u.test(part.text));
  if (isFixed.filter(Boolean).length < leastWords) return null;
  let text = "";
  for (const [i, part] of parts.entries()) {
    if (!isFixed[i]) {
      if (i === 0 || isFixed[i - 1]) text += text === "" ? "[…]" : " […]";
      continue;
    }
    const after = typical.slice(part.end, parts[i + 1] ? undefined : part.end + 2);
    const mark = /^[.,!?;:。，！？]/u.exec(after)?.[0] ?? "";
    const isHan = /\p{Script=Han}/u.test(part.text);
    text += (text === "" || isHan ? "" : " ") + part.text + mark;
  }
  return text.trim();
}

/** Indices of `a` on a longest common subsequence with `b`. */
function commonPlaces(a: readonly string[], b: readonly string[]): number[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const places: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      places.push(i++);
      j++;
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++;
    else j++;
  }
  return places;
}
