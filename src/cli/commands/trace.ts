import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { requestsCsv, requestsPage } from "../../../reports/request-page.ts";
import { requestValue } from "../../analysis/tracing/request-value.ts";
import { defaultZone, responseDue } from "../../analysis/tracing/response-clock.ts";
import {
  hasSimulatedCalls,
  keepRequests,
  readAnswers,
  readManualPaths,
  readNumber,
  readOpenRequests,
  readRequestCandidates,
  readTrace,
  type AnsweredRequest,
  type KeptRequest,
  type ManualPath,
  type Trace,
  type TracedCall,
  type TraceTarget,
} from "../../data/reads/traces.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { formatCount } from "../../facts/wording/format.ts";
import { analysisIsCurrent } from "../analyze.ts";
import { CommandError, type ExitCode } from "../../errors.ts";
import type { CommandContext } from "../docket.ts";
import { withWorkspace } from "../with-workspace.ts";

export interface TraceOptions {
  numbers: readonly string[];
  campaign?: string;
  call?: string;
  suspicious?: boolean;
}

/** All that is said of one target. */
interface Traced {
  title: string;
  trace: Trace;
  manual: ManualPath[];
  answers: AnsweredRequest[];
  requests: KeptRequest[];
}

/** Shows where calls came from and why the path stops, and writes requests to those who can say more. */
export async function traceCommand(
  context: CommandContext,
  options: TraceOptions,
): Promise<ExitCode> {
  const { output } = context;
  const results = await withWorkspace(context, "write", async (workspace) => {
    if (!(await analysisIsCurrent(workspace.session))) {
      throw new CommandError(
        `${workspace.folder}: the analysis is behind the loads: run docket analyze`,
      );
    }
    const found: Traced[] = [];
    for (const { title, target } of await targetsOf(workspace, options)) {
      const trace = await readTrace(workspace.session, target);
      found.push({
        title,
        trace,
        manual: await readManualPaths(workspace.session),
        answers: await readAnswers(workspace.session),
        requests: await makeRequests(workspace, context.runDate),
      });
    }
    const files = await writeRequests(workspace);
    return { found, files };
  });
  if (context.json) output.print(JSON.stringify(results, null, 2));
  else {
    for (const traced of results.found) output.print(traceNote(traced));
    if (results.files.length > 0) output.print(`open requests: ${results.files.join(", ")}`);
  }
  return results.found.every(({ trace }) => trace.calls === 0) ? 1 : 0;
}

async function targetsOf(
  { session }: Workspace,
  { numbers, campaign, call, suspicious }: TraceOptions,
): Promise<{ title: string; target: TraceTarget }[]> {
  const targets: { title: string; target: TraceTarget }[] = [];
  for (const text of numbers) {
    const number = await readNumber(session, text);
    if (number === null) throw new CommandError(`${text}: not a telephone number`, 2);
    targets.push({ title: `Calls that show ${number}`, target: { kind: "number", number } });
  }
  if (campaign !== undefined) {
    const title = `Calls of campaign ${campaign}`;
    targets.push({ title, target: { kind: "campaign", campaignId: campaign } });
  }
  if (call !== undefined) {
    const [providerId, ...rest] = call.split(":");
    if (!providerId || rest.length === 0) {
      throw new CommandError(`${call}: name a call as PROVIDER:CALL`, 2);
    }
    const target: TraceTarget = { kind: "call", providerId, callId: rest.join(":") };
    targets.push({ title: `Call ${target.callId} of ${providerId}`, target });
  }
  if (suspicious) {
    targets.push({
      title:
        "Calls whose number cannot be genuine, must not originate, or stands in reports of a campaign",
      target: { kind: "suspicious" },
    });
  }
  if (targets.length === 0) {
    throw new CommandError(
      "name a number, or --campaign ID, --call PROVIDER:CALL or --suspicious",
      2,
    );
  }
  return targets;
}

async function makeRequests({ session }: Workspace, now: Date): Promise<KeptRequest[]> {
  const madeAt = now.toISOString().replace("Z", "");
  const candidates = await readRequestCandidates(session, madeAt);
  const requests = candidates
    .map((c) => ({
      ...c,
      request_id: `TR-${createHash("sha256").update(`${c.provider_id}\n${c.example_provider_id}\n${c.example_call_id}`).digest("hex").slice(0, 12)}`,
      value: requestValue(c),
      due_at: responseDue(now, c.time_zone ?? defaultZone)
        .due.toISOString()
        .replace("Z", ""),
    }))
    .sort((a, b) => b.value - a.value || (a.request_id < b.request_id ? -1 : 1));
  await keepRequests(session, requests, madeAt);
  return requests;
}

async function writeRequests(workspace: Workspace): Promise<string[]> {
  const open = await readOpenRequests(workspace.session);
  if (open.length === 0) return [];
  const folder = workspace.path("traceback-requests");
  mkdirSync(folder, { recursive: true });
  writeFileSync(workspace.path("traceback-requests", "requests.csv"), requestsCsv(open));
  writeFileSync(
    workspace.path("traceback-requests", "requests.html"),
    requestsPage(open, workspace.settings.publisher, await hasSimulatedCalls(workspace.session)),
  );
  return ["requests.csv", "requests.html"].map((name) => `${folder}/${name}`);
}

const reasons: Record<string, string> = {
  originator: "the originating provider's own record: a customer of its own placed the call",
  foreign_upstream: "it entered the US here: the next provider upstream is foreign",
  no_export: "the next provider exports no records",
  no_such_call: "the next provider exports records, but none of this call",
  hand_over_not_named: "the last record does not say who handed the call over",
  ambiguous: "two records fit about as well: neither is taken",
  loop: "the records lead in a circle",
};

const answerReasons: Record<string, string> = {
  originator: "the last one names a customer of its own",
  foreign_upstream: "it came from abroad",
  no_export: "the last one has not answered, or was not asked",
  no_such_call: "the last one says that it has no record, or no whole one",
  hand_over_not_named: "the last one names nobody",
  loop: "the answers lead in a circle",
};

/** The trace as an investigator would note it. */
function traceNote({ title, trace, manual, answers, requests }: Traced): string {
  if (trace.calls === 0) return `${title}: no record of such a call is loaded`;
  const lines = [`${title}: ${callCount(trace.calls)}, each counted once`, ""];
  for (const end of trace.ends.slice(0, 10)) {
    lines.push(
      `  ${callCount(end.calls)} ${end.calls === 1 ? "ends" : "end"} at ${named(end)}: ${reasons[end.stop_reason] ?? end.stop_reason}`,
      `      ${end.first_at} to ${end.last_at} UTC`,
    );
  }
  if (trace.ends.length > 10) lines.push(`  and ${trace.ends.length - 10} other ends`);
  for (const call of trace.examples) lines.push("", ...callNote(call));
  for (const { traceback_id, path, stop_reason, findings } of manual) {
    lines.push(
      "",
      `Manual traceback ${traceback_id}: ${path.join(" < ")}; ${answerReasons[stop_reason] ?? stop_reason}`,
      ...findings.map((finding) => `  ${finding}`),
    );
  }
  if (answers.length > 0) lines.push("", "Answered:");
  for (const a of answers) {
    const named = a.upstream_provider_id ?? a.customer_name;
    lines.push(
      `  ${a.request_id}  ${a.provider_id}: ${a.response.replaceAll("_", " ")}${named ? `, ${named}` : ""}` +
        `${a.responded_at ? ` (${a.responded_at.slice(0, 16)} UTC)` : ""}`,
    );
  }
  if (requests.length > 0) {
    lines.push("", "Ask next, by what an answer would tell:");
    for (const r of requests.slice(0, 10)) {
      lines.push(
        `  ${r.request_id}  ${named(r)}: ${r.asked_for}; stands for ${callCount(r.calls)}, ` +
          `${formatCount(r.calls_recent)} under ten days old${r.campaigns > 0 ? `, of ${formatCount(r.campaigns)} campaigns` : ""}; due ${r.due_at?.slice(0, 16)} UTC`,
      );
    }
  }
  return lines.join("\n");
}

/** Clocks within half a second of the middle one are not worth a word. */
function aheadNote(seconds: number | null): string {
  if (seconds === null || Math.abs(seconds) < 0.5) return "";
  return `, ${Math.abs(seconds).toFixed(1)} s ${seconds > 0 ? "ahead" : "behind"}`;
}

const callCount = (calls: number): string =>
  `${formatCount(calls)} ${calls === 1 ? "call" : "calls"}`;

function callNote(call: TracedCall): string[] {
  const lines = [
    `Call of ${call.started_at} UTC from ${call.calling_number ?? "no number"} to ` +
      `${call.called_npa_nxx ?? "an unknown exchange"}${call.called_state ? ` (${call.called_state})` : ""}, ` +
      `${call.disposition ?? "outcome unknown"}${call.duration_s ? `, ${call.duration_s} s` : ""}`,
  ];
  for (const [i, hop] of call.hops.entries()) {
    const [record, ...more] = hop.records;
    const evidence = {
      record: record
        ? `its record ${i === 0 ? call.call_id : record.call_id}` +
          (more.length > 0
            ? `, one of ${more.length + 1} of this call`
            : ` of ${record.started_at} by its clock${aheadNote(hop.clock_ahead_s)}`)
        : "its own record",
      named: "named by the record below; no record of its own",
      bridged: "no record of its own; the records on both sides of it join",
      bridged_with_gap: "no record of its own; others may stand between it and the hop below",
    }[hop.evidence];
    lines.push(`  ${i}  ${named(hop)}, ${hop.role}: ${evidence}`);
  }
  const customer = call.customer_id ? `, customer ${call.customer_id}` : "";
  lines.push(
    `  stops: ${reasons[call.stop_reason] ?? call.stop_reason}${customer}; confidence ${call.confidence.toFixed(2)}`,
  );
  if (call.signer_id) {
    lines.push(
      `  signed by ${call.signer_id}${call.attestation ? `, attestation ${call.attestation}` : ""}: a witness of where it was signed, no proof of origin`,
    );
  }
  return lines;
}

const named = ({ provider_id, name }: { provider_id: string; name: string | null }): string =>
  name ? `${name} (${provider_id})` : provider_id;
