-- grain: one row per call that one provider handled, as exported: the shape that loaders/parse/parse.sql takes
select source_row, file_no, call_id, provider_id, start_time, calling_number, called_number, duration_s, disposition,
    sip_code, ingress_provider_id, ingress_trunk, ingress_country, customer_id, egress_provider_id, attestation, origid,
    signer_id, identity, simulated,
    end_time, answer_time, duration_kind, ingress_call_ref, egress_call_ref, ingress_signal_ip, egress_signal_ip,
    egress_trunk, linked_id, attempt_no, is_final_attempt, record_role, q850_cause, asserted_number, diversion_number,
    charge_number, lrn, calling_number_out, called_number_out, start_hint, unusable
from source_rows
