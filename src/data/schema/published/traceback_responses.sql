create table published.traceback_responses (
    traceback_id varchar,
    hop_no integer,
    provider_id varchar,
    request_sent_at timestamp,
    deemed_received_at timestamp,
    due_at timestamp,
    responded_at timestamp,
    time_zone varchar,
    time_zone_is_known boolean,
    rule_applies boolean,
    response_status varchar,
    as_of timestamp
);
comment on table published.traceback_responses is 'One row per request of a manual traceback: when an answer was due and what became of it.';
comment on column published.traceback_responses.traceback_id is 'traceback';
comment on column published.traceback_responses.hop_no is 'hop';
comment on column published.traceback_responses.provider_id is 'who was asked';
comment on column published.traceback_responses.request_sent_at is 'UTC';
comment on column published.traceback_responses.deemed_received_at is 'UTC; outside business hours 8:00 of the next business day';
comment on column published.traceback_responses.due_at is 'UTC; 24 hours later, days that are no business days not counted';
comment on column published.traceback_responses.responded_at is 'UTC; null: not yet';
comment on column published.traceback_responses.time_zone is 'by which business hours are counted';
comment on column published.traceback_responses.time_zone_is_known is 'false: no directory gives one, Pacific time is taken';
comment on column published.traceback_responses.rule_applies is 'false: the provider is foreign, or the request is from before 8 January 2024';
comment on column published.traceback_responses.response_status is '`answered_in_time`, `answered_late`, `pending` (not due by `as_of`), `no_response`, `impossible` (answered before it was asked)';
comment on column published.traceback_responses.as_of is 'the newest time in the loaded tracebacks: what is open is open by then';
