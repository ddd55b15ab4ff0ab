import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "../data/session.ts";
import { quotedText } from "../data/sql-text.ts";

export interface PathScores {
  /** Share of the providers of the world that export their records. */
  exporting: number;
  legs: number;
  /** Records whose sender exports too, and how many were joined with the right record of it. */
  handoffs: number;
  handoffs_found: number;
  handoffs_claimed: number;
  handoffs_wrong: number;
  /** Paths without a wrong hop, and paths that are whole. */
  prefix_right: number;
  whole_right: number;
  hops_claimed: number;
  /** Hops that name a provider which the call did not pass. */
  hops_wrong: number;
  illegal_domestic: number;
  originator_named: number;
  /** Calls of which some record names the originator, however far from the last one. */
  originator_possible: number;
  illegal_foreign: number;
  gateway_named: number;
  gateway_possible: number;
  by_exporters: ExporterScores[];
}

/** Paths of calls, by how many of the providers on their route export. */
export interface ExporterScores {
  exporters_on_route: number;
  calls: number;
  whole_right: number;
  /** The originating provider, or the US point of entry, is on the path. */
  first_named: number;
  hops_claimed: number;
  hops_wrong: number;
}

/** Scores the paths against a world's truth; undefined where the workspace has none, or the truth no records. */
export async function evaluatePaths(
  session: Session,
  truth: string,
): Promise<PathScores | undefined> {
  const files = ["calls", "legs", "providers"].map((name) => join(truth, `${name}.csv`));
  if (!files.every((file) => existsSync(file))) return undefined;
  const paths = await session.row<{ n: number }>("select count(*) as n from leg_paths");
  if (!paths?.n) return undefined;
  for (const file of files) {
    const name = file.slice(truth.length + 1, -4);
    await session.run(
      `create or replace temp table truth_${name} as from read_csv(${quotedText(file)}, header = true)`,
    );
  }
  const sql = (name: string) => readFileSync(new URL(`${name}.sql`, import.meta.url), "utf8");
  await session.run(sql("scored_paths"));
  const scores = await session.row<Omit<PathScores, "by_exporters">>(sql("paths"));
  return (
    scores && {
      ...scores,
      by_exporters: await session.rows<ExporterScores>(sql("paths_by_exporters")),
    }
  );
}
