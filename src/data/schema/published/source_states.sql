create table published.source_states (
    provider_id varchar,
    state varchar,
    calls bigint
);
comment on table published.source_states is 'One row per provider of source_facts and jurisdiction: seen campaign calls to its numbers.';
comment on column published.source_states.provider_id is 'as in source_facts';
comment on column published.source_states.state is 'of the called number';
comment on column published.source_states.calls is 'calls seen';
