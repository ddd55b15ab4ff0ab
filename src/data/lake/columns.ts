/** What a call record says, beside its identity: its columns in the lake, in order. */
export const legContent = [
  "provider_id", "call_id", "started_at", "utc_offset_min", "time_flag", "calling_number", "calling_kind",
  "calling_length", "calling_raw", "called_key", "called_kind", "called_npa_nxx", "called_state", "duration_ms",
  "disposition", "sip_code", "ingress_provider_id", "ingress_trunk", "ingress_country", "customer_id",
  "egress_provider_id", "attestation", "origid", "signer_id", "signer_x5u", "passport_flag", "passport_findings",
  "duration_kind", "answered_at", "ended_at", "linked_id", "attempt_no", "is_final_attempt", "record_role",
  "ingress_call_ref", "egress_call_ref", "ingress_signal_ip", "egress_signal_ip", "egress_trunk", "q850_cause",
  "asserted_number", "charge_number", "calling_number_out", "lrn", "diversion_ref", "called_number_out_ref",
] as const; // prettier-ignore

/** Those that only some switches write: null in every row of other files (see loaders/parse/details.ts). */
export const legDetails: ReadonlySet<string> = new Set([
  "passport_findings", "answered_at", "ended_at", "linked_id", "attempt_no", "is_final_attempt", "record_role",
  "ingress_call_ref", "egress_call_ref", "ingress_signal_ip", "egress_signal_ip", "egress_trunk", "q850_cause",
  "asserted_number", "charge_number", "calling_number_out", "lrn", "diversion_ref", "called_number_out_ref",
]); // prettier-ignore
