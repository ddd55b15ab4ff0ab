-- Reference files: each load is a whole snapshot; views in models/staging take the newest.
create table jurisdictions (
    state varchar primary key,
    name varchar not null,
    fips varchar not null,
    kind varchar not null,
    grid_column integer not null,
    grid_row integer not null,
    region varchar not null
);

create table raw.npa_codes (
    npa varchar not null,
    location varchar,
    country varchar,
    state varchar,
    service varchar,
    is_assigned boolean not null,
    is_in_service boolean not null,
    in_service_on date,
    overlay_complex varchar,
    time_zone varchar,
    load_id varchar not null
);

create table raw.co_codes (
    npa_nxx varchar not null,
    state varchar,
    ocn varchar,
    company varchar,
    rate_center varchar,
    is_in_service boolean not null,
    load_id varchar not null
);

create table raw.populations (
    state varchar not null,
    name varchar not null,
    population bigint not null,
    vintage integer not null,
    load_id varchar not null
);

create table raw.published_figures (
    publisher varchar not null,
    series varchar not null,
    period varchar not null,
    period_kind varchar not null,
    value double not null,
    unit varchar not null,
    exactness varchar,
    note varchar,
    load_id varchar not null
);

create table raw.rmd_filings (
    filing_number varchar not null,
    frn varchar,
    name varchar,
    address varchar,
    is_foreign boolean,
    country varchar,
    other_frns varchar,
    other_names varchar,
    previous_names varchar,
    contact_name varchar,
    contact_email_or_phone varchar,
    implementation varchar,
    is_voice_provider boolean,
    is_gateway boolean,
    is_intermediate boolean,
    last_updated date,
    last_recertified date,
    filing_url varchar,
    load_id varchar not null
);

create table raw.shaken_certificates (
    certificate_id varchar not null,
    ocn varchar,
    org_name varchar,
    common_name varchar,
    url varchar,
    is_trusted boolean,
    load_id varchar not null
);

create table raw.ocn_classes (
    ocn varchar not null,
    class varchar not null,
    load_id varchar not null
);
