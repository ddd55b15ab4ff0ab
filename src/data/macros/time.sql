-- Times of call records: always to UTC, by the offset that is written or by a named zone.
-- A cast to TIMESTAMP drops the offset and gives the clock that was read; a cast to TIMESTAMPTZ applies it.

-- Does the text say its own offset? '…Z', '…+05:30', '…+0530', '…-06', '… GMT', '… UTC'.
create or replace temp macro has_offset(raw) as strlen(raw) >= 16
    and (raw[-1] in ('Z', 'z') or raw[-6] in ('+', '-', '−') or raw[-5] in ('+', '-') or raw[-3] in ('+', '-')
        or ends_with(raw, 'GMT') or ends_with(raw, 'UTC'));

-- Seconds, milli-, micro- or nanoseconds since 1970 are UTC by definition; which they are shows by their size. From 2001
-- to 2033 all begin with a 1: ten digits of the North American plan never do, and so are never taken for a time.
create or replace temp macro is_epoch(raw) as regexp_full_match(raw, '1\d{9}(\.\d{1,9})?|1\d{12}(\.\d{1,6})?|1\d{15}|1\d{18}');
create or replace temp macro epoch_time(raw) as case strlen(split_part(raw, '.', 1))
    when 10 then make_timestamp(round(raw::double * 1000000)::bigint)
    when 13 then make_timestamp(round(raw::double * 1000)::bigint)
    when 16 then make_timestamp(raw::bigint)
    when 19 then make_timestamp(raw::bigint // 1000)
end;

-- What a clock on the wall showed, in text without an offset. Whether a date like 03/04/2024 has the day or the month
-- first is decided once for a file (loaders/parse/date-order.ts), which makes the macro wall_time of one of these two.
create or replace temp macro wall_time_any_order(raw) as coalesce(
    try_cast(raw as timestamp),
    try_strptime(raw, ['%Y%m%d%H%M%S', '%Y%m%d%H%M%S.%f', '%Y%m%dT%H%M%S', '%Y%m%d %H%M%S', '%a %b %d %H:%M:%S %Y',
        '%Y/%m/%d %H:%M:%S.%f', '%Y/%m/%d %I:%M:%S %p', '%Y/%m/%d %H:%M', '%Y/%m/%d', '%Y-%m-%d %I:%M:%S %p',
        '%d-%b-%Y %H:%M:%S', '%d-%b-%Y %H:%M', '%d-%b-%Y', '%d %b %Y %H:%M:%S', '%Y-%m-%d %H:%M', '%b %d, %Y', '%B %d, %Y',
        '%b %d %Y %H:%M:%S', '%b %d, %Y %H:%M:%S', '%b %d, %Y, %I:%M:%S %p', '%b %d, %Y %I:%M:%S %p']));
create or replace temp macro wall_time_month_first(raw) as coalesce(wall_time_any_order(raw),
    try_strptime(regexp_replace(raw, '^(\d{1,2})[-.](\d{1,2})[-.]', '\1/\2/'), ['%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M:%S.%f', '%m/%d/%Y %H:%M',
        '%m/%d/%Y', '%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %I:%M %p', '%m/%d/%Y, %I:%M:%S %p', '%m/%d/%y %H:%M:%S', '%m/%d/%y %H:%M', '%m/%d/%y %I:%M:%S %p', '%m/%d/%y %I:%M %p']));
create or replace temp macro wall_time_day_first(raw) as coalesce(wall_time_any_order(raw),
    try_strptime(regexp_replace(raw, '^(\d{1,2})[-.](\d{1,2})[-.]', '\1/\2/'), ['%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M:%S.%f', '%d/%m/%Y %H:%M',
        '%d/%m/%Y', '%d/%m/%Y %I:%M:%S %p', '%d/%m/%Y %I:%M %p', '%d/%m/%Y, %I:%M:%S %p', '%d/%m/%y %H:%M:%S', '%d/%m/%y %H:%M', '%d/%m/%y %I:%M:%S %p', '%d/%m/%y %I:%M %p']));
-- The one form that the times of the file at hand have, where it is known (loaders/parse/usual-times.ts).
create or replace temp macro usual_wall(raw) as null::timestamp;
create or replace temp macro wall_time(raw) as coalesce(usual_wall(raw), wall_time_month_first(raw));

-- '-0600', '+05:30', 'GMT-06:00-Central', '1-050000' (daylight saving, then hours, minutes, seconds), 'UTC', and the
-- zones of the US by their letters, as minutes east of Greenwich.
create or replace temp macro offset_minutes(raw) as coalesce(
    list_transform([regexp_extract(raw, '([+-])(\d\d):?(\d\d)', ['sign', 'hours', 'minutes'])],
        lambda p: case when p.sign <> '' then (case p.sign when '+' then 1 else -1 end)
            * (p.hours::integer * 60 + p.minutes::integer) end)[1],
    list_transform([regexp_extract(raw, '([+-])(\d{1,2})(?::(\d\d))?$', ['sign', 'hours', 'minutes'])],
        lambda p: case when p.sign <> '' then (case p.sign when '+' then 1 else -1 end)
            * (p.hours::integer * 60 + coalesce(try_cast(p.minutes as integer), 0)) end)[1],
    case upper(raw) when 'Z' then 0 when 'UTC' then 0 when 'GMT' then 0 when 'AST' then -240 when 'EDT' then -240
        when 'EST' then -300 when 'CDT' then -300 when 'CST' then -360 when 'MDT' then -360 when 'MST' then -420
        when 'PDT' then -420 when 'PST' then -480 when 'AKDT' then -480 when 'AKST' then -540 when 'HST' then -600 end);
create or replace temp macro offset_text(minutes) as
    (case when minutes < 0 then '-' else '+' end) || lpad((abs(minutes) // 60)::varchar, 2, '0') || ':'
        || lpad((abs(minutes) % 60)::varchar, 2, '0');

-- A duration that is no plain number: 1:02:03, or 315s. In a lambda, since the engine would compute its parts for every row.
create or replace temp macro odd_seconds(raw) as case when raw <> '' then list_transform([raw], lambda text: coalesce(
    clock_seconds(text, 3), try_cast(regexp_extract(text, '^\s*(\d+(\.\d+)?)\s*s(ec(onds)?)?\.?\s*$', 1) as double)))[1] end;

-- The offset is taken off and read by itself: the engine's own formats with an offset take February 30 for March 2.
create or replace temp macro wall_of_offset(raw) as regexp_extract(upper(replace(replace(raw, ',', '.'), chr(8722), '-')),
    '^(.*(?:\d|[AP]M))\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)$', ['wall', 'zone']);
create or replace temp macro offset_time_plain(raw) as coalesce(
    make_timestamp(epoch_us(try_cast(raw as timestamptz))),
    list_transform([wall_of_offset(raw)],
        lambda p: case when p.wall <> '' then
            coalesce(usual_wall(p.wall), wall_time_any_order(regexp_replace(p.wall, '^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)$', '\1 \2:00')),
                try_strptime(p.wall, ['%a. %d %b %Y %H:%M:%S', '%Y-%m-%d %H:%M', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %I:%M:%S %p']))
            - to_minutes(offset_minutes(p.zone)) end)[1]);
-- A leap second is the second before it and one more: 23:59:60 is the midnight after it.
create or replace temp macro offset_time(raw) as coalesce(
    offset_time_plain(raw),
    case when regexp_matches(raw, '\d\d:\d\d:60') then
        offset_time_plain(regexp_replace(raw, '(\d\d:\d\d):60', '\1:59')) + interval 1 second end);

-- Seconds of a time span as a clock writes it: 1:02:03 (three parts), or 2:03 where the map says that it is minutes.
create or replace temp macro clock_seconds(raw, parts) as case
    when parts = 3 and regexp_full_match(trim(raw), '\d{1,3}:[0-5]?\d:[0-5]?\d(\.\d+)?') then
        split_part(trim(raw), ':', 1)::integer * 3600 + split_part(trim(raw), ':', 2)::integer * 60
            + split_part(trim(raw), ':', 3)::double
    when parts = 2 and regexp_full_match(trim(raw), '\d{1,4}:[0-5]?\d(\.\d+)?') then
        split_part(trim(raw), ':', 1)::integer * 60 + split_part(trim(raw), ':', 2)::double
end;

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
    when is_epoch(raw) then epoch_time(raw)
    else local_instant(wall_time(raw))
end);
-- Why a time that must be there is not usable; NULL where it is.
create or replace temp macro instant_reason(raw, name) as case
    when raw is null or trim(raw) = '' then 'blank_' || name
    when instant(raw) is not null then null
    when lacks_zone() and not has_offset(raw) and plausible_time(wall_time(raw)) is not null then 'no_utc_offset'
    else 'bad_' || name
end;

-- Of the two instants of an hour that the clock showed twice, the one that another column of the row (seconds since 1970)
-- is nearer to.
create or replace temp macro hinted(instant_read, hint) as case
    when hint is null or instant_read is null then instant_read
    when abs(epoch(instant_read) - 3600 - coalesce(try_cast(hint as double), epoch(instant_read))) < 60
        then instant_read - interval 1 hour
    else instant_read end;
