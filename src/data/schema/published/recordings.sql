create table published.recordings (
    recording_id varchar,
    source_id varchar,
    received_at timestamp,
    calling_number varchar,
    called_npa_nxx varchar,
    called_state varchar,
    duration_s double,
    language varchar,
    transcript varchar,
    callback_number varchar,
    audio_fingerprint varchar,
    load_id varchar
);
comment on table published.recordings is 'One row per recording of a call.';
comment on column published.recordings.recording_id is 'the export''s own id; `file_name` for `pone-recordings`';
comment on column published.recordings.source_id is 'who recorded or published it';
comment on column published.recordings.received_at is 'time of the call, null where the publisher gives none';
comment on column published.recordings.calling_number is 'displayed number, E.164';
comment on column published.recordings.called_npa_nxx is 'first six digits of the called number';
comment on column published.recordings.called_state is 'jurisdiction called';
comment on column published.recordings.duration_s is 'seconds';
comment on column published.recordings.language is 'as the publisher states it';
comment on column published.recordings.transcript is 'speech-to-text, as published';
comment on column published.recordings.callback_number is 'as the export states it';
comment on column published.recordings.audio_fingerprint is 'equal audio has equal fingerprints';
comment on column published.recordings.load_id is 'load';
