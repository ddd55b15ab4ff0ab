create table published.chokepoints (
    place integer,
    provider_id varchar,
    calls bigint,
    share double,
    together double,
    together_low double,
    together_high double,
    chosen_without integer,
    exporters integer
);
comment on table published.chokepoints is 'One row per provider of the few that together carried most of the seen calls of claimed campaigns. A share is of what the loaded records show, not of the network.';
comment on column published.chokepoints.place is '1 is chosen first; each adds the most that those before it do not carry';
comment on column published.chokepoints.provider_id is 'US provider above the one whose record shows the call';
comment on column published.chokepoints.calls is 'seen calls that pass it and none chosen before';
comment on column published.chokepoints.share is 'of all seen calls, those that pass it';
comment on column published.chokepoints.together is 'of all seen calls, those that pass it or one chosen before';
comment on column published.chokepoints.together_low is 'least `together` where the records of any one exporter are left out';
comment on column published.chokepoints.together_high is 'largest';
comment on column published.chokepoints.chosen_without is 'exporters without whose records it is still among the chosen';
comment on column published.chokepoints.exporters is 'exporters whose records show such calls';
