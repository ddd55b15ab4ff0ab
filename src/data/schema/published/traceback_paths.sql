create table published.traceback_paths (
    traceback_id varchar,
    hop_no integer,
    hop_provider_id varchar,
    role varchar,
    stop_reason varchar,
    provider_id varchar,
    call_id varchar,
    records_name varchar
);
comment on table published.traceback_paths is 'One row per hop of a manual traceback, as a path of the same kind as in `call_paths`: hop 0 is the first provider asked, rising upstream.';
comment on column published.traceback_paths.traceback_id is 'traceback';
comment on column published.traceback_paths.hop_no is '0 is the first, rising upstream';
comment on column published.traceback_paths.hop_provider_id is 'provider at this hop; ids of one provider are shown as one';
comment on column published.traceback_paths.role is 'as the answer gave it, else as in `call_paths`';
comment on column published.traceback_paths.stop_reason is 'on the last hop, as in `call_paths`: `no_export` where it has not answered or was not asked, `no_such_call` where it says that it has no record';
comment on column published.traceback_paths.provider_id is 'provider of the lowest record of the call that is loaded';
comment on column published.traceback_paths.call_id is 'that record; null: the call is in no export';
comment on column published.traceback_paths.records_name is 'provider that the records lead to at this hop; null: they do not reach it, or others may stand between';
