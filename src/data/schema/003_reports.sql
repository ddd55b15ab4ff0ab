-- What people and apps reported: one row per report, kept as reported and normalised.
create table raw.complaints (
    complaint_id varchar not null,
    agency varchar not null,
    reported_at timestamp not null,
    reported_zone varchar not null,
    occurred_at timestamp,
    occurred_flag varchar,
    calling_number varchar,
    calling_reason varchar,
    calling_raw varchar,
    callback_number varchar,
    callback_reason varchar,
    callback_raw varchar,
    consumer_state varchar,
    consumer_npa varchar,
    consumer_city varchar,
    consumer_zip varchar,
    call_type varchar not null,
    topic varchar,
    method varchar,
    load_id varchar not null
);

create table raw.recordings (
    recording_id varchar not null,
    source_id varchar not null,
    received_at timestamp,
    calling_number varchar,
    called_npa_nxx varchar,
    called_state varchar,
    duration_s double,
    language varchar,
    transcript varchar,
    callback_number varchar,
    audio_fingerprint varchar,
    load_id varchar not null
);
