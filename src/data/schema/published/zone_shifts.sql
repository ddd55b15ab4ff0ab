create table published.zone_shifts (
    provider_id varchar,
    month varchar,
    shift_s integer,
    other_provider_id varchar,
    calls bigint,
    first_day date,
    last_day date
);
comment on table published.zone_shifts is 'One row per exporting provider and month whose times are off those of its neighbors by whole quarters of an hour: its zone, or its summer time, was probably taken wrongly. Records are joined by the right zone; times are published as written. Load its files again with the right zone.';
comment on column published.zone_shifts.provider_id is 'provider';
comment on column published.zone_shifts.month is 'YYYY-MM';
comment on column published.zone_shifts.shift_s is 'seconds by which its times are later than its neighbors''; negative: earlier';
comment on column published.zone_shifts.other_provider_id is 'the other provider, where it cannot be told which of the two is off; else null';
comment on column published.zone_shifts.calls is 'calls, recorded by both sides, that show it';
comment on column published.zone_shifts.first_day is 'first day on which it is seen, UTC';
comment on column published.zone_shifts.last_day is 'last one';
