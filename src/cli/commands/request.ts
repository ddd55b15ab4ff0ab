import { officeZones, responseDue } from "../../analysis/tracing/response-clock.ts";
import { readRequests, type RequestOnRecord } from "../../data/reads/requests.ts";
import { standingId } from "../../data/reads/provider-records.ts";
import type { Session } from "../../data/session.ts";
import { CommandError, type ExitCode } from "../../errors.ts";
import { answerKinds, recordStep, type RequestStep } from "../../records/traceback-requests.ts";
import { openRecords } from "../../records/records.ts";
import type { CommandContext } from "../context.ts";
import { withPublished } from "../with-workspace.ts";

export interface RequestOptions {
  sent?: string;
  acknowledged?: string;
  answered?: string;
  upstream?: string;
  customer?: string;
  refused?: string;
  by?: string;
}

/** Lists traceback requests with what became of them, or puts on record what happened to one. */
export async function requestCommand(
  context: CommandContext,
  request_id: string | undefined,
  o: RequestOptions,
): Promise<ExitCode> {
  const step = request_id === undefined ? undefined : stepOf(request_id, o);
  if (step) {
    const requests = await withPublished(context, async (_, { session }) => {
      if (step.kind === "answered" && step.upstream_provider_id !== null)
        await requireProvider(session, step.upstream_provider_id);
      return readRequests(session);
    });
    const asked = requests.find((r) => r.request_id === request_id);
    if (!asked) throw new CommandError(`${request_id}: no request has this id`);
    const due = responseDue(
      context.runDate,
      asked.time_zone === null ? officeZones : [asked.time_zone],
    );
    const whole =
      step.kind === "sent" ? { ...step, due_at: due.due.toISOString().replace("Z", "") } : step;
    const records = openRecords(context.workspace);
    try {
      recordStep(records, context.runDate.toISOString(), whole);
    } finally {
      records.close();
    }
  }
  const requests = await withPublished(context, (_, { session }) => readRequests(session));
  const shown = requests.filter((r) => request_id === undefined || r.request_id === request_id);
  if (request_id !== undefined && shown.length === 0)
    throw new CommandError(`${request_id}: no request has this id`);
  if (context.json) context.output.print(JSON.stringify(shown, null, 2));
  else if (shown.length === 0)
    context.output.print("no request is drafted: docket trace … --request drafts some");
  for (const request of context.json ? [] : shown)
    context.output.print(lineOf(request, context.runDate));
  return 0;
}

function stepOf(
  request_id: string,
  o: RequestOptions,
): (RequestStep & { due_at?: string }) | undefined {
  const given = [o.sent, o.acknowledged, o.answered, o.refused].filter(
    (value) => value !== undefined,
  );
  if (given.length === 0) return undefined;
  if (given.length > 1) throw new CommandError("put one thing on record at a time", 2);
  const by = o.by?.trim();
  if (!by) throw new CommandError("--by says who puts it on record", 2);
  if (given[0]!.trim() === "") throw new CommandError("say to whom, or what was said", 2);
  if (o.sent !== undefined) return { request_id, by, kind: "sent", to: o.sent, due_at: "" };
  if (o.acknowledged !== undefined)
    return { request_id, by, kind: "acknowledged", text: o.acknowledged };
  if (o.refused !== undefined) return { request_id, by, kind: "refused", text: o.refused };
  const response = answerKinds.find((kind) => kind === o.answered);
  if (!response) throw new CommandError(`--answered is one of ${answerKinds.join(", ")}`, 2);
  if (response === "upstream_identified" && !o.upstream)
    throw new CommandError("--upstream names the provider that the answer names", 2);
  if (response === "originator_identified" && !o.customer)
    throw new CommandError("--customer names the customer that the answer names", 2);
  return {
    request_id, by, kind: "answered", response, upstream_provider_id: o.upstream ?? null, customer_name: o.customer ?? null,
  }; // prettier-ignore
}

async function requireProvider(session: Session, id: string): Promise<void> {
  if ((await standingId(session, id)) === undefined)
    throw new CommandError(
      `${id}: no provider of that id is in the workspace: load a directory that has it`,
    );
}

function lineOf(r: RequestOnRecord, now: Date): string {
  const until = r.answered_at ? `${r.answered_at.replace(" ", "T")}Z` : now.toISOString();
  const late = r.due_at !== null && `${r.due_at.replace(" ", "T")}Z` < until;
  const named = r.upstream_provider_id ?? r.customer_name;
  return [
    `${r.request_id}  ${r.status}  ${r.name ?? r.provider_id} (${r.provider_id})`,
    r.sent_at && `sent ${r.sent_at.slice(0, 16)}`,
    r.due_at && `due ${r.due_at.slice(0, 16)} UTC${late && !r.answered_at ? " LATE" : ""}`,
    r.answered_at && `${r.status} ${r.answered_at.slice(0, 16)}${late ? " LATE" : ""}`,
    r.response && `${r.response.replaceAll("_", " ")}${named ? `, ${named}` : ""}`,
    r.parent_id && `after ${r.parent_id}`,
  ]
    .filter(Boolean)
    .join("; ");
}
