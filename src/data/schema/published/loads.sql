create table published.loads (
    load_id varchar,
    format varchar,
    file_name varchar,
    file_sha256 varchar,
    rows_read bigint,
    rows_loaded bigint,
    rows_duplicate bigint,
    rows_rejected bigint,
    first_at timestamp,
    last_at timestamp,
    loaded_at timestamp,
    file_bytes bigint,
    file_date date,
    reject_limit double,
    is_bundled boolean,
    ignored_columns varchar[],
    notes varchar[],
    load_no integer,
    load_order integer,
    title varchar,
    publisher varchar,
    is_simulated boolean,
    reading varchar,
    rows_superseded bigint,
    rows_attempts bigint,
    rows_no_call bigint,
    rows_skipped bigint
);
comment on table published.loads is 'One row per file loaded. Rows read = rows loaded + duplicate + rejected, each counted by itself.';
comment on column published.loads.load_id is '16 hex digits: the same content in the same format has the same id';
comment on column published.loads.format is 'name of the loader';
comment on column published.loads.file_name is 'as it was named when loaded; `archive.zip/entry` for an entry';
comment on column published.loads.file_sha256 is 'hash of the file on disk (of the archive, for an entry)';
comment on column published.loads.rows_read is 'records in the file, counted by its bytes';
comment on column published.loads.rows_loaded is 'rows kept, counted in the files of the lake';
comment on column published.loads.rows_duplicate is 'rows that repeat an earlier one, in this file or another';
comment on column published.loads.rows_rejected is 'rows that could not be used; each is in `rejects`';
comment on column published.loads.first_at is 'earliest time in the rows, as the publisher dates them';
comment on column published.loads.last_at is 'latest time';
comment on column published.loads.loaded_at is 'date of the run, UTC: an input (`--run-date`), never shown in a report';
comment on column published.loads.file_bytes is 'size on disk';
comment on column published.loads.file_date is 'the file''s own date, where it states one';
comment on column published.loads.reject_limit is 'share of rejects above which the load is reported';
comment on column published.loads.is_bundled is 'true for reference files that came with the program';
comment on column published.loads.ignored_columns is 'columns that the loader does not keep';
comment on column published.loads.notes is 'what was repaired to read the file, and what else to know';
comment on column published.loads.load_no is 'number of the load, made from `load_id`: the upper half of `leg_id`';
comment on column published.loads.load_order is 'order of the loads: where versions differ, the newest holds';
comment on column published.loads.title is 'what such a file holds';
comment on column published.loads.publisher is 'who publishes such files';
comment on column published.loads.is_simulated is 'true where the rows say that they are simulated';
comment on column published.loads.reading is 'zone, column map and provider that the person named';
comment on column published.loads.rows_superseded is 'of the rows loaded: those for which a later record of the same id in the same file holds';
comment on column published.loads.rows_attempts is 'of the rows loaded: other attempts and legs of calls; each is in `call_attempts`';
comment on column published.loads.rows_no_call is 'of the rows loaded: records that are no calls by the format''s rule, such as legs to a recorder; each is in `call_attempts`';
comment on column published.loads.rows_skipped is 'lines that are no records: heads again, footers, housekeeping; no part of the rows read';
