import { unsealedCsv } from "../../../reports/requests/unsealed.ts";
import { relateScope } from "../../data/reads/demand-scope.ts";
import { recordsInScope, recordsOfRequest, type NeededRecord } from "../../data/reads/sealed.ts";
import { windowOf } from "../../demands/demand.ts";
import { requesterState } from "../../demands/requester.ts";
import { CommandError, type ExitCode } from "../../errors.ts";
import { replaceFile } from "../../workspace/durable.ts";
import { readIdentities } from "../../workspace/seal.ts";
import { unsealed } from "../../workspace/sealed-numbers.ts";
import type { CommandContext } from "../context.ts";
import { withDesk, withPublished } from "../with-workspace.ts";

export interface UnsealOptions {
  request?: string;
  demand?: string;
  key: string;
  out: string;
  by: string;
  reason: string;
}

/** Opens the called numbers that a request or an approved scope needs, with a key that is not in the workspace. */
export function unsealCommand(context: CommandContext, o: UnsealOptions): Promise<ExitCode> {
  if ((o.request === undefined) === (o.demand === undefined))
    throw new CommandError("--request ID or --demand NUMBER says which numbers are needed", 2);
  if (!o.by.trim() || !o.reason.trim())
    throw new CommandError("--by and --reason are part of the record", 2);
  const identities = readIdentities(o.key);
  return withDesk<ExitCode>(context, async (desk) => {
    const needed = await withPublished(context, async (_, { session }): Promise<NeededRecord[]> => {
      if (o.request !== undefined) return recordsOfRequest(session, o.request);
      const entry = desk.records.demands.get(o.demand!);
      if (!entry.scope || entry.state === "withdrawn")
        throw new CommandError(`${entry.number}: no scope is approved`);
      if (!requesterState(entry, desk.records, context.runDate).is_verified)
        throw new CommandError(`${entry.number}: the requester is not verified`);
      await relateScope(session, { window: windowOf(entry.scope), scope: entry.scope.scope }, [
        "calls",
      ]);
      return recordsInScope(session);
    });
    if (needed.length === 0)
      throw new CommandError(
        `${o.request ?? o.demand}: needs no called number, or is not on record`,
      );
    let numbers: Map<string, string>;
    try {
      numbers = await unsealed(desk.folder, needed, identities);
    } catch (error) {
      throw new CommandError(
        `${o.key}: does not open what is sealed here: ${(error as Error).message}`,
      );
    }
    const rows = needed.map((record) => ({
      ...record,
      called_number: numbers.get(record.called_key) ?? null,
    }));
    const opened = rows.filter(({ called_number }) => called_number !== null).length;
    // On record before anybody can read it.
    desk.decide(context.runDate, () => [
      {
        kind: "called_numbers_unsealed",
        body: {
          request_id: o.request ?? null,
          number: o.demand ?? null,
          by: o.by,
          reason: o.reason,
          records: needed.length,
          opened,
        },
      },
    ]);
    replaceFile(o.out, unsealedCsv(rows));
    const missing = needed.length - opened;
    context.output.print(
      `${o.out}: ${opened} called numbers of ${needed.length} records${missing > 0 ? `; the loads of ${missing} were not sealed` : ""}`,
    );
    return missing > 0 ? 3 : 0;
  });
}
