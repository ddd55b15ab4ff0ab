-- grain: one row per call of the log; a call that is not over has a status that no disposition stands for
select
    source_row,
    file_no,
    sid as call_id,
    coalesce(getvariable('load_provider')::varchar, 'twilio-calls') as provider_id,
    coalesce(nullif(trim(start_time), ''), date_created) as start_time,
    "from" as calling_number,
    "to" as called_number,
    duration as duration_s,
    case status when 'completed' then 'answered' when 'no-answer' then 'no_answer' when 'canceled' then 'no_answer'
        else status end as disposition,
    null::varchar as sip_code,
    null::varchar as ingress_provider_id,
    null::varchar as ingress_trunk,
    null::varchar as ingress_country,
    case when direction like 'outbound%' then account_sid end as customer_id,
    null::varchar as egress_provider_id,
    regexp_extract(stir_verstat, 'TN-Validation-Passed-([ABC])', 1) as attestation,
    null::varchar as origid,
    null::varchar as signer_id,
    null::varchar as identity,
    null::varchar as simulated
from source_rows
