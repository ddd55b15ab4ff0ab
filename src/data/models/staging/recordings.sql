-- grain: one row per recording of a call, with its transcript as published
create or replace view recordings as
select recording_id, source_id, received_at, calling_number, called_npa_nxx, called_state, duration_s, language,
    transcript, callback_number, audio_fingerprint, load_id
from raw.recordings;
