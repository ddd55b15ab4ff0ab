import { join } from "node:path";
import {
  createPublishedViews,
  createShapes,
  derivedTables,
  relateLakeFiles,
  relateTable,
} from "./derived.ts";
import { createLakeShapes } from "./lake/relations.ts";
import { Session } from "./session.ts";

/** A file of a published run, as its manifest lists it. */
export interface RunFile {
  table: string;
  path: string;
  rows: number;
  bytes: number;
}

/**
 * A session over the tables of a published run, whose files are all there: every derived and published table under its
 * own name.
 */
export async function openRun(
  run: string,
  files: readonly RunFile[],
  options: Record<string, string>,
): Promise<Session> {
  const session = await Session.open(":memory:", options);
  const placesOf = (table: string): string[] =>
    files
      .filter((file) => file.table === table && file.rows > 0)
      .map((file) => join(run, file.path));
  await createLakeShapes(session);
  await createShapes(session);
  for (const table of await derivedTables(session))
    await relateTable(session, table, placesOf(table));
  await relateLakeFiles(session, (table) => placesOf(`lake_${table}`));
  await createPublishedViews(session);
  return session;
}
