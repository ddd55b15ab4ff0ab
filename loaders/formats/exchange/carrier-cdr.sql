-- grain: one row per call that one provider handled, as exported: the shape that loaders/parse/parse.sql takes
select source_row, file_no, call_id, provider_id, start_time, calling_number, called_number, duration_s, disposition,
    sip_code, ingress_provider_id, ingress_trunk, ingress_country, customer_id, egress_provider_id, attestation, origid,
    signer_id, identity, simulated
from source_rows
