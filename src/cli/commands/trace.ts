import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { requestsCsv, requestsPage } from "../../../reports/request-page.ts";
import { requestValue } from "../../analysis/tracing/request-value.ts";
import { responseDue } from "../../analysis/tracing/response-clock.ts";
import {
  keepRequests,
  readNumber,
  readOpenRequests,
  readRequestCandidates,
  readTrace,
  type KeptRequest,
  type Trace,
  type TracedCall,
  type TraceTarget,
} from "../../data/tracing/trace.ts";
import type { Workspace } from "../../data/workspace.ts";
import { formatCount } from "../../facts/format.ts";
import { analysisIsCurrent } from "../analyze.ts";
import { CommandError, type ExitCode } from "../command-error.ts";
import type { CommandContext } from "../observatory.ts";
import { withWorkspace } from "../with-workspace.ts";

const defaultZone = "America/New_York";

interface TraceOptions {
  numbers: readonly string[];
  campaign?: string;
  call?: string;
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
        `${workspace.folder}: the analysis is behind the loads: run observatory analyze`,
      );
    }
    const found: { title: string; trace: Trace; requests: KeptRequest[] }[] = [];
    for (const { title, target } of await targetsOf(workspace, options)) {
      const trace = await readTrace(workspace.session, target);
      found.push({ title, trace, requests: await makeRequests(workspace, context.runDate) });
    }
    const files = await writeRequests(workspace);
    return { found, files };
  });
  if (context.json) output.print(JSON.stringify(results, null, 2));
  else {
    for (const { title, trace, requests } of results.found) {
      output.print(traceNote(title, trace, requests));
    }
    if (results.files.length > 0) output.print(`open requests: ${results.files.join(", ")}`);
  }
  return results.found.every(({ trace }) => trace.calls === 0) ? 1 : 0;
}

async function targetsOf(
  { session }: Workspace,
  { numbers, campaign, call }: TraceOptions,
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
  if (targets.length === 0) {
    throw new CommandError("name a number, or --campaign ID, or --call PROVIDER:CALL", 2);
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
    requestsPage(open, workspace.settings.publisher),
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

/** The trace as an investigator would note it. */
function traceNote(title: string, trace: Trace, requests: readonly KeptRequest[]): string {
  if (trace.calls === 0) return `${title}: no record of such a call is loaded`;
  const lines = [`${title}: ${formatCount(trace.calls)} calls, each counted once`, ""];
  for (const end of trace.ends.slice(0, 10)) {
    lines.push(
      `  ${formatCount(end.calls)} end at ${named(end)}: ${reasons[end.stop_reason] ?? end.stop_reason}`,
      `      ${end.first_at} to ${end.last_at} UTC`,
    );
  }
  if (trace.ends.length > 10) lines.push(`  and ${trace.ends.length - 10} other ends`);
  for (const call of trace.examples) lines.push("", ...callNote(call));
  if (requests.length > 0) {
    lines.push("", "Ask next, by what an answer would tell:");
    for (const r of requests.slice(0, 10)) {
      lines.push(
        `  ${r.request_id}  ${named(r)}: ${r.asked_for}; stands for ${formatCount(r.calls)} calls, ` +
          `${formatCount(r.calls_recent)} under ten days old; due ${r.due_at?.slice(0, 16)} UTC`,
      );
    }
  }
  return lines.join("\n");
}

function callNote(call: TracedCall): string[] {
  const lines = [
    `Call of ${call.started_at} UTC from ${call.calling_number ?? "a withheld number"} to ` +
      `${call.called_npa_nxx ?? "an unknown exchange"}${call.called_state ? ` (${call.called_state})` : ""}, ` +
      `${call.disposition ?? "outcome unknown"}${call.duration_s ? `, ${call.duration_s} s` : ""}`,
  ];
  for (const [i, hop] of call.hops.entries()) {
    const evidence = {
      record: i === 0 ? `its record ${call.call_id}` : "its own record",
      named: "named by the record below; no record of its own",
      bridged: "exports nothing; the records on both sides join",
      bridged_with_gap: "exports nothing; others may stand between it and the hop below",
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
