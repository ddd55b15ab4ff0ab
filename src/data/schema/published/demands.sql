create table published.demands (
    number varchar,
    agency_id varchar,
    type varchar,
    state varchar,
    received_at timestamp,
    acknowledged_at timestamp,
    reviewed_at timestamp,
    first_produced_at timestamp,
    fully_produced_at timestamp,
    return_by date,
    is_emergency boolean,
    deficiencies varchar[],
    versions integer,
    rows_produced bigint,
    rows_withheld bigint
);
comment on table published.demands is 'One row per subpoena, civil investigative demand, court order or preservation letter that came in: docs/demands.md. For offices.';
comment on column published.demands.number is 'number that it got here';
comment on column published.demands.agency_id is 'who asks; null where the demand cannot be read';
comment on column published.demands.type is '`subpoena`, `cid`, `court_order`, `preservation`; null where it cannot be read';
comment on column published.demands.state is '`received`, `deficient`, `validated`, `scoped`, `objected`, `held`, `partly_produced`, `produced`, `certified`, `withdrawn`, `closed`';
comment on column published.demands.received_at is 'UTC';
comment on column published.demands.acknowledged_at is 'UTC';
comment on column published.demands.reviewed_at is 'UTC: first approval, objection or hold';
comment on column published.demands.first_produced_at is 'UTC';
comment on column published.demands.fully_produced_at is 'UTC';
comment on column published.demands.return_by is 'day that the demand names';
comment on column published.demands.is_emergency is 'whether it is in the emergency lane';
comment on column published.demands.deficiencies is 'codes of what had to be put right, over all its versions';
comment on column published.demands.versions is 'how many times it came in';
comment on column published.demands.rows_produced is 'records handed over';
comment on column published.demands.rows_withheld is 'records in scope that were not';
