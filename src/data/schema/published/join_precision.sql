create table published.join_precision (
    exact_joins bigint,
    joined_without_ids bigint,
    same_pair bigint,
    month varchar
);
comment on table published.join_precision is 'One row per month whose records hold SIP Call-IDs: how the join by time, numbers and names does where the Call-IDs tell which records are one handoff. same_pair / joined_without_ids is its precision, joined_without_ids / exact_joins its reach.';
comment on column published.join_precision.exact_joins is 'handoffs that Call-IDs join';
comment on column published.join_precision.joined_without_ids is 'of them those for which the join without Call-IDs finds an upstream record';
comment on column published.join_precision.same_pair is 'of these those for which it is the same record';
comment on column published.join_precision.month is 'YYYY-MM';
