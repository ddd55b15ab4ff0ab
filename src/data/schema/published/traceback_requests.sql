create table published.traceback_requests (
    request_id varchar,
    provider_id varchar,
    asked_for varchar,
    example_provider_id varchar,
    example_call_id varchar,
    example_at timestamp,
    calling_number varchar,
    called_npa_nxx varchar,
    calls bigint,
    calls_recent bigint,
    value double,
    due_at timestamp,
    status varchar,
    made_at timestamp,
    campaigns bigint
);
comment on table published.traceback_requests is 'One row per request to a provider at which paths end for want of its records; it stands for all calls that end there.';
comment on column published.traceback_requests.request_id is '`TR-` and 12 hex digits; an answer names it as its `traceback_id`';
comment on column published.traceback_requests.provider_id is 'who is asked';
comment on column published.traceback_requests.asked_for is 'code: `who_handed_it_to_you`, `your_record_of_the_call`';
comment on column published.traceback_requests.example_provider_id is 'whose record is the example';
comment on column published.traceback_requests.example_call_id is 'that record';
comment on column published.traceback_requests.example_at is 'its time, UTC';
comment on column published.traceback_requests.calling_number is 'shown in it';
comment on column published.traceback_requests.called_npa_nxx is 'called exchange; the full number is in the example''s own record, not here';
comment on column published.traceback_requests.calls is 'calls that the request stands for';
comment on column published.traceback_requests.calls_recent is 'those under ten days old when it was made';
comment on column published.traceback_requests.value is 'what an answer would tell, by which requests are ordered';
comment on column published.traceback_requests.due_at is 'when an answer is due, UTC: 24 hours, business days of the provider''s zone';
comment on column published.traceback_requests.status is '`open` or `answered`';
comment on column published.traceback_requests.made_at is 'date of the run';
comment on column published.traceback_requests.campaigns is 'campaigns whose reports show the numbers of these calls';
