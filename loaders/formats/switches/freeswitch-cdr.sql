-- grain: one row per call record. Answered where it has an answer time; else by the cause of the hang-up (ITU-T Q.850
-- names).
select
    source_row,
    file_no,
    uuid as call_id,
    coalesce(getvariable('load_provider')::varchar, 'freeswitch-cdr') as provider_id,
    start_stamp as start_time,
    caller_id_number as calling_number,
    destination_number as called_number,
    billsec as duration_s,
    case
        when nullif(trim(answer_stamp), '') is not null then 'answered'
        when hangup_cause = 'USER_BUSY' then 'busy'
        when hangup_cause in ('NO_ANSWER', 'NO_USER_RESPONSE', 'ORIGINATOR_CANCEL', 'ALLOTTED_TIMEOUT',
            'NORMAL_CLEARING') then 'no_answer'
        else 'failed'
    end as disposition,
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
