import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { Workspace } from "../src/workspace/workspace.ts";
import { ensureReference } from "../loaders/reference.ts";
import { program } from "./sample-workspace.ts";

const folders: string[] = [];

/** A fresh folder that goes away after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "docket-"));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export const runDate = new Date("2026-01-01T00:00:00Z");

let template: string | undefined;

/** A new workspace with the bundled reference files: made once for a file of tests, and copied. */
export async function newWorkspace(): Promise<Workspace> {
  const how = { command: "test", mode: "write" } as const;
  if (template === undefined) {
    template = join(temporaryFolder(), "template");
    const workspace = await Workspace.open(template, how);
    await ensureReference(workspace, runDate);
    workspace.close();
  }
  const folder = join(temporaryFolder(), "w");
  cpSync(template, folder, { recursive: true });
  return Workspace.open(folder, how);
}

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

export const startDocket = (...args: string[]) =>
  spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
