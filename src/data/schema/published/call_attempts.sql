-- The columns of call_legs, and:
alter table published.call_attempts add column fate varchar;
comment on table published.call_attempts is 'One row per record that stands for no call of its own: another attempt or leg of a call (they show who refused it), or a record of something else, such as the leg to a recorder. The record that stands for the call has the same `provider_id, linked_id` in `call_legs`.';
comment on column published.call_attempts.fate is '`attempt` or `no_call`';
