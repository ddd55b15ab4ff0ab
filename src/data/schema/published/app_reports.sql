create table published.app_reports (
    report_id varchar,
    app_id varchar,
    observed_at timestamp,
    calling_number varchar,
    calling_kind varchar,
    called_npa_nxx varchar,
    called_state varchar,
    verdict varchar,
    category varchar,
    action varchar,
    duration_s double,
    language varchar,
    transcript varchar,
    callback_number varchar,
    audio_fingerprint varchar,
    attestation varchar,
    load_id varchar
);
comment on table published.app_reports is 'One row per call that a call-blocking app saw.';
comment on column published.app_reports.report_id is 'the app''s own id';
comment on column published.app_reports.app_id is 'app';
comment on column published.app_reports.observed_at is 'UTC';
comment on column published.app_reports.calling_number is 'E.164; null where unusable';
comment on column published.app_reports.calling_kind is 'as in `call_legs`, by the tables of now';
comment on column published.app_reports.called_npa_nxx is 'six digits, even where the export held more';
comment on column published.app_reports.called_state is 'stated, else by area code';
comment on column published.app_reports.verdict is '`scam`, `spam`, `robocall`, `legitimate`, `unknown`: the app''s own';
comment on column published.app_reports.category is 'as exported';
comment on column published.app_reports.action is '`blocked`, `voicemail`, `answered`, `missed`';
comment on column published.app_reports.duration_s is 'seconds';
comment on column published.app_reports.language is 'code';
comment on column published.app_reports.transcript is 'as exported';
comment on column published.app_reports.callback_number is 'E.164';
comment on column published.app_reports.audio_fingerprint is 'as exported';
comment on column published.app_reports.attestation is '`A`, `B`, `C`';
comment on column published.app_reports.load_id is 'load';
