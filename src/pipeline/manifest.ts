import { createHash } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { join, relative } from "node:path";
import { changedFiles } from "../data/lake/verify.ts";
import { inputsHash } from "../workspace/catalog.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Keys } from "./currency.ts";
import { areWhole, readJson } from "./written-files.ts";

/** A file of a published run. */
export interface PublishedFile {
  table: string;
  /** Below the run's folder. */
  path: string;
  rows: number;
  bytes: number;
  sha256: string;
}

/** What `published/RUN/manifest.json` says. */
export interface Manifest {
  run: string;
  /** Hash over the loads, by which a brief and a page of one run are known to be of one. */
  inputs_sha256: string;
  /** Hash over the SQL, thresholds and code that made the tables. */
  method_sha256: string;
  engine: string;
  inputs: { load_id: string; format: string; file_name: string; file_sha256: string }[];
  files: PublishedFile[];
  /** What each check of the data found. */
  checks: { check: string; failing_rows: number }[];
}

/** The folder of the run that readers read; undefined where nothing is published. */
export function currentRun(folder: string): string | undefined {
  const current = join(folder, "published", "current");
  return existsSync(join(current, "manifest.json")) ? current : undefined;
}

/**
 * What the manifest of a run says; undefined where it, or a file that it lists, is lost or has other bytes than those
 * that were published: the run is to be made again.
 */
export async function wholeManifest(
  workspace: Workspace,
  run: string,
): Promise<Manifest | undefined> {
  const manifest = readJson(join(run, "manifest.json")) as Manifest | undefined;
  if (!manifest || !areWhole(run, manifest.files)) return undefined;
  const folder = relative(workspace.folder, realpathSync(run));
  const files = manifest.files.map(({ path, sha256 }) => ({ path: join(folder, path), sha256 }));
  return (await changedFiles(workspace, files)).length === 0 ? manifest : undefined;
}

/** The name of the run that the workspace's loads and this program's method make. */
export const runName = (keys: Keys, workspace: Workspace): string =>
  createHash("sha256")
    .update(keys.runHash())
    .update(inputsHash(workspace.catalog.loads))
    .digest("hex")
    .slice(0, 16);
