const token = /\p{Script=Han}|[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu;

/**
 * Words of a transcript in comparable form: case, accents and punctuation gone; every Chinese character is a word.
 * Works on mixed texts, since Chinese calls often hold English brand names.
 */
export function tokens(text: string): string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return (plain.match(token) ?? []).map((word) => word.replace(/['’]/g, ""));
}

/** The same with every number as one sign, since amounts, order numbers and dates vary within a script. */
export function scriptTokens(words: readonly string[]): string[] {
  return words.map((word) => (/\p{N}/u.test(word) ? "0" : word));
}

/** Distinct runs of `size` words, as text; a shorter text is one run. */
export function shingles(words: readonly string[], size: number): string[] {
  if (words.length === 0) return [];
  if (words.length <= size) return [words.join(" ")];
  const found = new Set<string>();
  for (let i = 0; i + size <= words.length; i++) found.add(words.slice(i, i + size).join(" "));
  return [...found];
}

/** Gives each distinct text a small number, so that sets become sorted integer arrays. */
export class Vocabulary {
  readonly #ids = new Map<string, number>();

  ids(texts: readonly string[]): Uint32Array {
    const ids = new Uint32Array(texts.length);
    texts.forEach((text, i) => {
      let id = this.#ids.get(text);
      if (id === undefined) this.#ids.set(text, (id = this.#ids.size));
      ids[i] = id;
    });
    return ids.sort();
  }

  get size(): number {
    return this.#ids.size;
  }
}

/** Summed weight of what two sorted sets have in common; every member weighs 1 where no weights are given. */
export function overlap(a: Uint32Array, b: Uint32Array, weights?: Float64Array): number {
  let sum = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const x = a[i] as number;
    const y = b[j] as number;
    if (x === y) {
      sum += weights ? (weights[x] as number) : 1;
      i++;
      j++;
    } else if (x < y) i++;
    else j++;
  }
  return sum;
}
