-- Times of call records: always to UTC, by the offset that is written or by a named zone.
-- A cast to TIMESTAMP drops the offset and gives the clock that was read; a cast to TIMESTAMPTZ applies it.

-- Does the text say its own offset? '…Z', '…+05:30', '…+0530', '…-06', '… GMT', '… UTC'.
create or replace temp macro has_offset(raw) as strlen(raw) >= 17
    and (raw[-1] in ('Z', 'z') or raw[-6] in ('+', '-') or raw[-5] in ('+', '-') or raw[-3] in ('+', '-')
        or ends_with(raw, 'GMT') or ends_with(raw, 'UTC'));

-- Seconds or milliseconds since 1970 are UTC by definition.
create or replace temp macro epoch_time(raw) as case
    when regexp_full_match(raw, '\d{10}(\.\d{1,6})?') then make_timestamp(round(raw::double * 1000000)::bigint)
    when regexp_full_match(raw, '\d{13}') then make_timestamp(raw::bigint * 1000)
end;

create or replace temp macro offset_time(raw) as coalesce(
    make_timestamp(epoch_us(try_cast(raw as timestamptz))),
    make_timestamp(epoch_us(try_strptime(raw, ['%Y-%m-%dT%H:%M%z', '%Y-%m-%d %H:%M:%S %z', '%Y-%m-%d %H:%M%z',
        '%Y-%m-%d %H:%M:%S.%f %z', '%a, %d %b %Y %H:%M:%S %z', '%d %b %Y %H:%M:%S %z', '%Y/%m/%d %H:%M:%S%z',
        '%m/%d/%Y %H:%M:%S %z', '%m/%d/%Y %H:%M:%S%z', '%m/%d/%Y %I:%M:%S %p %z', '%Y%m%dT%H%M%S%z']))),
    make_timestamp(epoch_us(try_strptime(replace(replace(upper(raw), ' GMT', ' +0000'), 'Z', '+0000'),
        ['%Y-%m-%dT%H:%M%z', '%Y-%m-%dT%H:%M:%S%z', '%Y%m%dT%H%M%S%z', '%a, %d %b %Y %H:%M:%S %z']))));

-- What a clock on the wall showed, in text without an offset.
create or replace temp macro wall_time(raw) as coalesce(
    parse_time_text(raw),
    try_strptime(raw, ['%d.%m.%Y %H:%M:%S', '%d.%m.%Y %H:%M', '%Y%m%d%H%M%S', '%Y%m%dT%H%M%S', '%Y%m%d %H%M%S',
        '%a %b %d %H:%M:%S %Y']));

-- The zone that the person named for times without an offset. Macros stand for it, so that a load without one
-- pays nothing: setLocalZone (src/data/local-zone.ts) makes them anew.
create or replace temp macro lacks_zone() as true;
create or replace temp macro local_wall(raw) as null::timestamp;
create or replace temp macro local_instant(wall) as null::timestamp;
-- An hour that daylight saving leaves out, or shows twice (then the later, standard time is taken).
create or replace temp macro local_flag(wall) as null::varchar;

-- A time in a small table: the offset that is written, else the local zone; NULL where there is neither, since a guess
-- of the zone would be wrong by hours.
create or replace temp macro instant(raw) as plausible_time(case
    when has_offset(raw) then offset_time(raw)
    when regexp_full_match(raw, '\d{10}(\.\d{1,6})?|\d{13}') then epoch_time(raw)
    else local_instant(wall_time(raw))
end);
-- Why a time that must be there is not usable; NULL where it is.
create or replace temp macro instant_reason(raw, name) as case
    when raw is null or trim(raw) = '' then 'blank_' || name
    when instant(raw) is not null then null
    when lacks_zone() and not has_offset(raw) and plausible_time(wall_time(raw)) is not null then 'no_utc_offset'
    else 'bad_' || name
end;
