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
    requester varchar,
    rule_applies boolean,
    response_status varchar,
    as_of timestamp,
    clock_hours double
);
comment on table published.traceback_responses is 'One row per request of a manual traceback: when an answer was due and what became of it.';
comment on column published.traceback_responses.traceback_id is 'traceback';
comment on column published.traceback_responses.hop_no is 'hop';
comment on column published.traceback_responses.provider_id is 'who was asked';
comment on column published.traceback_responses.request_sent_at is 'UTC';
comment on column published.traceback_responses.deemed_received_at is 'UTC; outside business hours 8 a.m. of the next business day';
comment on column published.traceback_responses.due_at is 'UTC; 24 hours later, days that are not business days left out; where a day or the zone is in doubt, the latest time that can be argued';
comment on column published.traceback_responses.responded_at is 'UTC; null: not yet';
comment on column published.traceback_responses.time_zone is 'by which business hours are counted; null where no directory gives one';
comment on column published.traceback_responses.time_zone_is_known is 'false: the due time is the latest over all US time zones';
comment on column published.traceback_responses.requester is '`commission`, `law_enforcement`, `consortium`, `other`; null where the traceback names nobody';
comment on column published.traceback_responses.rule_applies is 'whether 47 CFR 64.1200(n)(1) bound the provider: since January 8, 2024, gateways since September 23, 2022, for requests of the FCC, law enforcement and the registered consortium; null where the record does not say enough';
comment on column published.traceback_responses.response_status is '`answered_in_time`, `answered_late`, `answered_time_unknown` (the time of the answer is blank), `declined`, `legally_unable`, `pending` (not due by `as_of`), `no_response`, `impossible` (answered before it was asked)';
comment on column published.traceback_responses.as_of is 'UTC; how far the file of the row reaches: its date, else the newest time in it';
comment on column published.traceback_responses.clock_hours is 'hours of business days, day and night, from the time at which the request counts as received to the answer, else to `as_of`; those of 60 days at most';
