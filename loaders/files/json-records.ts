import { readFileSync, statSync } from "node:fs";
import type { Fields } from "./field-records.ts";
import { fileBytes } from "./lines.ts";

/** True where a text starts as JSON does. */
export const looksLikeJson = (head: string) => /^\uFEFF?\s*[[{]/.test(head);

/** Texts of up to so many bytes are read at once: then records may stand anywhere in them. */
const mostBytesAtOnce = 64 * 2 ** 20;

/** Objects of a large text that say together which fields there are. */
const headObjects = 200;

/**
 * The records of a JSON text: objects that `isRecord` knows by the names of their fields, wherever they stand; of a large
 * text, the objects of its outermost array, or those of its lines. Objects of one list are known by their fields together:
 * many publishers leave out a field that has no value. A text that ends midway gives what is whole, then undefined.
 */
export async function* jsonRecords(
  file: string,
  gzip: boolean,
  isRecord: (fields: Fields) => boolean,
): AsyncGenerator<Fields | undefined> {
  if (!gzip && statSync(file).size <= mostBytesAtOnce) {
    let document: unknown;
    try {
      document = JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
    } catch {
      document = undefined;
    }
    if (document !== undefined) {
      yield* objectsIn(document, isRecord);
      return;
    }
  }
  let head: unknown[] | undefined = [];
  let isList = false;
  const take = function* (object: unknown): Generator<Fields | undefined> {
    if (object !== undefined && !isList) yield* objectsIn(object, isRecord);
    else yield object === undefined ? undefined : fieldsOf(object as object);
  };
  const takeHead = function* (): Generator<Fields | undefined> {
    isList = areRecords(head!.filter(isObject), isRecord);
    for (const object of head!) yield* take(object);
    head = undefined;
  };
  for await (const text of objectTexts(file, gzip)) {
    const object = text === undefined ? undefined : parsed(text);
    if (!head) yield* take(object);
    else if (head.push(object) === headObjects) yield* takeHead();
  }
  if (head) yield* takeHead();
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Undefined where a text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether the objects of a list are records, by the fields that any of them has. */
function areRecords(objects: readonly object[], isRecord: (fields: Fields) => boolean): boolean {
  const all: Fields = new Map(objects.flatMap((object) => [...fieldsOf(object)]));
  return all.size > 0 && isRecord(all);
}

function fieldsOf(object: object): Fields {
  const fields: Fields = new Map();
  flatten(object, "", fields);
  return fields;
}

/** Objects that are records, in the order of the text. */
function* objectsIn(document: unknown, isRecord: (fields: Fields) => boolean): Generator<Fields> {
  const open: unknown[] = [document];
  while (open.length > 0) {
    const value = open.pop();
    if (!isObject(value)) continue;
    const objects = (Array.isArray(value) ? value : [value]).filter(isObject);
    if (objects.every((object) => !Array.isArray(object)) && areRecords(objects, isRecord)) {
      for (const object of objects) yield fieldsOf(object);
      continue;
    }
    open.push(...(Object.values(value) as unknown[]).reverse());
  }
}

/** `{"a": {"b": [1]}}` has the field `a.b.0`; a list of objects stays JSON. */
function flatten(value: object, path: string, fields: Fields): void {
  for (const [key, inner] of Object.entries(value)) {
    const name = path === "" ? key : `${path}.${key}`;
    // A field without a value is a field all the same.
    if (inner === null || inner === undefined) fields.set(name, "");
    else if (typeof inner !== "object") fields.set(name, String(inner));
    else if (Array.isArray(inner) && inner.some((one) => typeof one === "object" && one !== null))
      fields.set(name, JSON.stringify(inner));
    else flatten(inner as object, name, fields);
  }
}

const QUOTE = 34;
const BACKSLASH = 92;

/** The texts of the objects that stand in the outermost array, or one after the other; undefined for a cut one. */
async function* objectTexts(file: string, gzip: boolean): AsyncGenerator<string | undefined> {
  const stack: number[] = [];
  let arrays = 0;
  let inString = false;
  let isEscaped = false;
  let parts: Buffer[] = [];
  /** Depth of the stack at which the open record began; -1: none is open. */
  let base = -1;
  let isFirst = true;
  let isNested = false;
  for await (const chunk of fileBytes(file, gzip)) {
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) inString = false;
        continue;
      }
      if (byte === QUOTE) inString = true;
      else if (byte === 0x7b || byte === 0x5b) {
        if (isFirst) {
          isFirst = false;
          // An object whose first array holds the records: it is not cut at its own end.
          isNested = byte === 0x7b && !isOneLineObject(chunk, i);
        }
        const isRecordStart =
          byte === 0x7b &&
          base < 0 &&
          (isNested ? arrays === 1 : arrays === 1 || stack.length === 0);
        if (isRecordStart) {
          base = stack.length;
          start = i;
        }
        stack.push(byte);
        if (byte === 0x5b) arrays++;
      } else if (byte === 0x7d || byte === 0x5d) {
        const opened = stack.pop();
        if (opened === 0x5b) arrays--;
        if (stack.length === base) {
          parts.push(chunk.subarray(start, i + 1));
          base = -1;
          yield Buffer.concat(parts).toString("utf8");
          parts = [];
        }
      }
    }
    if (base >= 0) parts.push(Buffer.from(chunk.subarray(start)));
  }
  if (base >= 0 || stack.length > 0) yield undefined;
}

/** Whether an object that begins at `from` ends in its line: the text is then one of lines. */
function isOneLineObject(chunk: Buffer, from: number): boolean {
  const end = chunk.indexOf(10, from);
  const line = chunk
    .subarray(from, end < 0 ? chunk.length : end)
    .toString("utf8")
    .trim();
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
