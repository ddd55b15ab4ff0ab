create table published.demand_events (
    number varchar,
    seq bigint,
    "at" timestamp,
    event varchar,
    by_program boolean
);
comment on table published.demand_events is 'One row per step in the life of a demand. Who did it, and what was said, is in the records alone.';
comment on column published.demand_events.number is 'demand';
comment on column published.demand_events.seq is 'number of the event in the records';
comment on column published.demand_events."at" is 'UTC';
comment on column published.demand_events.event is '`received`, `checked`, `acknowledged`, `approved`, `produced`, …: as `docket demand status NUMBER` prints them';
comment on column published.demand_events.by_program is 'whether the program did it, and no person';
