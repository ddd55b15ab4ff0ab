import type { Fields } from "./field-records.ts";
import { fileBytes } from "./lines.ts";

/** A dump of a database: its statements make and fill tables. */
export const looksLikeSqlDump = (head: string) =>
  /^\uFEFF?\s*(--|\/\*|SET |BEGIN|INSERT INTO|CREATE TABLE|DROP TABLE|COPY )/i.test(head) &&
  /\b(INSERT INTO|COPY)\b/i.test(head);

/**
 * The rows of a dump's tables by the names of their columns: `insert` statements of MySQL, MariaDB, PostgreSQL and SQLite,
 * and PostgreSQL's `copy`. A statement without names takes those of the table's `create`. A cut row gives undefined.
 */
export async function* sqlRows(
  file: string,
  gzip: boolean,
  isRecord: (fields: Fields) => boolean,
): AsyncGenerator<Fields | undefined> {
  const columnsOf = new Map<string, string[]>();
  let copying: string[] | undefined;
  let rest = "";
  const decoder = new TextDecoder();
  const take = function* (isEnd: boolean): Generator<Fields | undefined> {
    for (;;) {
      if (copying) {
        const end = rest.indexOf("\n");
        if (end < 0) {
          if (isEnd && rest.trim() !== "") yield undefined;
          return;
        }
        const line = rest.slice(0, end).replace(/\r$/, "");
        rest = rest.slice(end + 1);
        if (line === "\\.") copying = undefined;
        else yield fieldsOf(copying, line.split("\t").map(copyCell));
        continue;
      }
      const end = statementEnd(rest);
      if (end < 0) {
        const copy = /^\s*COPY\s+([^\s(]+)\s*\(([^)]*)\)[^;\n]*;\s*\n/i.exec(rest);
        if (copy) {
          copying = copy[2]!.split(",").map(bare);
          rest = rest.slice(copy[0].length);
          continue;
        }
        if (isEnd && /^\s*INSERT/i.test(rest)) {
          yield* insertRows(rest, columnsOf);
          yield undefined;
        }
        return;
      }
      const statement = withoutComments(rest.slice(0, end));
      rest = rest.slice(end + 1);
      const create = /^\s*CREATE TABLE (?:IF NOT EXISTS )?([^\s(]+)\s*\(([\s\S]*)\)/i.exec(
        statement,
      );
      if (create) columnsOf.set(bare(create[1]!), createColumns(create[2]!));
      const copy = /^\s*COPY\s+([^\s(]+)\s*\(([^)]*)\)/i.exec(statement);
      if (copy) {
        copying = copy[2]!.split(",").map(bare);
        rest = rest.replace(/^[^\n]*\n/, "");
      } else if (/^\s*(INSERT|REPLACE)\b/i.test(statement)) yield* insertRows(statement, columnsOf);
    }
  };
  const wanted = function* (isEnd: boolean): Generator<Fields | undefined> {
    for (const fields of take(isEnd)) if (fields === undefined || isRecord(fields)) yield fields;
  };
  for await (const chunk of fileBytes(file, gzip)) {
    rest += decoder.decode(chunk, { stream: true });
    yield* wanted(false);
  }
  yield* wanted(true);
}

const bare = (name: string) =>
  name
    .trim()
    .replace(/^.*\./, "")
    .replace(/[`"[\]]/g, "");

const withoutComments = (text: string) => text.replace(/^(\s*(--[^\n]*\n|\/\*[\s\S]*?\*\/))+/, "");

/** Where the first statement ends; -1: it is not whole yet. */
function statementEnd(text: string): number {
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quote) {
      if (c === "\\" && quote === "'") i++;
      else if (c === quote) quote = "";
    } else if (c === "'" || c === '"' || c === "`") quote = c;
    else if (c === "-" && text[i + 1] === "-") {
      const end = text.indexOf("\n", i);
      if (end < 0) return -1;
      i = end;
    } else if (c === ";") return i;
  }
  return -1;
}

function createColumns(body: string): string[] {
  return body
    .split("\n")
    .join(" ")
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter(
      (part) => !/^(PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FULLTEXT|CHECK|FOREIGN)\b/i.test(part),
    )
    .map((part) => bare(part.split(/\s/)[0] ?? ""))
    .filter((name) => name !== "");
}

function* insertRows(
  statement: string,
  columnsOf: ReadonlyMap<string, string[]>,
): Generator<Fields | undefined> {
  const head =
    /^\s*(?:INSERT|REPLACE)\s+(?:IGNORE\s+|OR \w+\s+)?(?:INTO\s+)?([^\s(]+)\s*(?:\(([^)]*)\)\s*)?VALUES\s*/i.exec(
      statement,
    );
  if (!head) return;
  const columns =
    head[2] !== undefined ? head[2].split(",").map(bare) : columnsOf.get(bare(head[1]!));
  if (!columns) return;
  let i = head[0].length;
  while (i < statement.length) {
    if (statement[i] !== "(") {
      i++;
      continue;
    }
    const row = tuple(statement, i + 1);
    if (!row) return;
    yield fieldsOf(columns, row.values);
    i = row.end;
  }
}

/** The values of a tuple from after its bracket; undefined where it is cut. */
function tuple(text: string, from: number): { values: (string | null)[]; end: number } | undefined {
  const values: (string | null)[] = [];
  let i = from;
  for (;;) {
    while (/\s/.test(text[i] ?? "")) i++;
    if (text[i] === "'") {
      let value = "";
      for (i++; ; i++) {
        const c = text[i];
        if (c === undefined) return undefined;
        if (c === "\\") {
          i++;
          value +=
            ({ n: "\n", r: "\r", t: "\t", "0": "" } as Record<string, string>)[text[i] ?? ""] ??
            text[i] ??
            "";
        } else if (c !== "'") value += c;
        else if (text[i + 1] === "'") {
          value += "'";
          i++;
        } else break;
      }
      values.push(value);
      i++;
    } else {
      const end = /[,)]/.exec(text.slice(i, i + 4096));
      if (!end) return undefined;
      const word = text.slice(i, i + end.index).trim();
      values.push(/^null$/i.test(word) ? null : word);
      i += end.index;
    }
    while (/\s/.test(text[i] ?? "")) i++;
    if (text[i] === ")") return { values, end: i + 1 };
    if (text[i] !== ",") return undefined;
    i++;
  }
}

const copyCell = (cell: string): string | null =>
  cell === "\\N"
    ? null
    : cell.replace(/\\(.)/g, (_, c: string) => ({ t: "\t", n: "\n", r: "\r" })[c] ?? c);

function fieldsOf(
  columns: readonly string[],
  values: readonly (string | null)[],
): Fields | undefined {
  if (values.length !== columns.length) return undefined;
  const fields: Fields = new Map();
  // A column without a value is a column all the same: a row is known by the columns of its table.
  columns.forEach((name, i) => fields.set(name, values[i] ?? ""));
  return fields;
}
