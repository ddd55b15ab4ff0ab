-- grain: one row per call at one provider, the newest version of each
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
    r.passport_flag, r.signer_x5u
from lake_legs as r
left join loads as l on l.load_no = r.leg_id >> 32
where r.leg_id not in (select row_id from hidden_legs)
