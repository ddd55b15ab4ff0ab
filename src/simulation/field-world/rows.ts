import type { Random } from "../random.ts";
import { isoTime } from "../csv-file.ts";
import { mix, share, written } from "./numbers.ts";
import type { Provider } from "./providers.ts";
import { type Path, type Unit, outcomes } from "./calls.ts";

export const sipCodes: readonly (readonly number[])[] = [
  [200],
  [480, 487, 480],
  [486],
  [404, 503, 484],
  [603, 608, 403],
];
const q850: readonly number[] = [16, 19, 17, 1, 21];
export const baseColumns =
  "call_id,provider_id,start_time,calling_number,called_number,duration_s,disposition,sip_code,ingress_provider_id,ingress_trunk,ingress_country,customer_id,egress_provider_id,attestation,origid,signer_id";

export interface WorldCall {
  callNo: number;
  unit: Unit;
  path: Path;
  start: number;
  caller: number;
  callee: number;
  outcome: number;
  duration: number;
}

export interface Signature {
  level: string;
  origid: string;
  signer: string;
}

/** A call as one provider on its way saw it. */
export interface Leg {
  call: WorldCall;
  attempt: number;
  position: number;
  final: boolean;
  upstream: Provider | undefined;
  downstream: Provider | undefined;
  time: number;
  caller: number;
  callerOut: number;
  outcome: number;
  ring: number;
  signature: Signature;
  received: number;
  reference: number;
  customer: string;
  code: number;
}

/** A call's record, with the columns, forms and gaps of that provider's exports. */
export function recordRow(
  p: Provider,
  leg: Leg,
  id: string,
  time: number,
  trunk: string,
  random: Random,
): string {
  const { call, outcome, upstream, signature } = leg;
  const answered = outcome === 0;
  const talked = answered ? call.duration + 0.6 * random.next() : 0;
  const seconds = !answered
    ? 0
    : p.billed
      ? Math.max(6, Math.ceil(talked / 6) * 6)
      : Math.max(1, Math.round(talked));
  const known = p.keepsSignature;
  const stamp = (at: number): string => isoTime(at, p.utcOffset, p.milliseconds);
  const cells: (string | number | boolean)[] = [
    id,
    p.id,
    stamp(time),
    written(leg.caller, p.numberStyle),
    written(call.callee, p.numberStyle),
    answered || p.keepsUnansweredDuration ? seconds : "",
    outcomes[outcome] ?? "",
    p.keepsSip ? leg.code : "",
    named(upstream, p),
    trunk,
    upstream && (upstream.country !== "US" || p.namesHomeCountry) ? upstream.country : "",
    p.keepsCustomer ? leg.customer : "",
    named(leg.downstream, p),
    known ? signature.level : "",
    known && p.keepsOrigid ? signature.origid : "",
    known ? signature.signer : "",
  ];
  const { times, kind, refs, attempts, cause, out } = p.optional;
  if (times) cells.push(answered ? stamp(time + leg.ring) : "", stamp(time + leg.ring + talked));
  if (kind) cells.push(p.billed ? "billed" : "measured");
  if (refs)
    cells.push(
      leg.received > 0 ? callReference(leg.received) : "",
      leg.downstream ? callReference(leg.reference) : "",
    );
  if (attempts) cells.push(leg.attempt, leg.final);
  if (cause) cells.push(q850[outcome] ?? "");
  if (out) cells.push(written(leg.callerOut, p.numberStyle));
  // A joined text is flat: sums of texts would stay trees in the files' buffers and cost a third of the time.
  return cells.concat("true").join(",");
}

export function header(p: Provider): string {
  const { times, kind, refs, attempts, cause, out } = p.optional;
  const optional = [
    times && "answer_time,end_time",
    kind && "duration_kind",
    refs && "ingress_call_ref,egress_call_ref",
    attempts && "attempt_no,is_final_attempt",
    cause && "q850_cause",
    out && "calling_number_out",
  ];
  return [baseColumns, ...optional.filter(Boolean), "simulated"].join(",");
}

/** A neighbor's id as this provider knows it: some still use the one from before a merger. */
function named(neighbor: Provider | undefined, by: Provider): string {
  if (!neighbor) return "";
  return neighbor.secondId !== "" && share(neighbor.index, by.index, 23) < 0.3
    ? neighbor.secondId
    : neighbor.id;
}

const callReference = (n: number): string => `${mix(n, 1).toString(16)}${mix(n, 2).toString(36)}`;

export function customerName(provider: Provider, customer: number): string {
  const n = mix(customer, provider.index, 41);
  if (provider.customerStyle === 0) return `C${10_000_000 + (n % 90_000_000)}`;
  return provider.customerStyle === 1 ? `acct-${n.toString(16)}` : String(n);
}

export function trunkName(provider: Provider, n: number, upstream: Provider | undefined): string {
  if (provider.trunkStyle === 0) return `TG${1000 + (n % 9000)}`;
  if (provider.trunkStyle === 1) return `SIP-IN-${n % 1000}`;
  if (provider.trunkStyle === 2) return `10.${n & 255}.${(n >> 8) & 255}.${(n >> 16) & 255}:5060`;
  if (provider.trunkStyle === 3 || !upstream) return `trk_${n.toString(36)}`;
  return `${upstream.name.split(" ")[0]?.toUpperCase()}_${(n % 40) + 1}`;
}

export function callId(provider: Provider, sequence: number, time: number): string {
  if (provider.callIdStyle === 0) return String(sequence);
  if (provider.callIdStyle === 1)
    return `${mix(sequence, provider.index).toString(16)}-${sequence.toString(16)}`;
  if (provider.callIdStyle === 2) return `${isoTime(time, 0).slice(0, 10)}/${sequence}`;
  return `cdr${sequence.toString(36)}`;
}
