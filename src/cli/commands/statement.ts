import { readStatements, standingId, tierOf } from "../../data/reads/provider-records.ts";
import { CommandError, type ExitCode } from "../../errors.ts";
import { recordStatement, type ProviderStatement } from "../../records/provider-statements.ts";
import type { CommandContext } from "../context.ts";
import { withPublished, withRecords } from "../with-workspace.ts";

export interface StatementOptions {
  reply?: string;
  retract?: string;
  reinstate?: string;
  reason?: string;
  by?: string;
}

/** Puts on record what a provider replied, or that a listing of it is taken back or set in place again. */
export async function statementCommand(
  context: CommandContext,
  provider_id: string,
  options: StatementOptions,
): Promise<ExitCode> {
  const asked = statementOf(provider_id, options);
  const statement = await withPublished(context, async (_, { session }) => {
    const id = await standingId(session, provider_id);
    if (id === undefined)
      throw new CommandError(`${provider_id}: no provider of that id is in the workspace`);
    if (asked.class !== null) {
      const last = (await readStatements(session)).findLast(
        (s) => s.provider_id === id && s.class === asked.class,
      );
      const isBack = last?.kind === "retracted";
      if (asked.kind === "reinstated" && !isBack)
        throw new CommandError(`${id}: no listing in class ${asked.class} is taken back`);
      if (asked.kind === "retracted" && isBack)
        throw new CommandError(`${id}: the listing in class ${asked.class} is taken back already`);
      if (asked.kind === "retracted" && (await tierOf(session, id, asked.class)) !== "listed")
        throw new CommandError(`${id}: is not listed in class ${asked.class}`);
    }
    return { ...asked, provider_id: id };
  });
  await withRecords(context, (records) =>
    recordStatement(records, context.runDate.toISOString(), statement),
  );
  if (context.json) context.output.print(JSON.stringify(statement));
  else
    context.output.print(
      `${statement.provider_id}: ${statement.kind}, recorded by ${statement.stated_by}`,
    );
  return 0;
}

function statementOf(
  provider_id: string,
  { reply, retract, reinstate, reason, by }: StatementOptions,
): Omit<ProviderStatement, "stated_at"> {
  const given = [reply, retract, reinstate].filter((o) => o !== undefined);
  if (given.length !== 1)
    throw new CommandError("one of --reply TEXT, --retract CLASS, --reinstate CLASS", 2);
  if (!by?.trim()) throw new CommandError("--by says who puts it on record", 2);
  const stated_by = by.trim();
  if (reply !== undefined) {
    if (!reply.trim()) throw new CommandError("--reply is empty", 2);
    return { provider_id, kind: "reply", class: null, text: reply.trim(), stated_by };
  }
  if (!reason?.trim()) throw new CommandError("--reason says why", 2);
  const kind = retract !== undefined ? "retracted" : "reinstated";
  return { provider_id, kind, class: (retract ?? reinstate)!, text: reason.trim(), stated_by };
}
