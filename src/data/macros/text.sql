-- Cleaning of text and dates that publishers write in many ways.
-- Words that stand for nothing in a cell of names.
create or replace temp macro without_words(text) as case
    when lower(text) in ('n/a', 'n.a.', 'na', 'none', 'null', 'nil', 'nan', 'not applicable', 'not available', 'unknown', 'tbd',
        '-', '--', '.', '\n', '#n/a', 'no', 'n') then null else text end;

-- Runs of blanks become one, ends are trimmed, "NA" and nothing are null. Most cells hold no run: looking for one
-- costs a tenth of replacing it.
create or replace temp macro clean_text(raw) as nullif(nullif(
    case when contains(raw, '  ') or contains(raw, chr(9)) or contains(raw, chr(10)) or contains(raw, chr(13))
            or contains(raw, chr(160))
        then trim(regexp_replace(raw, '[\s\x{A0}]+', ' ', 'g'))
        else trim(raw)
    end, ''), 'NA');

-- A cell as a part of a row's hash, in which chr(31) stands between the cells: one that holds it says how long it is.
create or replace temp macro apart(text) as case when contains(text, chr(31)) then length(text) || ':' || text else text end;

-- Cells that are joined with chr(31) in one spelling: another program may have written them with other blanks or in other
-- case. Most hold nothing to mend: looking costs a tenth of mending.
create or replace temp macro one_spelling(cells) as lower(
    case when contains(cells, '  ') or contains(cells, chr(9)) or contains(cells, chr(10)) or contains(cells, chr(13))
            or contains(cells, chr(160)) or contains(cells, ' ' || chr(31)) or contains(cells, chr(31) || ' ')
            or starts_with(cells, ' ') or ends_with(cells, ' ')
        then trim(regexp_replace(regexp_replace(cells, '[\s\x{A0}]+', ' ', 'g'), ' ?\x1F ?', chr(31), 'g'))
        else cells
    end);

-- A time as written, to a timestamp without zone. Slashes are month first (US), dashes after a
-- two-digit start are day first, ten digits are epoch seconds. Years outside 1990 to 2100 are
-- clerical errors (years 0001 and 3016 were seen): NULL.
create or replace temp macro parse_time_text(raw) as coalesce(
    try_cast(raw as timestamp),
    try_strptime(raw, ['%m/%d/%Y', '%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %I:%M:%S %p',
        '%m/%d/%Y %I:%M %p', '%d-%m-%Y %H:%M', '%d-%m-%Y %H:%M:%S', '%d-%m-%Y', '%b %d, %Y', '%B %d, %Y',
        '%d-%b-%Y', '%Y/%m/%d %H:%M', '%Y/%m/%d']),
    case when regexp_full_match(raw, '1\d{9}') then to_timestamp(raw::bigint) at time zone 'UTC' end);

create or replace temp macro plausible_time(parsed) as
    case when parsed >= timestamp '1990-01-01' and parsed < timestamp '2100-01-01' then parsed end;

create or replace temp macro parse_time(raw) as plausible_time(parse_time_text(raw));

-- "2:17 PM", "10:56 a.m.", "9:5 A.M.", "14:20"
create or replace temp macro parse_clock(raw) as coalesce(
    try_strptime(upper(replace(raw, '.', '')), ['%I:%M %p', '%I:%M%p', '%H:%M', '%H:%M:%S'])::time, null);

-- Yes/No and Y/N cells
create or replace temp macro parse_yes(raw) as
    case lower(trim(raw)) when 'yes' then true when 'y' then true when 'no' then false when 'n' then false end;

-- An FCC registration number is ten digits; spreadsheets drop its leading zeros.
create or replace temp macro parse_frn(raw) as
    case when regexp_full_match(trim(raw), '\d{1,10}') then lpad(trim(raw), 10, '0') end;

-- An id without blanks and control characters around it; nothing is null. Most need nothing done: two comparisons say so.
create or replace temp macro tidy(id) as
    case when id <= ' ~' or ends_with(id, ' ') then nullif(trim(id, ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)), '')
        else id end;

-- What a cell must be, by its form: a date or time; a telephone number of ten digits. False where it is empty.
create or replace temp macro looks_like_time(raw) as
    coalesce(regexp_matches(raw, '^\s*(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4})([ T]\d|\s*$)'), false);
create or replace temp macro looks_like_number(raw) as coalesce(regexp_full_match(trim(raw), '(\+?1)?[2-9]\d{2}[2-9]\d{6}'), false);

-- Why the time that an FTC complaint gives for its call is not usable. The report is dated by the Eastern clock, the call by
-- the consumer's own, which may be ahead of or behind it.
create or replace temp macro ftc_occurred_flag(occurred, reported, most_ahead_h) as case
    when occurred is null then 'no_time'
    when occurred > reported + to_hours(coalesce(most_ahead_h, 0)) then 'after_report'
    when occurred < reported - interval 1 year then 'over_a_year_before'
    when occurred = date_trunc('day', occurred) then 'no_time'
end;
create or replace temp macro ftc_call_type(flag) as
    case flag when 'Y' then 'robocall' when 'N' then 'live' else
        case upper(trim(flag)) when 'Y' then 'robocall' when 'N' then 'live' else 'unknown' end
    end;
