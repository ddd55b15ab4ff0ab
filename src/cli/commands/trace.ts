import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { traceNote, type TracedTarget } from "../../../reports/requests/note.ts";
import {
  answersCsv,
  examplesCsv,
  requestsCsv,
  requestsPage,
} from "../../../reports/requests/page.ts";
import { requestValue } from "../../analysis/tracing/request-value.ts";
import {
  hasSimulatedCalls,
  readAnswers,
  readManualPaths,
  readNumber,
  readRequestCandidates,
  readTrace,
  type RequestCandidate,
  type TraceTarget,
} from "../../data/reads/traces.ts";
import { readRequests } from "../../data/reads/requests.ts";
import type { Session } from "../../data/session.ts";
import { CommandError, type ExitCode } from "../../errors.ts";
import { draftRequests, type RequestDraft } from "../../records/traceback-requests.ts";
import { privateFolder } from "../../workspace/durable.ts";
import type { CommandContext } from "../context.ts";
import { withPublished, withRecords } from "../with-workspace.ts";

export interface TraceOptions {
  numbers: readonly string[];
  campaign?: string;
  call?: string;
  state?: string;
  suspicious?: boolean;
  /** Draft requests to those who can say more, and write them to files. */
  request?: boolean;
}

type Candidate = RequestDraft & { name: string | null };

/** Shows where calls came from and why the path stops; with `request`, drafts requests to those who can say more. */
export async function traceCommand(
  context: CommandContext,
  options: TraceOptions,
): Promise<ExitCode> {
  const { output } = context;
  const found = await withPublished(context, async (_, { session }) => {
    const traced: (TracedTarget & { requests: Candidate[] })[] = [];
    for (const { title, target } of await targetsOf(session, options)) {
      const trace = await readTrace(session, target);
      traced.push({
        title,
        trace,
        manual: await readManualPaths(session),
        answers: await readAnswers(session),
        requests: await candidates(session, context.runDate),
      });
    }
    return traced;
  });
  const files = options.request
    ? await draft(
        context,
        found.flatMap((target) => target.requests),
      )
    : [];
  if (context.json) output.print(JSON.stringify({ found, files }, null, 2));
  else {
    for (const target of found) output.print(traceNote(target));
    if (files.length > 0)
      output.print(
        `\nopen requests: ${files.join(", ")}\ndocket request ID --sent ADDRESS starts the clock of one`,
      );
    else if (found.some((target) => target.requests.length > 0))
      output.print("\nnothing is written: --request drafts these requests");
  }
  return found.every(({ trace }) => trace.calls === 0) ? 1 : 0;
}

async function targetsOf(
  session: Session,
  { numbers, campaign, call, state, suspicious }: TraceOptions,
): Promise<{ title: string; target: TraceTarget }[]> {
  const targets: { title: string; target: TraceTarget }[] = [];
  for (const text of numbers) {
    const number = await readNumber(session, text);
    if (number === null) throw new CommandError(`${text}: not a telephone number`, 2);
    targets.push({ title: `Calls that show ${number}`, target: { kind: "number", number } });
  }
  if (campaign !== undefined) {
    const title = `Calls of campaign ${campaign}${state === undefined ? "" : ` to ${state}`}`;
    const of = state === undefined ? {} : { state };
    targets.push({ title, target: { kind: "campaign", campaignId: campaign, ...of } });
  }
  if (call !== undefined) {
    const [providerId, ...rest] = call.split(":");
    if (!providerId || rest.length === 0) {
      throw new CommandError(`${call}: name a call as PROVIDER:CALL`, 2);
    }
    const target: TraceTarget = { kind: "call", providerId, callId: rest.join(":") };
    targets.push({ title: `Call ${target.callId} of ${providerId}`, target });
  }
  if (state !== undefined && campaign === undefined) {
    targets.push({
      title: `Suspicious calls to ${state}`,
      target: { kind: "suspicious", state },
    });
  }
  if (suspicious) {
    targets.push({
      title:
        "Calls with an impossible caller ID, one on a do-not-originate list, or one reported in a campaign",
      target: { kind: "suspicious" },
    });
  }
  if (targets.length === 0) {
    throw new CommandError(
      "name a number, or --campaign ID, --call PROVIDER:CALL, --state XX or --suspicious",
      2,
    );
  }
  return targets;
}

/** What could be asked about the calls of the last target, the most telling request first. */
async function candidates(session: Session, now: Date): Promise<Candidate[]> {
  const made_at = now.toISOString().replace("Z", "");
  const found = await readRequestCandidates(session, made_at);
  return found
    .map(({ name, time_zone: _, states, ...candidate }) => {
      const [example] = candidate.examples;
      return {
        ...candidate,
        name,
        request_id: requestId(candidate),
        example_provider_id: example!.provider_id,
        example_call_id: example!.call_id,
        example_at: example!.at,
        calling_number: example!.calling_number,
        called_npa_nxx: example!.called_npa_nxx,
        value: requestValue({ ...candidate, states }),
        made_at,
      };
    })
    .sort((a, b) => b.value - a.value || (a.request_id < b.request_id ? -1 : 1));
}

function requestId({
  provider_id,
  parent_id,
  examples: [example],
}: Pick<RequestCandidate, "provider_id" | "parent_id" | "examples">): string {
  const about = `${provider_id}\n${example!.provider_id}\n${example!.call_id}${parent_id === null ? "" : `\n${parent_id}`}`;
  return `TR-${createHash("sha256").update(about).digest("hex").slice(0, 12)}`;
}

/** Records the requests that are new, and writes all that are open as pages to send and tables to answer in. */
async function draft(context: CommandContext, requests: readonly Candidate[]): Promise<string[]> {
  const drafts = requests.map(({ name: _, ...request }) => request);
  await withRecords(context, (records) =>
    draftRequests(records, context.runDate.toISOString(), drafts),
  );
  return withPublished(context, async (workspace, { session }) => {
    const open = (await readRequests(session)).filter(
      ({ status }) => status !== "answered" && status !== "refused",
    );
    if (open.length === 0) return [];
    const folder = privateFolder(workspace.path("traceback-requests"));
    const page = requestsPage(open, workspace.settings.requester, await hasSimulatedCalls(session));
    const files = [
      [`${folder}/requests.csv`, requestsCsv(open)],
      [`${folder}/examples.csv`, examplesCsv(open)],
      [`${folder}/answers.csv`, answersCsv(open)],
      [`${folder}/requests.html`, page],
    ] as const;
    for (const [file, text] of files) writeFileSync(file, text, { mode: 0o600 });
    return files.map(([file]) => file);
  });
}
