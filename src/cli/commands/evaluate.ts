import { existsSync } from "node:fs";
import { join } from "node:path";
import { evaluateRows, type RowAccounting } from "../../evaluation/rows.ts";
import { evaluateCampaigns, type CampaignScores } from "../../evaluation/campaigns.ts";
import { evaluateStanding, type ClassScores } from "../../evaluation/standing.ts";
import { evaluatePaths, type PathScores } from "../../evaluation/paths.ts";
import { evaluateWarnings, type WarningScores } from "../../evaluation/warnings.ts";
import type { ClusterScores } from "../../evaluation/cluster-scores.ts";
import { formatCount } from "../../facts/wording/format.ts";
import { CommandError, type ExitCode } from "../../errors.ts";
import type { CommandContext } from "../context.ts";
import { withPublished } from "../with-workspace.ts";

export interface Evaluation {
  /** Absent where the truth has no list of files. */
  rows?: RowAccounting;
  paths?: PathScores;
  campaigns?: CampaignScores;
  warnings?: WarningScores;
  standing?: ClassScores[];
}

/** Scores a workspace against the truth of the simulated world that was loaded into it. */
export async function evaluateCommand(context: CommandContext, folder: string): Promise<ExitCode> {
  const truth = existsSync(join(folder, "truth")) ? join(folder, "truth") : folder;
  if (!["files.csv", "providers.csv"].some((name) => existsSync(join(truth, name)))) {
    throw new CommandError(`${folder}: no truth here: name the folder that simulate wrote`);
  }
  const evaluation = await withPublished(context, async (_, { session }): Promise<Evaluation> => {
    try {
      const rows = existsSync(join(truth, "files.csv"))
        ? await evaluateRows(session, truth)
        : undefined;
      const paths = await evaluatePaths(session, truth);
      const campaigns = await evaluateCampaigns(session, truth);
      const warnings = campaigns && (await evaluateWarnings(session));
      return { rows, paths, campaigns, warnings, standing: await evaluateStanding(session, truth) };
    } catch (error) {
      // The engine's words about a column that the folder's files do not have.
      if (!/^(?:Binder|IO|Conversion|Invalid Input) Error/.test((error as Error).message))
        throw error;
      throw new CommandError(`${truth}: not the truth of a world that simulate wrote`, 1, {
        cause: error,
      });
    }
  });
  if (context.json) context.output.print(JSON.stringify(evaluation, null, 2));
  else {
    if (evaluation.rows) printRows(context, evaluation.rows);
    if (evaluation.paths) printPaths(context, evaluation.paths);
    else context.output.print("paths: none yet: run docket analyze");
    if (evaluation.campaigns) printCampaigns(context, evaluation.campaigns);
    if (evaluation.warnings) printWarnings(context, evaluation.warnings);
    for (const scores of evaluation.standing ?? []) printStanding(context, scores);
  }
  return evaluation.rows && evaluation.rows.wrong.length > 0 ? 3 : 0;
}

function printRows(
  { output }: CommandContext,
  { files, absent, wrong, rows }: RowAccounting,
): void {
  output.print(
    `rows: ${formatCount(files - absent.length)} of ${formatCount(files)} files loaded, ` +
      `${formatCount(rows)} rows read`,
  );
  if (absent.length > 0) output.print(`  not loaded: ${absent.join(", ")}`);
  for (const file of wrong) {
    output.print(
      `  ${file.file_name}: ${file.loaded} loaded + ${file.duplicate} duplicate + ${file.rejected} rejected; ` +
        `true are ${file.true_loaded} + ${file.true_duplicate} + ${file.true_rejected}`,
    );
  }
  if (wrong.length === 0)
    output.print("  every row is loaded, duplicate or rejected as it truly is");
}

function printPaths({ output }: CommandContext, s: PathScores): void {
  const share = (part: number, whole: number) =>
    whole === 0
      ? "none"
      : `${((100 * part) / whole).toFixed(3)} % (${formatCount(part)} of ${formatCount(whole)})`;
  output.print(
    `paths of ${formatCount(s.legs)} records; ${(100 * s.exporting).toFixed(0)} % of providers export`,
  );
  output.print(`  handoffs found: ${share(s.handoffs_found, s.handoffs)}`);
  output.print(`  handoffs wrong: ${share(s.handoffs_wrong, s.handoffs_claimed)}`);
  output.print(`  whole path right: ${share(s.whole_right, s.legs)}`);
  output.print(`  hops wrong: ${share(s.hops_wrong, s.hops_claimed)}`);
  output.print(
    `  illegal calls, originator named: ${share(s.originator_named, s.illegal_domestic)}, possible ${share(s.originator_possible, s.illegal_domestic)}`,
  );
  output.print(
    `  illegal calls from abroad, point of entry named: ${share(s.gateway_named, s.illegal_foreign)}, possible ${share(s.gateway_possible, s.illegal_foreign)}`,
  );
  output.print("  by how many providers of a call's route export, from its last record:");
  for (const e of s.by_exporters) {
    output.print(
      `    ${e.exporters_on_route}: ${formatCount(e.calls)} calls, whole path right ${share(e.whole_right, e.calls)}, ` +
        `origin or point of entry named ${share(e.first_named, e.calls)}, hops wrong ${share(e.hops_wrong, e.hops_claimed)}`,
    );
  }
}

function printCampaigns({ output }: CommandContext, s: CampaignScores): void {
  const of = (c: ClusterScores) =>
    `B-cubed F ${c.f.toFixed(3)} (precision ${c.precision.toFixed(3)}, recall ${c.recall.toFixed(3)})`;
  output.print(
    `campaigns of calls: ${s.clusters} claimed, ${s.matched} match a real one; ${s.real_matched} of ${s.real} real ones are matched`,
  );
  output.print(
    `  calls of campaigns: ${of(s)}, macro F ${s.macro_f.toFixed(3)}, ${(100 * s.coverage).toFixed(1)} % assigned`,
  );
  output.print(`  cells labeled by the truth: ${of(s.ceiling)}`);
  output.print(
    `  displayed numbers of 100 calls as campaigns: ${of(s.by_caller)}; trunks: ${of(s.by_trunk)}; same text: ${of(s.by_text)}`,
  );
  output.print(
    `  lawful calls in campaigns: ${s.lawful_per_million.toFixed(0)} of a million; lawful senders accused: ${s.lawful_accused.length} of ${s.lawful_senders}`,
  );
  const sure = s.claims.filter((c) => c.probability >= 0.9);
  output.print(
    `  said at 0.9 or more: ${sure.length}, real: ${sure.filter((c) => c.is_real).length}`,
  );
  output.print(`  status right: ${s.status.right} of ${s.status.campaigns}`);
  const { campaigns, covered, median_width } = s.intervals;
  output.print(
    campaigns === 0
      ? "  intervals of all calls: none has an upper end"
      : `  intervals of all calls: ${covered} of ${campaigns} hold the truth, median width ${median_width!.toFixed(2)} of it`,
  );
}

function printWarnings({ output }: CommandContext, s: WarningScores): void {
  const hours = (h: number | null) =>
    h === null || h === Infinity ? "not reached" : `${h.toFixed(0)} hours`;
  output.print(
    `early warnings: ${s.warned} of ${s.campaigns} campaigns of 200 calls or more; median ${hours(s.median_hours)} ` +
      `(${s.median_calls === null ? "not reached" : `${formatCount(s.median_calls)} calls`}), ` +
      `from the first call of the world ${hours(s.median_hours_of_world)}, over all campaigns ${hours(s.median_hours_of_all)}`,
  );
  output.print(
    `  false alarms: ${s.false_alarms} of ${s.warnings} warnings, ${(s.false_alarms / Math.max(s.weeks, 1e-9)).toFixed(1)} a week`,
  );
}

function printStanding({ output }: CommandContext, s: ClassScores): void {
  const figure = (value: number | null) => (value === null ? "none" : value.toFixed(3));
  const oracle = s.oracle_auc === null ? "" : ` (oracle ${figure(s.oracle_auc)})`;
  output.print(
    `class ${s.class}: ${s.members} of ${s.providers} US providers; AUC ${figure(s.auc)}${oracle}, precision at k ${figure(s.precision_at_k)}; ` +
      `${s.listed} listed, ${s.listed_wrongly.length} wrongly` +
      (s.intervals > 0 ? `; intervals hold the truth for ${s.covered} of ${s.intervals}` : ""),
  );
}
