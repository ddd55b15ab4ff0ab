-- Where calls came from: written whole by `analyze`.

-- Provider ids of call records, numbered; ids of one provider share an entity.
create table trace_entities (
    provider_id varchar primary key,
    entity smallint not null,
    entity_id varchar not null,
    exports boolean not null,
    is_foreign boolean not null,
    role varchar
);

create table provider_clocks (
    provider_id varchar primary key,
    offset_s double not null,
    drift_s_per_day double not null,
    pairs bigint not null,
    is_finding boolean not null
);

-- Every different path: millions of calls share some thousands of them.
create table trace_routes (
    route_no integer primary key,
    hops smallint[] not null,
    hop_kinds utinyint[] not null,
    stop_reason varchar not null
);

create table leg_paths (
    provider_id varchar not null,
    call_id varchar not null,
    call_no bigint not null,
    started_at timestamp not null,
    is_last boolean not null,
    route_no integer not null,
    confidence float not null,
    customer_id varchar,
    signer_id varchar,
    top_provider_id varchar not null,
    top_call_id varchar not null
);

create table provider_links (
    from_provider_id varchar not null,
    to_provider_id varchar not null,
    month varchar not null,
    calls bigint not null,
    suspicious_calls bigint not null
);

create table traceback_findings (
    traceback_id varchar not null,
    hop_no integer not null,
    provider_id varchar not null,
    finding varchar not null,
    evidence_provider_id varchar,
    evidence_call_id varchar
);

create table traceback_requests (
    request_id varchar primary key,
    provider_id varchar not null,
    asked_for varchar not null,
    example_provider_id varchar not null,
    example_call_id varchar not null,
    example_at timestamp not null,
    calling_number varchar,
    called_npa_nxx varchar,
    calls bigint not null,
    calls_recent bigint not null,
    value double not null,
    due_at timestamp,
    status varchar not null,
    made_at timestamp not null
);

-- Calls to a state in a month, each counted once, and the records that providers gave of them.
alter table state_months add column calls bigint default 0;
alter table state_months add column call_records bigint default 0;
alter table state_months add column calls_are_simulated boolean default false;
