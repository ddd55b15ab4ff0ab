import { SaxesParser } from "saxes";
import { fileBytes } from "./lines.ts";
import type { Fields } from "./field-records.ts";

export const looksLikeXml = (head: string) => /^\uFEFF?\s*<(\?xml|[A-Za-z])/.test(head);

/** Elements that are one call each. */
const recordElements = new Set(["cdr"]);

/**
 * The records of an XML text: each element `cdr`, however many the text holds, with the texts below it by their paths
 * (the first of a path holds), percent-encoding undone. A text that ends midway gives what is whole, then undefined.
 */
export async function* xmlRecords(file: string, gzip: boolean): AsyncGenerator<Fields | undefined> {
  // A fragment: files of one call each are often joined to one file.
  const parser = new SaxesParser({ fragment: true });
  const ready: (Fields | undefined)[] = [];
  let path: string[] = [];
  let fields: Fields | undefined;
  let text = "";
  let isBroken = false;
  parser.on("error", () => {
    isBroken = true;
  });
  parser.on("opentag", ({ name, attributes }) => {
    text = "";
    if (fields) {
      path.push(name);
      return;
    }
    if (!recordElements.has(name)) return;
    fields = new Map(Object.entries(attributes).map(([key, value]) => [`@${key}`, String(value)]));
    path = [];
  });
  parser.on("text", (more) => {
    if (fields) text += more;
  });
  parser.on("cdata", (more) => {
    if (fields) text += more;
  });
  parser.on("closetag", ({ name }) => {
    if (!fields) return;
    if (path.length === 0 && recordElements.has(name)) {
      ready.push(fields);
      fields = undefined;
      return;
    }
    const key = path.join(".");
    const value = text.trim();
    if (value !== "" && !fields.has(key)) fields.set(key, decoded(value));
    text = "";
    path.pop();
  });
  const decoder = new TextDecoder();
  for await (const chunk of fileBytes(file, gzip)) {
    // Declarations between joined files are no part of a fragment.
    parser.write(decoder.decode(chunk, { stream: true }).replace(/<\?xml[^>]*\?>/g, ""));
    yield* ready.splice(0);
    if (isBroken) break;
  }
  if (!isBroken)
    try {
      parser.close();
    } catch {
      isBroken = true;
    }
  yield* ready.splice(0);
  if (fields !== undefined || isBroken) yield undefined;
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
