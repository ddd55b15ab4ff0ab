/** A text as an SQL literal, for the places that take no parameter (file names in table functions). */
export const quotedText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A column name as an SQL identifier. */
export const identifier = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Where rows are read from: Parquet files, or the named empty table where there are none. */
export const parquetSource = (
  files: readonly string[],
  empty: string,
  { byName = false } = {},
): string =>
  files.length === 0
    ? empty
    : `read_parquet([${files.map(quotedText).join(", ")}], hive_partitioning = false${byName ? ", union_by_name = true" : ""})`;
