-- The columns of call_legs, and:
alter table published.superseded_legs add column superseded_by varchar;
comment on table published.superseded_legs is 'One row per call record that a newer load replaced: kept as it was, and no part of `call_legs`.';
comment on column published.superseded_legs.superseded_by is 'load that brought the newer version';
