import type {
  AnsweredRequest,
  ManualPath,
  Trace,
  TracedCall,
  TraceEnd,
} from "../../src/data/reads/traces.ts";
import { formatCount } from "../../src/facts/wording/format.ts";
import {
  answerStop,
  askedFor,
  pathSupport,
  stopReason,
  tracebackFinding,
} from "../../src/facts/wording/tracing.ts";

/** A request that could be made, as a note shows it. */
export interface NotedRequest {
  request_id: string;
  provider_id: string;
  name: string | null;
  asked_for: string;
  calls: number;
  calls_recent: number;
  campaigns: number;
  parent_id: string | null;
}

/** All that is said of one target. */
export interface TracedTarget {
  title: string;
  trace: Trace;
  manual: ManualPath[];
  answers: AnsweredRequest[];
  requests: NotedRequest[];
}

/** The trace as an investigator would note it. */
export function traceNote({ title, trace, manual, answers, requests }: TracedTarget): string {
  if (trace.calls === 0) return `${title}: no record of such a call is loaded`;
  const lines = [`${title}: ${callCount(trace.calls)}, each counted once`, ""];
  for (const end of trace.ends.slice(0, 10)) {
    lines.push(
      `  ${callCount(end.calls)}: ${entered(end)}the trace ${stopReason(end.stop_reason)}, ${named(end)}`,
      `      ${end.first_at} to ${end.last_at} UTC`,
    );
  }
  if (trace.ends.length > 10) lines.push(`  and ${trace.ends.length - 10} other ends`);
  for (const call of trace.examples) lines.push("", ...callNote(call));
  for (const { traceback_id, path, stop_reason, findings } of manual) {
    lines.push(
      "",
      `Manual traceback ${traceback_id}: ${path.join(" < ")}; ${answerStop(stop_reason)}`,
      ...findings.map(
        (f) =>
          `  hop ${f.hop_no}, ${f.provider_id}: ${tracebackFinding(f.finding, f.other_provider_id)}`,
      ),
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
    lines.push("", "Ask next, the most useful request first:");
    for (const r of requests.slice(0, 10)) {
      lines.push(
        `  ${r.request_id}  ${named(r)}: ${askedFor(r.asked_for)}; stands for ${callCount(r.calls)}, ` +
          `${formatCount(r.calls_recent)} under ten days old${r.campaigns > 0 ? `, of ${formatCount(r.campaigns)} campaigns` : ""}${r.parent_id ? `; as the answer to ${r.parent_id} says` : ""}`,
      );
    }
  }
  // An id that holds a line break would forge a line of the note.
  return lines.map((line) => line.replace(/[\r\n\u0085\u2028\u2029]+/g, " ")).join("\n");
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
      bridged_with_gap: "no record of its own; others may be between it and the hop below",
    }[hop.evidence];
    lines.push(`  ${i}  ${named(hop)}, ${hop.role}: ${evidence}`);
  }
  const support = pathSupport(call.hops.map((hop) => hop.evidence));
  const customer = call.customer_id ? `, customer ${call.customer_id}` : "";
  lines.push(
    `  the trace ${stopReason(call.stop_reason)}${customer}`,
    `  each named provider carried the call: ${support.carried}`,
    `  others between them: ${support.between}`,
  );
  if (call.moved_by.length > 0)
    lines.push(`  from the last hop on by answers to ${call.moved_by.join(", then ")}`);
  if (call.signer_id) {
    lines.push(
      `  signed by ${call.signer_id}${call.attestation ? `, attestation ${call.attestation}` : ""}: a witness of where it was signed, no proof of origin`,
    );
  }
  return lines;
}

const named = ({ provider_id, name }: { provider_id: string; name: string | null }): string =>
  name ? `${name} (${provider_id})` : provider_id;

/** Where calls from abroad entered the US: that provider is here to be asked. */
const entered = ({ entry_provider_id, entry_name }: TraceEnd): string =>
  entry_provider_id === null
    ? ""
    : `entered the US at ${named({ provider_id: entry_provider_id, name: entry_name })}; `;
