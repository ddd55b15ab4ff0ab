-- grain: one row per recording of a call, with its transcript as published; of several versions the newest
create or replace view recordings as
select r.recording_id, r.source_id, r.received_at, r.calling_number, r.called_npa_nxx, r.called_state, r.duration_s,
    r.language, r.transcript, r.callback_number, r.audio_fingerprint, l.load_id
from raw.recordings as r
join loads as l on l.load_no = r.load_no
qualify row_number() over (partition by r.recording_id order by l.load_order desc, r.row_no desc) = 1;
