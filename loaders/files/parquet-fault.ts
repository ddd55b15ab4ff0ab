import { CommandError } from "../../src/errors.ts";

export const damagedParquet = (path: string, cause: unknown): CommandError =>
  new CommandError(`${path}: damaged Parquet file: fetch it again`, 1, { cause });

/** The engine reads the end of a file, where its columns stand, and later finds that the rest is not what it says. */
export const isParquetFault = (error: unknown): boolean =>
  /TProtocolException|^(?:Invalid Error|IO Error|Out of Range Error)|corrupt|ZSTD|snappy/i.test(
    (error as Error).message,
  );
