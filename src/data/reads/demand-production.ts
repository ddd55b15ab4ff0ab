import type { Session } from "../session.ts";
import { identifier, quotedText } from "../sql-text.ts";
import { escapedFormula } from "../export-table.ts";
import { publishedComments } from "../derived.ts";
import type { ScopeClass } from "./demand-scope.ts";

/** Published table whose columns a class of records has. */
export const tableOf: Record<ScopeClass, string> = {
  calls: "call_legs",
  tracebacks: "tracebacks",
  hops: "traceback_hops",
  recordings: "recordings",
  campaigns: "campaigns",
  providers: "providers",
};

/** Columns that name a called person's number as a key; its plain form is held by nobody here. */
export const keyedColumns = ["called_key", "ingress_call_ref", "egress_call_ref"];

/** A file of produced rows. */
export interface ProducedTable {
  records: ScopeClass;
  rows: number;
  simulated_rows: number;
  /** Numbers of its first and last record, from 1 over the whole demand. */
  first: number;
  last: number;
}

/**
 * Numbers the rows of a class that are to be produced, after those numbered before, and writes them as they are read: no
 * second copy of a million rows is held. The same rows give the same bytes: the table of the scope is sorted, and with
 * one thread it is read and written in its order.
 */
export async function produceTable(
  session: Session,
  records: ScopeClass,
  {
    bates,
    before,
    files,
  }: { bates: string; before: number; files: { csv?: string; parquet?: string } },
): Promise<ProducedTable> {
  const source = `demand_${records}`;
  const columns = (
    await session.rows<{ name: string; type: string }>(
      `select column_name as name, column_type as type from (describe ${source})`,
    )
  ).filter(({ name }) => name !== "withheld");
  const named = columns.map(({ name }) => identifier(name)).join(", ");
  await session.run(
    `create or replace temp view demand_numbered as
    select ${quotedText(bates)} || lpad((${before} + row_number() over ())::varchar, ${batesDigits}, '0') as bates, ${named}
    from (select * from ${source} where withheld is null)`,
  );
  const counted = await session.row<{ n: number; simulated: number }>(
    `select count(*) as n, count(*) filter (where is_simulated) as simulated from demand_numbered`,
  );
  const rows = counted?.n ?? 0;
  if (files.parquet !== undefined)
    await session.run(
      `copy (from demand_numbered) to ${quotedText(files.parquet)} (format parquet, compression zstd)`,
    );
  if (files.csv !== undefined) {
    const cells = columns.map(({ name, type }) =>
      type === "VARCHAR" ? `${escapedFormula(name)} as ${identifier(name)}` : identifier(name),
    );
    await session.run(
      `copy (select bates, ${cells.join(", ")} from demand_numbered) to ${quotedText(files.csv)} (format csv, header)`,
    );
  }
  await session.run("drop view demand_numbered");
  return {
    records,
    rows,
    simulated_rows: counted?.simulated ?? 0,
    first: before + 1,
    last: before + rows,
  };
}

/** Digits of a Bates number after its prefix. */
export const batesDigits = 9;

/** Rows that are withheld: how they are known, and why. */
export const withheldRows = (
  session: Session,
  records: ScopeClass,
): Promise<{ record: string; reason: string }[]> =>
  session.rows(
    `select ${idOf[records]} as record, withheld as reason from demand_${records} where withheld is not null order by all`,
  );

const idOf: Record<ScopeClass, string> = {
  calls: "provider_id || ' ' || call_id",
  tracebacks: "traceback_id",
  hops: "traceback_id || ' hop ' || hop_no",
  recordings: "recording_id",
  campaigns: "campaign_id",
  providers: "provider_id",
};

/** What each column of a class means, from the comments of its published table. */
export async function dictionary(
  session: Session,
  records: ScopeClass,
): Promise<{ column: string; type: string; meaning: string }[]> {
  const meanings = new Map<string, string>();
  for (const line of publishedComments(tableOf[records])) {
    const [, column, meaning] = /^comment on column [\w.]+\.(\w+) is '(.*)';?$/.exec(line) ?? [];
    if (column && meaning) meanings.set(column, meaning.replaceAll("''", "'"));
  }
  const columns = await session.rows<{ name: string; type: string }>(
    `select column_name as name, column_type as type from (describe demand_${records})`,
  );
  return [
    { column: "bates", type: "VARCHAR", meaning: "number of the record in this response" },
    ...columns
      .filter(({ name }) => name !== "withheld")
      .map(({ name, type }) => ({
        column: name,
        type,
        meaning: meanings.get(name) ?? ownColumns[name] ?? "",
      })),
  ];
}

const ownColumns: Record<string, string> = {
  is_simulated: "true for an invented record: it proves nothing",
  called_number:
    "called number, where the approved scope names it and a lawful mapping opened it; else null",
};

/** Loads that the rows of the classes came from, with their hashes. */
export async function loadsOf(
  session: Session,
  classes: readonly ScopeClass[],
): Promise<
  { load_id: string; format: string; file_name: string; file_sha256: string; publisher: string }[]
> {
  const withLoads = classes.filter((name) => name !== "campaigns");
  if (withLoads.length === 0) return [];
  return session.rows(
    `select load_id, format, file_name, file_sha256, publisher from loads where load_id in (${withLoads
      .map((name) => `select load_id from demand_${name} where withheld is null`)
      .join(" union ")}) order by load_id`,
  );
}
