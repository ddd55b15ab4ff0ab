-- The tables of the lake: the columns of their Parquet files, in order. Every table but call_legs begins with the load
-- and the record number in the exporter's file; call_legs has both in leg_id (load_no * 2^32 + row_no).
create schema if not exists shape;

create or replace table shape.npa_codes (
    load_no integer,
    row_no bigint,
    npa varchar,
    location varchar,
    country varchar,
    state varchar,
    service varchar,
    is_assigned boolean,
    is_in_service boolean,
    in_service_on date,
    overlay_complex varchar,
    time_zone varchar
);

create or replace table shape.co_codes (
    load_no integer,
    row_no bigint,
    npa_nxx varchar,
    state varchar,
    ocn varchar,
    company varchar,
    rate_center varchar,
    is_in_service boolean
);

create or replace table shape.populations (
    load_no integer,
    row_no bigint,
    state varchar,
    name varchar,
    population bigint,
    vintage integer
);

create or replace table shape.population_estimates (
    load_no integer,
    row_no bigint,
    estimate_id varchar,
    state varchar,
    year integer,
    population bigint,
    vintage integer
);

create or replace table shape.published_figures (
    load_no integer,
    row_no bigint,
    publisher varchar,
    series varchar,
    period varchar,
    period_kind varchar,
    value double,
    unit varchar,
    exactness varchar,
    note varchar
);

create or replace table shape.rmd_filings (
    load_no integer,
    row_no bigint,
    filing_number varchar,
    frn varchar,
    name varchar,
    address varchar,
    is_foreign boolean,
    country varchar,
    other_frns varchar,
    other_names varchar,
    previous_names varchar,
    contact_name varchar,
    contact_title varchar,
    contact_department varchar,
    contact_address varchar,
    contact_country varchar,
    contact_email_or_phone varchar,
    contact_phone_extension varchar,
    implementation varchar,
    is_voice_provider boolean,
    is_gateway boolean,
    is_intermediate boolean,
    last_updated date,
    last_recertified date,
    filing_url varchar
);

create or replace table shape.shaken_certificates (
    load_no integer,
    row_no bigint,
    certificate_id varchar,
    ocn varchar,
    org_name varchar,
    common_name varchar,
    url varchar,
    is_trusted boolean
);

create or replace table shape.ocn_classes (
    load_no integer,
    row_no bigint,
    ocn varchar,
    class varchar
);

create or replace table shape.complaints (
    load_no integer,
    row_no bigint,
    complaint_id varchar,
    agency varchar,
    reported_at timestamp,
    reported_zone varchar,
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
    call_type varchar,
    topic varchar,
    method varchar
);

create or replace table shape.recordings (
    load_no integer,
    row_no bigint,
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
    row_hash varchar
);

create or replace table shape.app_reports (
    load_no integer,
    row_no bigint,
    report_id varchar,
    app_id varchar,
    observed_at timestamp,
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
    row_hash varchar
);

create or replace table shape.providers (
    load_no integer,
    row_no bigint,
    provider_id varchar,
    name varchar,
    frn varchar,
    ocn varchar,
    country varchar,
    role_hint varchar,
    time_zone varchar,
    itg_member boolean,
    previous_names varchar,
    contact_email varchar,
    row_hash varchar
);

create or replace table shape.do_not_originate (
    load_no integer,
    row_no bigint,
    number_or_prefix varchar,
    reason varchar,
    listed_since date,
    row_hash varchar
);

create or replace table shape.actions (
    load_no integer,
    row_no bigint,
    action_id varchar,
    action_date date,
    provider_id varchar,
    frn varchar,
    kind varchar,
    issued_by varchar,
    document varchar,
    document_url varchar,
    row_hash varchar
);

create or replace table shape.tracebacks (
    load_no integer,
    row_no bigint,
    traceback_id varchar,
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
    row_hash varchar
);

create or replace table shape.traceback_hops (
    load_no integer,
    row_no bigint,
    hop_id varchar,
    traceback_id varchar,
    hop_no integer,
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
    row_hash varchar
);

-- grain: one row per call at one provider, as reported, every version of it
create or replace table shape.call_legs (
    leg_id bigint,
    provider_id varchar,
    call_id varchar,
    started_at timestamp,
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
    passport_findings varchar[],
    duration_kind varchar,
    answered_at timestamp,
    ended_at timestamp,
    linked_id varchar,
    attempt_no smallint,
    is_final_attempt boolean,
    record_role varchar,
    ingress_call_ref ubigint,
    egress_call_ref ubigint,
    ingress_signal_ip varchar,
    egress_signal_ip varchar,
    egress_trunk varchar,
    q850_cause smallint,
    asserted_number bigint,
    charge_number bigint,
    calling_number_out bigint,
    lrn bigint,
    diversion_ref ubigint,
    called_number_out_ref ubigint
);

-- grain: one row per row of an export that cannot be used
create or replace table shape.rejects (
    load_no integer,
    line bigint,
    reason varchar,
    raw varchar
);

-- grain: one row per row of the lake that another one stands for, or that is no call: the same content again (duplicate),
-- an older version (superseded), another attempt or leg of a call (attempt), a record of something else, such as the leg
-- to a recorder (no_call). row_id is load_no * 2^32 + row_no.
create or replace table shape.hidden_rows (
    table_name varchar,
    row_id bigint,
    fate varchar,
    by_load_no integer,
    month varchar
);
