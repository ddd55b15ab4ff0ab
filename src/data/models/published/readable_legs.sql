-- grain: one row per call record of the lake, every version of it: what the views of call records have in common
select r.leg_id, r.provider_id, r.call_id, r.started_at,
    '+' || r.calling_number as calling_number, r.calling_kind,
    r.called_key, r.called_npa_nxx::varchar as called_npa_nxx, r.called_state,
    r.duration_ms / 1000 as duration_s, r.disposition,
    r.ingress_provider_id, r.ingress_trunk, r.ingress_country, r.customer_id, r.egress_provider_id,
    r.attestation, r.origid, r.signer_id, l.load_id,
    r.called_kind, r.sip_code, r.utc_offset_min, r.time_flag,
    coalesce(r.calling_raw, case r.calling_length when 12 then '+' || r.calling_number
        when 11 then r.calling_number::varchar
        when 10 then (r.calling_number % 10000000000)::varchar end) as calling_raw,
    r.passport_flag, r.signer_x5u,
    r.passport_findings, r.duration_kind, r.answered_at, r.ended_at, r.linked_id, r.attempt_no, r.is_final_attempt,
    r.record_role, r.ingress_call_ref, r.egress_call_ref, r.ingress_signal_ip, r.egress_signal_ip, r.egress_trunk,
    r.q850_cause, '+' || r.asserted_number as asserted_number, '+' || r.charge_number as charge_number,
    '+' || r.calling_number_out as calling_number_out, '+' || r.lrn as lrn, r.diversion_ref, r.called_number_out_ref
from lake_legs as r
left join loads as l on l.load_no = r.leg_id >> 32
