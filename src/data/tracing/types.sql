-- How two records are joined, why a path stops, and what is known of a hop: names for the numbers that DuckDB stores.
create type pair_class as enum ('mutual', 'sender_blank', 'receiver_blank', 'retry', 'bridge', 'long_bridge',
    'blank_bridge', 'both_blank', 'abandoned_bridge', 'exact');
create type stop_reason as enum ('originator', 'foreign_upstream', 'no_export', 'no_such_call', 'hand_over_not_named',
    'ambiguous', 'loop');
create type hop_kind as enum ('record', 'named', 'bridged', 'bridged_with_gap');
