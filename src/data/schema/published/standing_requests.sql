create table published.standing_requests (
    provider_id varchar,
    traceback_id varchar,
    hop_no integer,
    week date,
    request_sent_at timestamp,
    responded_at timestamp,
    role varchar,
    outcome varchar,
    lack varchar,
    is_contradicted boolean,
    named_by varchar,
    is_on_record boolean,
    is_astray boolean,
    is_foreign boolean,
    says_a integer,
    says_d integer,
    identified_as varchar,
    call_time timestamp,
    campaign_label varchar,
    requested_by varchar,
    load_id varchar
);
comment on table published.standing_requests is 'One row per provider, traced call and week in which it was asked: the requests that classes a and d count. Every n and k of these classes is a count of these rows.';
comment on column published.standing_requests.provider_id is 'provider';
comment on column published.standing_requests.traceback_id is 'traceback';
comment on column published.standing_requests.hop_no is 'hop';
comment on column published.standing_requests.week is 'Monday of the week';
comment on column published.standing_requests.request_sent_at is 'UTC';
comment on column published.standing_requests.responded_at is 'UTC';
comment on column published.standing_requests.role is 'as the answer gave it';
comment on column published.standing_requests.outcome is '`answered`, `no_response`, `declined`, `legally_unable`, `pending`';
comment on column published.standing_requests.lack is 'why an answer leads no further: `no_record`, `incomplete_record`, `upstream_not_named`, `customer_not_named`';
comment on column published.standing_requests.is_contradicted is 'a record that is loaded shows the call that it had no record of';
comment on column published.standing_requests.named_by is 'provider whose answer led to it; null: the first one asked';
comment on column published.standing_requests.is_on_record is 'loaded records lead the call past the provider, too';
comment on column published.standing_requests.is_astray is 'the call did not pass it by the records: an answer before was wrong';
comment on column published.standing_requests.is_foreign is 'the provider is foreign';
comment on column published.standing_requests.says_a is '1 counts in n and k of class a, 0 in n alone; null: not counted';
comment on column published.standing_requests.says_d is 'the same of class d';
comment on column published.standing_requests.identified_as is 'the part that its answer gives it: `originating`, `gateway`, `intermediate`; null where it gives none';
comment on column published.standing_requests.call_time is 'of the traced call, UTC';
comment on column published.standing_requests.campaign_label is 'as the requester gave it';
comment on column published.standing_requests.requested_by is 'who asked';
comment on column published.standing_requests.load_id is 'load of the answer';
