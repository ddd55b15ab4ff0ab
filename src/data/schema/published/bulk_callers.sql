create table published.bulk_callers (
    caller_id varchar,
    month varchar,
    label varchar,
    probability double,
    calls bigint,
    provider_id varchar,
    customer_id varchar,
    calling_number varchar,
    reasons varchar[]
);
comment on table published.bulk_callers is 'One row per caller of many calls that is no campaign: why it is taken for lawful, or left open. For offices.';
comment on column published.bulk_callers.caller_id is 'its largest cell';
comment on column published.bulk_callers.month is 'YYYY-MM of that';
comment on column published.bulk_callers.label is '`lawful_bulk` (under 0.1 and with a reason against), `open` otherwise';
comment on column published.bulk_callers.probability is 'of bulk calling that matches patterns of calls labeled illegal';
comment on column published.bulk_callers.calls is 'calls';
comment on column published.bulk_callers.provider_id is 'originator, signer or first provider known';
comment on column published.bulk_callers.customer_id is 'customer of the originator';
comment on column published.bulk_callers.calling_number is 'displayed number, where it has one';
comment on column published.bulk_callers.reasons is 'codes of what speaks against';
