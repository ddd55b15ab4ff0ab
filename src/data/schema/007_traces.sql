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
