-- grain: one row per call record; uniqueid is the call's id, sequence (where given) tells its records apart
select
    source_row,
    file_no,
    uniqueid || coalesce('-' || nullif(trim(sequence), ''), '') as call_id,
    coalesce(getvariable('load_provider')::varchar, 'asterisk-cdr') as provider_id,
    "start" as start_time,
    src as calling_number,
    dst as called_number,
    billsec as duration_s,
    case when disposition = 'CONGESTION' then 'failed' else disposition end as disposition,
    null::varchar as sip_code,
    null::varchar as ingress_provider_id,
    null::varchar as ingress_trunk,
    null::varchar as ingress_country,
    nullif(accountcode, '') as customer_id,
    null::varchar as egress_provider_id,
    null::varchar as attestation,
    null::varchar as origid,
    null::varchar as signer_id,
    null::varchar as identity,
    null::varchar as simulated
from source_rows
