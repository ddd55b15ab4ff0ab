-- What the analysis found. Written whole by `analyze`, never by hand.
create table campaigns (
    campaign_id varchar primary key,
    label varchar not null,
    category varchar not null,
    status varchar not null,
    first_seen timestamp,
    last_seen timestamp,
    calls bigint,
    calls_low bigint,
    calls_high bigint,
    callers bigint not null,
    callbacks varchar[] not null,
    states varchar[] not null,
    confidence double not null,
    recordings bigint not null,
    recording_groups bigint not null,
    complaints bigint not null,
    languages varchar[] not null,
    brands varchar[] not null,
    call_to_action varchar,
    quote varchar not null,
    cohesion double not null,
    nearest_campaign_id varchar,
    nearest_similarity double
);

create table campaign_calls (
    provider_id varchar not null,
    call_id varchar not null,
    campaign_id varchar not null,
    confidence double not null
);

create table campaign_reports (
    source_table varchar not null,
    source_row_id varchar not null,
    campaign_id varchar not null,
    recording_group varchar,
    link varchar not null,
    confidence double not null
);

create table recording_callbacks (
    recording_id varchar not null,
    callback_number varchar not null
);

create table state_months (
    state varchar not null,
    month varchar not null,
    population bigint not null,
    population_vintage integer not null,
    days_covered integer not null,
    days_in_month integer not null,
    complaints bigint not null,
    complaints_ftc bigint not null,
    complaints_fcc bigint not null,
    robocalls bigint not null,
    live_calls bigint not null,
    type_unknown bigint not null,
    per_100k double not null,
    per_100k_low double not null,
    per_100k_high double not null,
    rank integer not null,
    rank_low integer not null,
    rank_high integer not null,
    primary key (state, month)
);

create table check_results (
    check_name varchar primary key,
    failing_rows bigint not null,
    sample varchar
);

create table analysis_runs (
    inputs_sha256 varchar not null,
    method_version varchar not null
);
