create table published.traceback_hops (
    traceback_id varchar,
    hop_no integer,
    provider_id varchar,
    country varchar,
    role varchar,
    request_sent_at timestamp,
    responded_at timestamp,
    response varchar,
    upstream_provider_id varchar,
    customer_name varchar,
    customer_country varchar,
    customer_action varchar,
    comment varchar,
    load_id varchar
);
comment on table published.traceback_hops is 'One row per provider asked in a traceback: the newest version, so that an answer takes the place of the open request.';
comment on column published.traceback_hops.traceback_id is 'traceback';
comment on column published.traceback_hops.hop_no is '0 is the terminating provider, rising upstream';
comment on column published.traceback_hops.provider_id is 'who was asked';
comment on column published.traceback_hops.country is 'of that provider';
comment on column published.traceback_hops.role is '`terminating`, `intermediate`, `gateway`, `originating`, `caller`';
comment on column published.traceback_hops.request_sent_at is 'UTC';
comment on column published.traceback_hops.responded_at is 'UTC; null while pending, or never';
comment on column published.traceback_hops.response is '`upstream_identified`, `originator_identified`, `no_record`, `incomplete_record`, `declined`, `no_response`, `legally_unable`';
comment on column published.traceback_hops.upstream_provider_id is 'whom the answer names';
comment on column published.traceback_hops.customer_name is 'whom the answer names';
comment on column published.traceback_hops.customer_country is 'of the customer';
comment on column published.traceback_hops.customer_action is '`none`, `warned`, `terminated`, `under_review`';
comment on column published.traceback_hops.comment is 'numbers masked';
comment on column published.traceback_hops.load_id is 'load';
