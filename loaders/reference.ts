import { fileURLToPath } from "node:url";
import type { Workspace } from "../src/workspace/workspace.ts";
import { loadPaths } from "./load.ts";

/** Reference files that come with the program, so that a new workspace knows numbers, places and people. */
const bundled: Record<string, string> = {
  "nanpa-npa": "nanpa/npa_report.csv",
  "nanpa-co": "nanpa/cocodes.parquet",
  "census-population": "census/population-2020.csv",
  "census-estimates": "census/population-estimates.csv",
  "published-figures": "published/published-figures.csv",
};

export const samplesFolder = fileURLToPath(new URL("../samples/", import.meta.url));

/** Loads the bundled reference files of which the workspace has no load yet. */
export async function ensureReference(workspace: Workspace, runDate: Date): Promise<void> {
  const present = new Set(workspace.catalog.loads.map((load) => load.format));
  const missing = Object.entries(bundled)
    .filter(([format]) => !present.has(format))
    .map(([, file]) => samplesFolder + file);
  if (missing.length === 0) return;
  const report = await loadPaths(workspace, missing, { runDate, isBundled: true });
  const [error] = report.errors;
  if (error) throw new Error(error.message);
}
