import { existsSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../errors.ts";
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
 * A session over the tables of a published run: every derived and published table under its own name. Throws where a
 * file of the run is missing.
 */
export async function openRun(
  run: string,
  files: readonly RunFile[],
  options: Record<string, string>,
): Promise<Session> {
  const missing = files.find((file) => !existsSync(join(run, file.path)));
  if (missing) {
    throw new CommandError(
      `${join(run, missing.path)}: missing: run docket analyze to publish again`,
    );
  }
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
