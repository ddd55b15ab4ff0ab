import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

export const program = fileURLToPath(new URL("../bin/docket.js", import.meta.url));

declare module "vitest" {
  interface ProvidedContext {
    /** A workspace with the bundled sample, analysed, with briefs and site. Tests only read it. */
    sample: string;
  }
}

/** Takes the bundled sample the whole way once, for all tests. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "docket-test-"));
  const workspace = join(folder, "sample");
  const run = (...args: string[]) =>
    execFileSync(
      process.execPath,
      [program, "-w", workspace, "--run-date", "2026-01-01", ...args],
      {
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
  run("load", fileURLToPath(new URL("../samples", import.meta.url)));
  run("analyze");
  run("brief", "--month", "2019-12", "--all");
  run("site");
  project.provide("sample", workspace);
  return () => rmSync(folder, { recursive: true, force: true });
}
