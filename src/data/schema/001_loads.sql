-- What was loaded and what could not be used.
create schema raw;

create table loads (
    load_id varchar primary key,
    format varchar not null,
    file_name varchar not null,
    file_sha256 varchar not null,
    rows_read bigint not null,
    rows_loaded bigint not null,
    rows_duplicate bigint not null,
    rows_rejected bigint not null,
    first_at timestamp,
    last_at timestamp,
    loaded_at timestamp not null,
    file_bytes bigint not null,
    file_date date,
    reject_limit double not null,
    is_bundled boolean not null,
    ignored_columns varchar[] not null,
    notes varchar[] not null,
    check (rows_read = rows_loaded + rows_duplicate + rows_rejected)
);

create table rejects (
    load_id varchar not null,
    line bigint,
    reason varchar not null,
    raw varchar
);
