import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { ensureReference } from "../loaders/reference.ts";
import { Session } from "../src/data/session.ts";
import { Workspace } from "../src/workspace/workspace.ts";

export const program = fileURLToPath(new URL("../bin/docket.js", import.meta.url));

declare module "vitest" {
  interface ProvidedContext {
    /**
     * A workspace with the bundled sample, analysed, with briefs and site; of the eleven months of 2020 it has two,
     * September and October. Tests only read it.
     */
    sample: string;
    /** A workspace with the bundled reference files alone, to be copied. */
    empty: string;
  }
}

/** Two files of tests run at once: a second thread for each would take the other's processor. */
export const testSettings = { threads: 1 };

const samples = fileURLToPath(new URL("../samples", import.meta.url));

/** Takes the bundled sample the whole way once, for all tests. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "docket-test-"));
  const empty = join(folder, "empty");
  const reference = await Workspace.open(empty, { command: "test", mode: "write" });
  await ensureReference(reference, new Date("2026-01-01T00:00:00Z"));
  reference.close();
  writeFileSync(join(empty, "docket.json"), JSON.stringify(testSettings));
  project.provide("empty", empty);
  const workspace = join(folder, "sample");
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [
      program, "-w", workspace, "--run-date", "2026-01-01", ...args,
    ]); // prettier-ignore
  await run("load", await sampleFiles(join(folder, "in")));
  await run("analyze");
  await Promise.all([
    run("brief", "--month", "2019-12", "--all"),
    run("site", "--month", "2019-12"),
  ]);
  project.provide("sample", workspace);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** The bundled files, with two of the eleven months of 2020. */
async function sampleFiles(folder: string): Promise<string> {
  const months = "ftc-api/reported-numbers-2020.parquet";
  mkdirSync(join(folder, "ftc-api"), { recursive: true });
  cpSync(samples, folder, { recursive: true, filter: (path) => !path.endsWith(months) });
  const session = await Session.open(":memory:");
  await session.run(
    `copy (from '${join(samples, months)}' where created_date >= '2020-09-01' and created_date < '2020-11-01')
    to '${join(folder, months)}' (format parquet)`,
  );
  session.close();
  return folder;
}
