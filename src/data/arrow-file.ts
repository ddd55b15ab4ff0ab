import { rmSync } from "node:fs";
import { open } from "node:fs/promises";
import type { DuckDBResult, DuckDBValue } from "@duckdb/node-api";
import {
  AsyncByteQueue,
  Field,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  util,
} from "apache-arrow";
import { arrowColumn } from "./arrow-columns.ts";
import type { Session } from "./session.ts";

/**
 * Rows of a record batch. The engine's chunks are gathered to this number: how many rows a chunk holds depends on the
 * query's plan, and the same rows are to give the same bytes.
 */
const batchRows = 8 * 2048;

const endColumn = "end of rows";

/**
 * Writes the rows of one SELECT (without a semicolon) into an Arrow IPC file, and returns their number. The file is
 * written batch by batch, whatever the size of the table; where anything fails, it does not stay. Rows come in the
 * order of the query: only one with an ORDER BY gives the same bytes every time.
 */
export async function writeArrow(session: Session, sql: string, file: string): Promise<number> {
  // A streamed result whose query fails half way ends like one that is done, and the driver shows no error. So a last
  // row is added, and rows without it are not all of them.
  const result = await session.connection.stream(
    `select *, false as "${endColumn}" from (${sql}\n) union all by name select true as "${endColumn}"`,
  );
  const types = result.columnTypes().slice(0, -1);
  const names = result.deduplicatedColumnNames();
  const columns = types.map((type, i) => arrowColumn(names[i]!, type));
  const schema = new Schema(columns.map(({ type }, i) => new Field(names[i]!, type, true)));
  const writer = new RecordBatchFileWriter();
  const bytes = new Bytes();
  writer.reset(bytes, schema);
  const output = await open(file, "w");
  let count = 0;
  try {
    for await (const values of batches(result, columns.length)) {
      const length = values[0]?.length ?? 0;
      const children = columns.map((column, i) => column.build(values[i]!));
      const type = new Struct(schema.fields);
      const rows = makeData({ type, length, nullCount: 0, children });
      writer.write(new RecordBatch(schema, rows));
      await output.writeFile(bytes.take());
      count += length;
    }
    writer.close();
    await output.writeFile(bytes.take());
    await output.close();
    return count;
  } catch (error) {
    await output.close();
    rmSync(file, { force: true });
    // Run once more for the engine to say what is wrong.
    if (error instanceof Incomplete) await session.run(`explain analyze ${sql}`);
    throw error;
  }
}

/** Rows are missing, or came where none can be. */
class Incomplete extends Error {}

/** The values of each column, `batchRows` at a time and the rest at the end. */
async function* batches(
  result: DuckDBResult,
  columnCount: number,
): AsyncGenerator<DuckDBValue[][]> {
  const gathered = Array.from({ length: columnCount }, (): DuckDBValue[] => []);
  const take = () => gathered.map((values) => values.splice(0, batchRows));
  const size = () => gathered[0]?.length ?? 0;
  let isComplete = false;
  for await (const chunk of result) {
    if (isComplete) throw new Incomplete("rows after the last");
    const end = chunk.getColumnValues(columnCount).indexOf(true);
    isComplete = end >= 0;
    if (isComplete && end !== chunk.rowCount - 1) throw new Incomplete("rows after the last");
    const rowCount = isComplete ? end : chunk.rowCount;
    gathered.forEach((values, i) => {
      const read = chunk.getColumnValues(i);
      for (let row = 0; row < rowCount; row++) values.push(read[row]!);
    });
    while (size() >= batchRows) yield take();
  }
  if (!isComplete) throw new Incomplete("the query ended before its last row");
  if (size() > 0) yield take();
}

/** What the writer has made of the last batch; the library's own queue would hold the whole file. */
class Bytes extends AsyncByteQueue {
  #parts: Uint8Array[] = [];

  override write(part: Parameters<AsyncByteQueue["write"]>[0]): void {
    this.#parts.push(util.toUint8Array(part as never) as Uint8Array);
  }

  take(): Buffer {
    const taken = Buffer.concat(this.#parts);
    this.#parts = [];
    return taken;
  }
}
