/** Markup that is safe to print as it stands. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

type Content = Markup | string | number | null | undefined | false | readonly Content[];

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  // Framework evaluates ${…} in pages and reads backticks as code: foreign text must not reach either.
  $: "&#36;",
  "{": "&#123;",
  "}": "&#125;",
  "`": "&#96;",
};

/** Text that can stand in HTML and XML, and whose direction stays its own. */
export const plainText = (text: string): string =>
  text
    .replace(/[\r\u0085\u2028\u2029]/g, " ")
    // Control characters other than line ends, halves of pairs, code points that are no characters, turns of direction.
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g, "")
    .replace(/[\p{Cs}\u{FDD0}-\u{FDEF}\u{FFFE}\u{FFFF}]/gu, "\uFFFD");

export function escapeText(text: string): string {
  return plainText(text).replace(/[&<>"'${}`]/g, (c) => entities[c]!);
}

/** A template whose values are escaped unless they are Markup; lists are joined, null and false print nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let text = strings[0] ?? "";
  values.forEach((value, i) => (text += print(value) + (strings[i + 1] ?? "")));
  return new Markup(text);
}

function print(value: Content): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(print).join("");
  return escapeText(String(value));
}

export const raw = (text: string): Markup => new Markup(text);
