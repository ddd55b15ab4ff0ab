import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, inject } from "vitest";
import { runDocket } from "../src/cli/docket.ts";
import {
  createPublishedViews,
  createShapes,
  relateLakeFiles,
  relateTable,
} from "../src/data/derived.ts";
import { openLake } from "../src/data/lake/relations.ts";
import { createStagingViews } from "../src/data/models.ts";
import { Session, type SqlValues } from "../src/data/session.ts";
import { Keys } from "../src/pipeline/currency.ts";
import { stepFiles } from "../src/pipeline/run.ts";
import { steps } from "../src/pipeline/steps.ts";
import { Workspace } from "../src/workspace/workspace.ts";
import { program, testSettings } from "./sample-workspace.ts";

const folders: string[] = [];

/** A fresh folder that goes away after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "docket-"));
  folders.push(folder);
  return folder;
}

const sessions = new Map<string, { key: string; session: Session }>();

afterAll(() => {
  for (const { session } of sessions.values()) session.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export const runDate = new Date("2026-01-01T00:00:00Z");

/** A new workspace with the bundled reference files. */
export async function newWorkspace(settings: object = {}): Promise<Workspace> {
  const folder = preparedFolder();
  writeFileSync(join(folder, "docket.json"), JSON.stringify({ ...testSettings, ...settings }));
  return Workspace.open(folder, { command: "test", mode: "write" });
}

/** A session over all that a workspace holds: the lake, the staging views, and what steps have written so far. */
export async function openAll(workspace: Workspace): Promise<Session> {
  const session = await openLake(workspace);
  await createStagingViews(session);
  await createShapes(session);
  await relateLakeFiles(session, (table) =>
    workspace.catalog.filesOf(table).map((file) => workspace.path(file.path)),
  );
  const keys = new Keys(workspace, steps);
  for (const step of steps)
    for (const table of step.writes) {
      const files = stepFiles(workspace, step, keys, table);
      if (files.length > 0 || !stagingViews.has(table)) await relateTable(session, table, files);
    }
  await createPublishedViews(session);
  return session;
}

const stagingViews = new Set(steps.find((step) => step.name === "reports")!.writes);
stagingViews.add("complaints");

/** Rows of a query over all that a workspace holds now. */
export async function rowsOf<Row = Record<string, unknown>>(
  workspace: Workspace,
  sql: string,
  values?: SqlValues,
): Promise<Row[]> {
  const key = `${workspace.catalog.head} ${generation.get(workspace.folder) ?? 0}`;
  let open = sessions.get(workspace.folder);
  if (open?.key !== key) {
    open?.session.close();
    open = { key, session: await openAll(workspace) };
    sessions.set(workspace.folder, open);
  }
  return open.session.rows<Row>(sql, values);
}

/** Writes the rows of a CSV file as Parquet: typed, or as text. */
export async function writeParquetOf(csv: string, parquet: string, isText = false): Promise<void> {
  const session = await Session.open(":memory:");
  const options = isText ? ", all_varchar = true" : "";
  await session.run(`copy (from read_csv('${csv}'${options})) to '${parquet}' (format parquet)`);
  session.close();
}

export const rowOf = async <Row = Record<string, unknown>>(
  workspace: Workspace,
  sql: string,
  values?: SqlValues,
): Promise<Row | undefined> => (await rowsOf<Row>(workspace, sql, values))[0];

const generation = new Map<string, number>();

/** To be called after a run of the pipeline, so that queries see what it wrote. */
export const analyzed = (workspace: Workspace): void => {
  generation.set(workspace.folder, (generation.get(workspace.folder) ?? 0) + 1);
};

export interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the program as a person would. */
export function docket(...args: string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** The same in this process: quicker, for what only speaks. */
export async function docketHere(...args: string[]): Promise<Run> {
  const said = { stdout: "", stderr: "" };
  const status = await runDocket(args, {
    print: (line) => (said.stdout += `${line}\n`),
    progress: () => undefined,
    warn: (line) => (said.stderr += `${line}\n`),
    logTo: () => undefined,
  });
  return { status, ...said };
}

/** A folder for commands that make their workspace, with the bundled reference files in it. */
export function preparedFolder(): string {
  const folder = join(temporaryFolder(), "w");
  cpSync(inject("empty"), folder, { recursive: true });
  return folder;
}

export const startDocket = (...args: string[]) =>
  spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });

/** Every file below a folder. */
export function everyFile(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile());
}
