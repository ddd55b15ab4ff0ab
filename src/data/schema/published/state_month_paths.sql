create table published.state_month_paths (
    state varchar,
    month varchar,
    stop_reason varchar,
    calls bigint
);
comment on table published.state_month_paths is 'One row per jurisdiction, month and reason why paths stop.';
comment on column published.state_month_paths.state is 'of the called number’s exchange; empty: not known';
comment on column published.state_month_paths.month is 'YYYY-MM, UTC';
comment on column published.state_month_paths.stop_reason is 'as in `call_paths`, of the call’s longest path';
comment on column published.state_month_paths.calls is 'each counted once';
