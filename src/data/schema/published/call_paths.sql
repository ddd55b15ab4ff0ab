create table published.call_paths (
    provider_id varchar,
    call_id varchar,
    hop_no bigint,
    hop_is_minimum boolean,
    hop_provider_id varchar,
    role varchar,
    stop_reason varchar,
    evidence varchar,
    confidence double,
    call_no bigint,
    leg_id bigint,
    month varchar
);
comment on table published.call_paths is 'One row per hop of the path upstream from a call record. How it is found: [tracing.md](tracing.md).';
comment on column published.call_paths.provider_id is 'provider of the record that the path starts from';
comment on column published.call_paths.call_id is 'its record';
comment on column published.call_paths.hop_no is '0 is that provider, rising upstream; where `hop_is_minimum`, at least this';
comment on column published.call_paths.hop_is_minimum is 'true from a gap of unknown length on: how many providers are between is not recorded';
comment on column published.call_paths.hop_provider_id is 'provider at this hop; ids of one provider (`provider_aliases`) are shown as one';
comment on column published.call_paths.role is '`terminating`, `intermediate`, `originating`, `gateway` (hands over from a foreign provider), `foreign`';
comment on column published.call_paths.stop_reason is 'on the last hop: `originator`, `foreign_upstream`, `no_export`, `no_such_call`, `hand_over_not_named`, `ambiguous`, `loop`; null on the others';
comment on column published.call_paths.evidence is '`record` of its own; `named` by the record below; `bridged`: exports nothing, the records on both sides join; `bridged_with_gap`: the same, and others may be between it and the hop below';
comment on column published.call_paths.confidence is 'of the whole path: 1 where every hop rests on records that name each other';
comment on column published.call_paths.call_no is 'records of one real call share it: the `leg_id` of its topmost record';
comment on column published.call_paths.leg_id is 'the record that the path starts from';
comment on column published.call_paths.month is 'YYYY-MM of that record';
