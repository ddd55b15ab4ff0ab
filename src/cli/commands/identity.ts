import { writeFileSync } from "node:fs";
import { reviewList } from "../../../reports/review-list.ts";
import { knownCompanies, readReviewedLinks, type CompanyLink } from "../../data/reads/identity.ts";
import { CommandError, explainSystemError, type ExitCode } from "../../errors.ts";
import { identityCaution, sharedWords } from "../../facts/wording/identity.ts";
import {
  identityDecisions,
  identityHistory,
  pairOf,
  recordIdentity,
  type IdentityDecision,
} from "../../records/identity-decisions.ts";
import { readRecords } from "../../records/records.ts";
import type { CommandContext } from "../context.ts";
import { withPublished, withRecords } from "../with-workspace.ts";

export interface IdentityOptions {
  decide?: IdentityDecision["decision"];
  by?: string;
  reason?: string;
  out?: string;
}

const shown = 20;

/** Lists which records may be of one company, or puts on record what a person decided of two of them. */
export async function identityCommand(
  context: CommandContext,
  ids: readonly string[],
  options: IdentityOptions,
): Promise<ExitCode> {
  return options.decide === undefined
    ? list(context, ids, options.out)
    : decide(context, ids, options);
}

async function decide(
  context: CommandContext,
  ids: readonly string[],
  { decide: decision, by, reason }: IdentityOptions,
): Promise<ExitCode> {
  const [one, other] = ids;
  if (ids.length !== 2 || !decision || one === other)
    throw new CommandError("name the two records: docket identity ONE OTHER --decide same", 2);
  if (!by?.trim() || !reason?.trim())
    throw new CommandError("a decision is a person’s: --by NAME and --reason WHY", 2);
  const pair = pairOf(one!, other!);
  await withPublished(context, async (_, { session }) => {
    const known = await knownCompanies(session, ids);
    const missing = ids.find((id) => !known.has(id));
    if (missing !== undefined)
      throw new CommandError(`${missing}: no filing or directory of the workspace has that id`);
  });
  await withRecords(context, (records) => {
    const held = identityDecisions(records.events()).find(
      (d) => d.left_id === pair.left_id && d.right_id === pair.right_id,
    );
    if (decision === "undone" && !held)
      throw new CommandError(`${one} and ${other}: nothing is decided, so nothing can be undone`);
    recordIdentity(records, context.runDate.toISOString(), {
      ...pair,
      decision,
      decided_by: by.trim(),
      reason: reason.trim(),
    });
  });
  if (context.json) context.output.print(JSON.stringify({ ...pair, decision }));
  else context.output.print(`${one} and ${other}: ${decision}, decided by ${by.trim()}`);
  return 0;
}

async function list(
  context: CommandContext,
  ids: readonly string[],
  out: string | undefined,
): Promise<ExitCode> {
  if (ids.length > 1) throw new CommandError("name one record, or two and --decide", 2);
  const { rows, history } = await withPublished(context, async (workspace, { session }) => ({
    rows: await readReviewedLinks(session, ids[0]),
    history: identityHistory(readRecords(workspace.folder)).filter(
      (d) => ids.length === 0 || d.left_id === ids[0] || d.right_id === ids[0],
    ),
  }));
  if (out !== undefined) {
    try {
      writeFileSync(out, reviewList(rows), { mode: 0o600 });
    } catch (error) {
      throw explainSystemError(error, out);
    }
  }
  const open = rows.filter((row) => row.decision === null);
  if (context.json) {
    context.output.print(JSON.stringify({ matches: rows, history }));
    return 0;
  }
  context.output.print(
    `${rows.length} matches, ${open.length} to be decided${out ? `: ${out}` : ""}\n${identityCaution}`,
  );
  for (const row of open.slice(0, shown)) context.output.print(`  ${line(row)}`);
  if (open.length > shown && !out)
    context.output.print(`  and ${open.length - shown} more: --out FILE.csv writes them all`);
  for (const row of rows.filter((r) => r.decision !== null))
    context.output.print(`  ${line(row)}; decided: ${row.decision}, by ${row.decided_by}`);
  return 0;
} // prettier-ignore

const line = (l: CompanyLink): string =>
  `${l.left_id} ${l.left_name ?? ""} · ${l.right_id} ${l.right_name ?? ""}: ${l.relation === "same" ? "one company" : "one control"}? share ${sharedWords(l)}`;
