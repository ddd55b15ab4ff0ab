-- grain: one row per recording. The publisher gives no date, no number and no place.
select
    source_row,
    trim(file_name) as recording_id,
    'FTC Project Point of No Entry' as source_id,
    null::timestamp as received_at,
    null::varchar as calling_number,
    null::varchar as called_npa_nxx,
    null::varchar as called_state,
    null::double as duration_s,
    lower(clean_text(language)) as language,
    clean_text(transcript) as transcript,
    null::varchar as callback_number,
    null::varchar as audio_fingerprint,
    case when nullif(trim(file_name), '') is null then 'blank_file_name' end as reject_reason,
    null::timestamp as event_at
from source_rows
