create table published.complaints (
    complaint_id varchar,
    agency varchar,
    reported_at timestamp,
    reported_zone varchar,
    month varchar,
    occurred_at timestamp,
    occurred_flag varchar,
    calling_number varchar,
    calling_kind varchar,
    callback_number varchar,
    callback_kind varchar,
    state varchar,
    state_rule varchar,
    consumer_npa varchar,
    consumer_npa_state varchar,
    consumer_city varchar,
    consumer_zip varchar,
    filing_session varchar,
    call_type varchar,
    topic varchar,
    method varchar,
    calling_raw varchar,
    callback_raw varchar,
    load_id varchar
);
comment on table published.complaints is 'One row per complaint to a federal agency, as reported and normalised. Unverified.';
comment on column published.complaints.complaint_id is 'FCC: the ticket; FTC, which gives none: `ftc-` and a hash of the row';
comment on column published.complaints.agency is '`FTC` or `FCC`';
comment on column published.complaints.reported_at is 'when the agency received it, by the clock of `reported_zone`';
comment on column published.complaints.reported_zone is '`UTC` (FCC) or `America/New_York` (FTC): the clock of `reported_at`';
comment on column published.complaints.month is 'YYYY-MM of `reported_at`';
comment on column published.complaints.occurred_at is 'when the call came, by the consumer''s own clock';
comment on column published.complaints.occurred_flag is 'why that time is not usable: `no_time`, `after_report`, `over_a_year_before`; null where usable';
comment on column published.complaints.calling_number is 'displayed number, E.164; null where unusable';
comment on column published.complaints.calling_kind is 'what it is by the numbering tables, or why it is unusable';
comment on column published.complaints.callback_number is 'number that the call asked to ring, E.164 (FCC)';
comment on column published.complaints.callback_kind is 'as `calling_kind`';
comment on column published.complaints.state is 'jurisdiction, by `state_rule`';
comment on column published.complaints.state_rule is '`stated` by the consumer, else `area_code`';
comment on column published.complaints.consumer_npa is 'consumer''s area code (FTC)';
comment on column published.complaints.consumer_npa_state is 'jurisdiction of that area code';
comment on column published.complaints.consumer_city is 'as stated';
comment on column published.complaints.consumer_zip is 'five digits (FCC)';
comment on column published.complaints.filing_session is 'the first complaint of a run from one city, state and area code with gaps of at most ten minutes: a proxy for one person filing';
comment on column published.complaints.call_type is '`robocall`, `live`, `unknown`; `text` is no call and is not counted as one';
comment on column published.complaints.topic is 'as the consumer chose it; null where none';
comment on column published.complaints.method is 'line that received the call (FCC)';
comment on column published.complaints.calling_raw is 'displayed number as reported';
comment on column published.complaints.callback_raw is 'call-back number as reported';
comment on column published.complaints.load_id is 'load';
