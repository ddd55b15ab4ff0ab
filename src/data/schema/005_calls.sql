-- Call records, and what providers, apps and tracebacks report.
alter table loads add column load_no integer;
update loads set load_no = rowid + 1;
alter table loads add column is_simulated boolean default false;
update loads set is_simulated = false;
-- zone, map and provider that the person named: the same content read another way is another load
alter table loads add column reading varchar default '';
update loads set reading = '';

-- The Parquet files that make up call_legs; a file that is not listed does not exist for any reader.
create table lake_files (
    path varchar primary key,
    month varchar not null,
    row_count bigint not null,
    byte_count bigint not null,
    first_at timestamp not null,
    last_at timestamp not null
);

-- Which providers' legs stand in which file: where to look for an earlier version of a leg.
create table lake_file_providers (
    path varchar not null,
    provider_id varchar not null,
    row_count bigint not null
);

-- Fingerprint of the secret that the called numbers of this lake are keyed with.
create table called_key_secret (
    fingerprint varchar not null
);

create table superseded_legs (
    provider_id varchar not null,
    call_id varchar not null,
    started_at timestamp not null,
    utc_offset_min smallint,
    time_flag varchar,
    calling_number bigint,
    calling_kind varchar,
    calling_length utinyint,
    calling_raw varchar,
    called_key ubigint,
    called_kind varchar,
    called_npa_nxx integer,
    called_state varchar,
    duration_ms integer,
    disposition varchar,
    sip_code smallint,
    ingress_provider_id varchar,
    ingress_trunk varchar,
    ingress_country varchar,
    customer_id varchar,
    egress_provider_id varchar,
    attestation varchar,
    origid varchar,
    signer_id varchar,
    signer_x5u varchar,
    passport_flag varchar,
    load_id varchar not null,
    superseded_by varchar not null
);

create table raw.app_reports (
    report_id varchar not null,
    app_id varchar,
    observed_at timestamp not null,
    calling_number varchar,
    calling_reason varchar,
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
    row_hash varchar not null,
    load_id varchar not null
);

create table raw.providers (
    provider_id varchar not null,
    name varchar not null,
    frn varchar,
    ocn varchar,
    country varchar,
    role_hint varchar,
    time_zone varchar,
    itg_member boolean,
    previous_names varchar,
    contact_email varchar,
    row_hash varchar not null,
    load_id varchar not null
);

create table raw.do_not_originate (
    number_or_prefix varchar not null,
    reason varchar,
    listed_since date,
    row_hash varchar not null,
    load_id varchar not null
);

create table raw.tracebacks (
    traceback_id varchar not null,
    campaign_label varchar,
    source_id varchar,
    call_time timestamp,
    calling_number varchar,
    calling_reason varchar,
    called_key ubigint,
    called_npa_nxx varchar,
    called_state varchar,
    callback_number varchar,
    requested_by varchar,
    opened_at timestamp,
    closed_at timestamp,
    outcome varchar,
    row_hash varchar not null,
    load_id varchar not null
);

create table raw.traceback_hops (
    hop_id varchar not null,
    traceback_id varchar not null,
    hop_no integer not null,
    provider_id varchar,
    country varchar,
    role varchar,
    request_sent_at timestamp,
    responded_at timestamp,
    response varchar,
    upstream_provider_id varchar,
    customer_name varchar,
    customer_country varchar,
    customer_action varchar,
    comment varchar,
    row_hash varchar not null,
    load_id varchar not null
);

alter table raw.recordings add column row_hash varchar;
