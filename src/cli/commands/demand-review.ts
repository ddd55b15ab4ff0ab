import { readFileSync } from "node:fs";
import { conflictsOf } from "../../demands/conflicts.ts";
import { conflictLines, demandNote } from "../../demands/note.ts";
import { countDemand } from "../../demands/count.ts";
import { calledSecretOf } from "../../workspace/keys.ts";
import type { Desk } from "../../demands/desk.ts";
import { parseDecision } from "../../demands/decision.ts";
import { act, approve, type DeskAction } from "../../demands/review.ts";
import { shownOf } from "../../demands/shown.ts";
import { CommandError, type ExitCode } from "../../errors.ts";
import type { ScopeDecision } from "../../records/demand-types.ts";
import type { CommandContext } from "../context.ts";
import { withDesk, withPublished } from "../with-workspace.ts";

export interface ReviewOptions {
  by?: string;
  approve?: boolean;
  tier: ScopeDecision["tier"];
  narrow?: string;
  consent?: string;
  callBack?: string;
  object?: string;
  hold?: string;
  resume?: string;
  emergency?: string;
  withdraw?: string;
  message?: string;
  certify?: string;
  close?: string;
}

/** Shows a demand and what it would yield; with an option, decides on it first. */
export function reviewCommand(
  context: CommandContext,
  number: string,
  options: ReviewOptions,
): Promise<ExitCode> {
  return withDesk<ExitCode>(context, async (desk) => {
    const action = actionOf(options);
    if (action !== undefined) {
      const by = options.by?.trim();
      if (!by) throw new CommandError("--by says who decides", 2);
      if (action === "approve") approve(desk, number, by, context.runDate, options.tier);
      else
        act(
          desk,
          number,
          { ...action, by, ...(action.evidence && { evidence: { ...action.evidence, by } }) },
          context.runDate,
        );
    }
    await countWhereMissing(context, desk, number);
    show(context, desk, number);
    return 0;
  });
}

function actionOf(o: ReviewOptions): "approve" | Omit<DeskAction, "by"> | undefined {
  const found: ("approve" | Omit<DeskAction, "by">)[] = [];
  const texts: [string, string | undefined][] = [
    ["demand_consented", o.consent],
    ["demand_objected", o.object],
    ["demand_held", o.hold],
    ["demand_resumed", o.resume],
    ["demand_hurried", o.emergency],
    ["demand_withdrawn", o.withdraw],
    ["demand_message", o.message],
    ["demand_certified", o.certify],
    ["demand_closed", o.close],
  ];
  for (const [kind, text] of texts) if (text !== undefined) found.push({ kind, text });
  if (o.approve) found.push("approve");
  if (o.narrow !== undefined)
    found.push({
      kind: "demand_narrowing_proposed",
      decision: parseDecision(readFileSync(o.narrow, "utf8"), o.narrow),
    });
  if (o.callBack !== undefined) {
    if (!o.callBack.trim())
      throw new CommandError(
        "--call-back names the number, who answered and where it is published",
        2,
      );
    found.push({
      kind: "demand_requester_checked",
      evidence: { kind: "call_back", detail: o.callBack.trim(), by: "" },
    });
  }
  if (found.length > 1) throw new CommandError("decide one thing at a time", 2);
  return found[0];
}

/** Counts what the scope at hand would yield, where that was not counted since it was last changed. */
async function countWhereMissing(
  context: CommandContext,
  desk: Desk,
  number: string,
): Promise<void> {
  const entry = desk.records.demands.get(number);
  if (!entry.demand || !["validated", "scoped", "held", "objected"].includes(entry.state)) return;
  try {
    await withPublished(context, async (workspace, published) => {
      const changed =
        entry.events.findLast(
          ({ kind }) => kind === "demand_narrowing_proposed" || kind === "demand_amended",
        )?.seq ?? 0;
      const counted = entry.events.findLast(({ kind }) => kind === "demand_counted")?.seq ?? 0;
      if (entry.counts?.run === published.manifest.run && counted > changed) return;
      await countDemand(desk, number, published, calledSecretOf(workspace.folder), context.runDate);
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    context.output.warn(`not counted: ${error.message}`);
  }
}

function show(context: CommandContext, desk: Desk, number: string): void {
  const entry = desk.records.demands.get(number);
  const now = context.runDate;
  const shown = shownOf(desk, entry, now);
  const conflicts = conflictsOf(entry, desk.records.demands.all());
  if (context.json)
    context.output.print(JSON.stringify({ ...entry, ...shown, ...conflicts }, null, 2));
  else
    context.output.print(
      [demandNote(entry, shown), ...conflictLines(conflicts).map((line) => `  ${line}`)].join("\n"),
    );
}
