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
    campaigns bigint,
    downstream_id varchar,
    parent_id varchar,
    sent_at timestamp,
    acknowledged_at timestamp,
    answered_at timestamp,
    response varchar,
    upstream_provider_id varchar,
    customer_name varchar
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
comment on column published.traceback_requests.due_at is 'when an answer is due, UTC: 24 hours from when it was sent, business days of the provider''s zone; null before';
comment on column published.traceback_requests.status is '`drafted`, `sent`, `acknowledged`, `answered`, `refused`';
comment on column published.traceback_requests.made_at is 'date of the run';
comment on column published.traceback_requests.campaigns is 'campaigns whose reports show the numbers of these calls';
comment on column published.traceback_requests.downstream_id is 'provider that named the one asked: by its record, or by its answer';
comment on column published.traceback_requests.parent_id is 'request whose answer led here; null for the first of a chain';
comment on column published.traceback_requests.sent_at is 'UTC; null for a draft';
comment on column published.traceback_requests.acknowledged_at is 'UTC';
comment on column published.traceback_requests.answered_at is 'UTC';
comment on column published.traceback_requests.response is 'of the answer, as in `traceback_hops`';
comment on column published.traceback_requests.upstream_provider_id is 'whom the answer names';
comment on column published.traceback_requests.customer_name is 'whom the answer names';
