import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
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

/** What a run's manifest says; undefined where it or a file that it lists is lost or cut: the run is to be made again. */
export function wholeManifest(run: string): Manifest | undefined {
  const manifest = readJson(join(run, "manifest.json")) as Manifest | undefined;
  return manifest && areWhole(run, manifest.files) ? manifest : undefined;
}

/** The name of the run that the workspace's loads and this program's method make. */
export const runName = (keys: Keys, workspace: Workspace): string =>
  createHash("sha256")
    .update(keys.runHash())
    .update(inputsHash(workspace.catalog.loads))
    .digest("hex")
    .slice(0, 16);
