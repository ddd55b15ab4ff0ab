-- grain: one row per recorded call
select
    source_row,
    without_called(trim(recording_id), called_npa_nxx) as recording_id,
    without_called(coalesce(clean_text(source_id), 'unknown'), called_npa_nxx) as source_id,
    instant(received_at) as received_at,
    case when not spells(s.calling_number, called_windows(called_npa_nxx))
        then usable_number(normalise_joined(s.calling_number, calling.number)) end as calling_number,
    area_and_exchange(called_npa_nxx) as called_npa_nxx,
    coalesce(j.state, n.state) as called_state,
    try_cast(duration_s as double) as duration_s,
    without_called(lower(clean_text(language)), called_npa_nxx) as language,
    clean_text(transcript) as transcript,
    -- The called party's own number is no call-back.
    case when usable_number(normalise_joined(s.callback_number, callback.number))[3:8]
            is distinct from area_and_exchange(called_npa_nxx)
        then usable_number(normalise_joined(s.callback_number, callback.number)) end as callback_number,
    without_called(clean_text(audio_fingerprint), called_npa_nxx) as audio_fingerprint,
    md5(row(source_id, received_at, s.calling_number, keyed_64(called_npa_nxx), called_state, duration_s, language, transcript,
        s.callback_number, audio_fingerprint)::varchar) as row_hash,
    called_npa_nxx as called_as_written,
    case
        when nullif(trim(recording_id), '') is null then 'blank_recording_id'
        when instant_reason(received_at, 'received_at') is not null then instant_reason(received_at, 'received_at')
        when nullif(trim(duration_s), '') is not null and coalesce(try_cast(duration_s as double), -1) not between 0 and 2000000
            then 'bad_duration'
    end as reject_reason,
    instant(received_at) as event_at
from source_rows as s
left join unusual_numbers as calling on calling.raw = s.calling_number
left join unusual_numbers as callback on callback.raw = s.callback_number
left join jurisdictions as j on j.state = upper(trim(s.called_state))
left join jurisdictions as n on lower(n.name) = lower(trim(s.called_state))
