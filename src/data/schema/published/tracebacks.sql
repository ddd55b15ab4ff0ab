create table published.tracebacks (
    traceback_id varchar,
    campaign_label varchar,
    source_id varchar,
    call_time timestamp,
    calling_number varchar,
    called_key ubigint,
    called_npa_nxx varchar,
    called_state varchar,
    callback_number varchar,
    requested_by varchar,
    opened_at timestamp,
    closed_at timestamp,
    outcome varchar,
    load_id varchar
);
comment on table published.tracebacks is 'One row per call that somebody traced by asking.';
comment on column published.tracebacks.traceback_id is 'the tracer''s own id';
comment on column published.tracebacks.campaign_label is 'as exported, numbers masked';
comment on column published.tracebacks.source_id is 'where the example call came from';
comment on column published.tracebacks.call_time is 'UTC';
comment on column published.tracebacks.calling_number is 'E.164';
comment on column published.tracebacks.called_key is 'as in `call_legs`';
comment on column published.tracebacks.called_npa_nxx is 'six digits';
comment on column published.tracebacks.called_state is 'stated, else by area code';
comment on column published.tracebacks.callback_number is 'E.164';
comment on column published.tracebacks.requested_by is 'who asked';
comment on column published.tracebacks.opened_at is 'UTC';
comment on column published.tracebacks.closed_at is 'UTC; null while open';
comment on column published.tracebacks.outcome is 'as exported';
comment on column published.tracebacks.load_id is 'load';
