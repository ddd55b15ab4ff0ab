import { fileURLToPath } from "node:url";
import type { Workspace } from "../src/workspace/workspace.ts";
import { loadPaths } from "./load.ts";

/** Reference files that come with the program, so that a new workspace knows numbers, places and people. */
const bundled: Record<string, string> = {
  "nanpa-npa": "nanpa/npa_report.csv",
  "nanpa-co": "nanpa/cocodes.parquet",
  "census-population": "census/population-2020.csv",
  "published-figures": "published/published-figures.csv",
};

export const samplesFolder = fileURLToPath(new URL("../samples/", import.meta.url));

/** Loads the bundled reference files of which the workspace has no load yet. */
export async function ensureReference(workspace: Workspace, runDate: Date): Promise<void> {
  const loaded = await workspace.session.rows<{ format: string }>(
    "select distinct format from loads",
  );
  const present = new Set(loaded.map((row) => row.format));
  const missing = Object.entries(bundled).filter(([format]) => !present.has(format));
  for (const [, file] of missing) {
    const report = await loadPaths(workspace, [samplesFolder + file], { runDate, isBundled: true });
    const [error] = report.errors;
    if (error) throw new Error(error.message);
  }
}
