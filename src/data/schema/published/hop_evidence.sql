create table published.hop_evidence (
    leg_id bigint,
    up_leg_id bigint,
    month varchar,
    joined_by varchar,
    cost_s double,
    time_cost_s double,
    caller_cost_s double,
    class_cost_s double,
    duration_cost_s double,
    outcome_cost_s double,
    origid_cost_s double,
    margin_s double
);
comment on table published.hop_evidence is 'One row per record whose upstream record does not name it back: how the two were joined and what each doubt cost. The cheapest pair wins; costs are in seconds of set-up time.';
comment on column published.hop_evidence.leg_id is 'the record below';
comment on column published.hop_evidence.up_leg_id is 'its upstream record';
comment on column published.hop_evidence.month is 'YYYY-MM of the record below';
comment on column published.hop_evidence.joined_by is '`sender_blank`, `receiver_blank`, `retry`, `bridge`, `long_bridge`, `blank_bridge`, `both_blank`, `abandoned_bridge`: docs/tracing.md';
comment on column published.hop_evidence.cost_s is 'sum of the parts';
comment on column published.hop_evidence.time_cost_s is 'how far the corrected times are from a usual handoff';
comment on column published.hop_evidence.caller_cost_s is 'another calling number, or none';
comment on column published.hop_evidence.class_cost_s is 'for the kind of join';
comment on column published.hop_evidence.duration_cost_s is 'other seconds connected';
comment on column published.hop_evidence.outcome_cost_s is 'another outcome';
comment on column published.hop_evidence.origid_cost_s is 'another origid of the same signer, or none';
comment on column published.hop_evidence.margin_s is 'how much more the next candidate would cost; null where there is none';
