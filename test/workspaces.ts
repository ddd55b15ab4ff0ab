import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { Workspace } from "../src/data/workspace.ts";
import { ensureReference } from "../loaders/reference.ts";
import { program } from "./sample-workspace.ts";

const folders: string[] = [];

/** A fresh folder that goes away after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "observatory-"));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export const runDate = new Date("2026-01-01T00:00:00Z");

/** A new workspace with the bundled reference files. */
export async function newWorkspace(): Promise<Workspace> {
  const workspace = await Workspace.open(join(temporaryFolder(), "w"), {
    command: "test",
    mode: "write",
  });
  await ensureReference(workspace, runDate);
  return workspace;
}

export interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the program as a person would. */
export function observatory(...args: string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

export const startObservatory = (...args: string[]) =>
  spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
