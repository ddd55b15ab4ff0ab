-- grain: one row per call that an app saw. An export that gives the whole called number where NPA-NXX is asked for is
-- cut to that, and what else in the row spells the number is keyed.
select
    source_row,
    without_called(trim(report_id), called_npa_nxx) as report_id,
    without_called(clean_text(app_id), called_npa_nxx) as app_id,
    instant(observed_at) as observed_at,
    case when not spells(s.calling_number, called_windows(called_npa_nxx))
        then usable_number(normalise_joined(s.calling_number, calling.number)) end as calling_number,
    number_reason(normalise_joined(s.calling_number, calling.number)) as calling_reason,
    area_and_exchange(called_npa_nxx) as called_npa_nxx,
    coalesce(j.state, n.state) as called_state,
    lower(trim(verdict)) as verdict,
    without_called(lower(clean_text(category)), called_npa_nxx) as category,
    lower(clean_text(action)) as action,
    try_cast(duration_s as double) as duration_s,
    without_called(lower(clean_text(language)), called_npa_nxx) as language,
    clean_text(transcript) as transcript,
    -- The called party's own number is no call-back.
    case when usable_number(normalise_joined(s.callback_number, callback.number))[3:8]
            is distinct from area_and_exchange(called_npa_nxx)
        then usable_number(normalise_joined(s.callback_number, callback.number)) end as callback_number,
    without_called(clean_text(audio_fingerprint), called_npa_nxx) as audio_fingerprint,
    case when upper(trim(attestation)) in ('A', 'B', 'C') then upper(trim(attestation)) end as attestation,
    md5(row(app_id, observed_at, s.calling_number, keyed_64(called_npa_nxx), called_state, verdict, category, action, duration_s,
        language, transcript, s.callback_number, audio_fingerprint, attestation)::varchar) as row_hash,
    called_npa_nxx as called_as_written,
    case
        when nullif(trim(report_id), '') is null then 'blank_report_id'
        when instant_reason(observed_at, 'observed_at') is not null then instant_reason(observed_at, 'observed_at')
        when lower(trim(coalesce(verdict, ''))) not in ('', 'scam', 'spam', 'robocall', 'legitimate', 'unknown')
            then 'unknown_verdict'
        when lower(trim(coalesce(action, ''))) not in ('', 'blocked', 'voicemail', 'answered', 'missed')
            then 'unknown_action'
        when nullif(trim(duration_s), '') is not null and coalesce(try_cast(duration_s as double), -1) not between 0 and 2000000
            then 'bad_duration'
    end as reject_reason,
    instant(observed_at) as event_at
from source_rows as s
left join unusual_numbers as calling on calling.raw = s.calling_number
left join unusual_numbers as callback on callback.raw = s.callback_number
left join jurisdictions as j on j.state = upper(trim(s.called_state))
left join jurisdictions as n on lower(n.name) = lower(trim(s.called_state))
