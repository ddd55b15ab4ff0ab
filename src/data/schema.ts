import { readdirSync, readFileSync } from "node:fs";
import type { Session } from "./session.ts";
import { CommandError } from "../errors.ts";
import { jurisdictions } from "./jurisdictions.ts";

const folder = new URL("./schema/", import.meta.url);

/** Migrations in the order they apply; a file's number is the schema version it brings. */
const migrations = readdirSync(folder)
  .filter((name) => name.endsWith(".sql"))
  .sort()
  .map((name) => ({ version: Number(name.slice(0, 3)), sql: new URL(name, folder) }));

export const schemaVersion = migrations.at(-1)?.version ?? 0;

async function currentVersion(session: Session): Promise<number> {
  const [table] = await session.rows<{ n: number }>(
    "select count(*)::integer as n from information_schema.tables where table_name = 'schema_version'",
  );
  if (table?.n === 0) return 0;
  const [row] = await session.rows<{ version: number }>(
    "select max(version)::integer as version from schema_version",
  );
  return row?.version ?? 0;
}

/** Throws where the workspace was written by a newer program than this one. */
export async function requireKnownSchema(session: Session, workspace: string): Promise<number> {
  const version = await currentVersion(session);
  if (version > schemaVersion) {
    throw new CommandError(
      `${workspace}: made by a newer version (schema ${version}, this program knows ${schemaVersion}): ` +
        "update this program, or name another folder with --workspace",
    );
  }
  return version;
}

/** Brings the warehouse to this program's schema in one transaction. */
export async function migrate(session: Session, workspace: string): Promise<void> {
  const version = await requireKnownSchema(session, workspace);
  if (version === schemaVersion) return;
  await session.transaction(async () => {
    if (version === 0) await session.run("create table schema_version (version integer not null)");
    for (const migration of migrations.filter((m) => m.version > version)) {
      await session.run(readFileSync(migration.sql, "utf8"));
      await session.run("insert into schema_version values ($version)", {
        version: migration.version,
      });
    }
    if (version < 2)
      await session.append(
        "jurisdictions",
        jurisdictions.map((j) => [j.state, j.name, j.fips, j.kind, j.column, j.row, j.region]),
      );
  });
}
