import {
  blobValue,
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBValue,
} from "@duckdb/node-api";
import { readdirSync, readFileSync } from "node:fs";
import { numberRun, otherDigits } from "../digits.ts";
import { quotedText } from "./sql-text.ts";

const macroFolder = new URL("./macros/", import.meta.url);

export type SqlValues = Record<string, DuckDBValue>;

/** One DuckDB connection with the project's macros: the only way the program speaks SQL. */
export class Session {
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.connection = connection;
  }

  /** Opens a database file, or memory. Options are DuckDB settings. */
  static async open(path: string, options: Record<string, string> = {}): Promise<Session> {
    const instance = await DuckDBInstance.create(path, {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      ...options,
    });
    const session = new Session(instance, await instance.connect());
    await session.run("set TimeZone = 'UTC'");
    await session.run(
      `set variable other_digits = ${quotedText([...otherDigits.keys()].join(""))};
      set variable their_digits = ${quotedText([...otherDigits.values()].join(""))};
      set variable number_run = ${quotedText(numberRun)}`,
    );
    for (const name of readdirSync(macroFolder).sort()) {
      await session.run(readFileSync(new URL(name, macroFolder), "utf8"));
    }
    return session;
  }

  async run(sql: string, values?: SqlValues): Promise<void> {
    await this.connection.run(sql, values);
  }

  /** Makes a secret known to the session as a variable; it never becomes part of an SQL text, which errors quote. */
  async setSecret(variable: "called_secret", secret: Uint8Array): Promise<void> {
    await this.run(`set variable ${variable} = $secret::blob`, { secret: blobValue(secret) });
  }

  /** Rows as plain objects: counts and sums as numbers, times as ISO text, lists as arrays. */
  async rows<Row>(sql: string, values?: SqlValues): Promise<Row[]> {
    const reader = await this.connection.runAndReadAll(sql, values);
    const names = reader.deduplicatedColumnNames();
    return reader.getRows().map((row) => {
      const object: Record<string, unknown> = {};
      row.forEach((value, i) => (object[names[i] as string] = plain(value)));
      return object as Row;
    });
  }

  async row<Row>(sql: string, values?: SqlValues): Promise<Row | undefined> {
    return (await this.rows<Row>(sql, values))[0];
  }

  /** Appends rows to a table in its column order. */
  async append(table: string, rows: readonly (readonly DuckDBValue[])[]): Promise<void> {
    const appender = await this.connection.createAppender(table);
    const types = Array.from({ length: appender.columnCount }, (_, i) => appender.columnType(i));
    for (const row of rows) {
      row.forEach((value, i) => appender.appendValue(value, types[i]));
      appender.endRow();
    }
    appender.flushSync();
    appender.closeSync();
  }

  /**
   * Makes a table of plain objects. `columns` are SQL column definitions; a key that an object lacks is null, one that
   * no column names is left out.
   */
  async fromJson(table: string, columns: string, rows: readonly object[]): Promise<void> {
    await this.run(`create or replace table ${table} (${columns})`);
    await this.insertJson(table, columns, rows);
  }

  /** Adds plain objects to a table of these columns. */
  async insertJson(table: string, columns: string, rows: readonly object[]): Promise<void> {
    const fields = splitColumns(columns);
    const structure = `[{${fields.map(({ name, type }) => `"${name}": "${type}"`).join(", ")}}]`;
    const chunk = 5000;
    for (let i = 0; i < rows.length; i += chunk) {
      await this.run(
        `insert into ${table} select unnest(from_json($rows, '${structure}'), recursive := true)`,
        { rows: JSON.stringify(rows.slice(i, i + chunk)) },
      );
    }
  }

  /** Removes a table or view of that name, where there is one. */
  async dropRelation(name: string): Promise<void> {
    try {
      await this.run(`drop view if exists ${name}`);
    } catch (error) {
      if (!String(error).includes("is of type Table")) throw error;
      await this.run(`drop table ${name}`);
    }
  }

  /** Runs `work` in a transaction: all of it is kept, or none. */
  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.run("begin transaction");
    let result: Result;
    try {
      result = await work();
    } catch (error) {
      await this.run("rollback").catch((rollbackError: unknown) => {
        // DuckDB has already rolled back where the error invalidated the transaction.
        if (!/no transaction is active|invalidated/i.test(String(rollbackError))) throw error;
      });
      throw error;
    }
    await this.run("commit");
    return result;
  }

  close(): void {
    this.connection.closeSync();
    this.#instance.closeSync();
  }
}

function plain(value: DuckDBValue): unknown {
  if (value === null) return null;
  if (typeof value === "bigint") {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError(`integer too large: ${value}`);
    return number;
  }
  if (typeof value !== "object") return value;
  if ("items" in value) return (value.items as DuckDBValue[]).map(plain);
  if ("entries" in value && !Array.isArray(value.entries)) {
    return Object.fromEntries(
      Object.entries(value.entries as Record<string, DuckDBValue>).map(([k, v]) => [k, plain(v)]),
    );
  }
  return value.toString();
}

const splitColumns = (columns: string): { name: string; type: string }[] =>
  columns.split(",").map((column) => {
    const [name = "", ...type] = column.trim().split(/\s+/);
    return { name, type: type.join(" ") };
  });
