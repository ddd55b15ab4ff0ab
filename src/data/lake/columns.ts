/** What a call record says, beside its identity: its columns in the lake, in order. */
export const legContent = [
  "provider_id", "call_id", "started_at", "utc_offset_min", "time_flag", "calling_number", "calling_kind",
  "calling_length", "calling_raw", "called_key", "called_kind", "called_npa_nxx", "called_state", "duration_ms",
  "disposition", "sip_code", "ingress_provider_id", "ingress_trunk", "ingress_country", "customer_id",
  "egress_provider_id", "attestation", "origid", "signer_id", "signer_x5u", "passport_flag",
] as const; // prettier-ignore
