-- Paths by steps and numbers of records: what `analyze` writes whole is made anew.
drop view if exists call_paths;
drop view if exists calls;
drop table leg_paths;
drop table trace_routes;

-- Every different path: millions of calls share some thousands of them. A path is a step (src/data/tracing/steps.sql)
-- on top of the path above it.
create table trace_routes (
    route_no integer primary key,
    step bigint not null,
    up_route integer not null,
    hops smallint[] not null,
    hop_kinds utinyint[] not null,
    stop_reason varchar not null,
    confidence float not null
);

-- leg: place of the record in the lake as it was traced; top_leg: that of the topmost record of its path.
create table leg_paths (
    provider_id varchar not null,
    call_id varchar not null,
    call_no bigint not null,
    started_at timestamp not null,
    is_last boolean not null,
    route_no integer not null,
    leg bigint not null,
    top_leg bigint not null,
    customer_id varchar,
    signer_id varchar
);

-- Provider ids of call records, numbered; ids of one provider share an entity.
drop table trace_entities;
create table trace_entities (
    provider_id varchar primary key,
    entity smallint not null,
    entity_id varchar not null,
    exports boolean not null,
    is_foreign boolean not null,
    role varchar,
    is_listed boolean not null,
    has_country boolean not null
);

-- Ids that are one provider.
create table provider_aliases (
    provider_id varchar not null,
    alias_of varchar not null,
    basis varchar not null,
    hand_overs bigint,
    hand_overs_same bigint
);

-- Calls that an exporting provider has no record of, though those on both sides of it have one that names it.
create table record_gap_legs (
    provider_id varchar not null,
    up_leg bigint not null,
    down_leg bigint not null
);

-- What is odd about the records themselves, one row per finding.
create table record_findings (
    finding varchar not null,
    provider_id varchar not null,
    other_provider_id varchar,
    load_id varchar,
    records bigint
);

-- Manual tracebacks as paths of the same kind as call_paths.
create table traceback_paths (
    traceback_id varchar not null,
    hop_no integer not null,
    hop_provider_id varchar not null,
    role varchar not null,
    stop_reason varchar,
    provider_id varchar,
    call_id varchar,
    records_name varchar
);

-- When each request of a traceback was due, and what became of it.
create table traceback_responses (
    traceback_id varchar not null,
    hop_no integer not null,
    provider_id varchar not null,
    request_sent_at timestamp not null,
    deemed_received_at timestamp not null,
    due_at timestamp not null,
    responded_at timestamp,
    time_zone varchar not null,
    time_zone_is_known boolean not null,
    rule_applies boolean not null,
    state varchar not null,
    as_of timestamp not null
);

alter table traceback_requests add column campaigns bigint default 0;

-- A month may have calls and no complaints: then nothing is said of complaints, not zero.
create table state_months_new as from state_months;
drop table state_months;
alter table state_months_new rename to state_months;

-- Calls by jurisdiction, month and why their paths stop.
create table state_month_paths (
    state varchar not null,
    month varchar not null,
    stop_reason varchar not null,
    calls bigint not null
);
