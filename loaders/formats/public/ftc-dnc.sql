-- grain: one row per reported call. The export has no id: the id is a hash of what the row says and of how often its file
-- said the same before, since two people may report the same call in the same second. What is hashed is the value, not its
-- spelling: an export that was saved again by a spreadsheet holds the same complaints. The same rows in another file are
-- duplicates. Report times are US Eastern, as their lags behind the calls by state show. A complaint without a usable
-- number still counts as a complaint.
with read_rows as (
    select
        parse_time(created_date) as reported_at,
        parse_time(violation_date) as violation_at,
        normalise_joined(company_phone_number, unusual.number) as number,
        s.*
    from source_rows as s
    left join unusual_numbers as unusual on unusual.raw = s.company_phone_number
),
said as materialized (
    select *,
        md5(one_spelling(concat_ws(chr(31), coalesce(usable_number(number), apart(company_phone_number), ''),
            coalesce(epoch_us(reported_at)::varchar, apart(created_date), ''),
            coalesce(epoch_us(violation_at)::varchar, apart(violation_date), ''),
            coalesce(apart(consumer_city), ''), coalesce(apart(consumer_state), ''), coalesce(apart(consumer_area_code), ''),
            coalesce(apart(subject), ''), coalesce(apart(recorded_message_or_robocall), '')))) as said_hash
    from read_rows
),
-- Few rows of a file are said twice: only these are numbered.
repeats as (
    select source_row, row_number() over (partition by file_no, said_hash order by source_row) as n
    from said
    semi join (select file_no, said_hash from said group by file_no, said_hash having count(*) > 1) as twice
        using (file_no, said_hash)
),
numbered as (
    select said.*, 'ftc-' || left(md5(concat(said_hash, nullif(n, 1))), 16) as complaint_id
    from said left join repeats using (source_row)
)
select
    source_row,
    complaint_id,
    'FTC' as agency,
    reported_at,
    'America/New_York' as reported_zone,
    violation_at as occurred_at,
    ftc_occurred_flag(violation_at, reported_at, j.most_ahead_of_eastern_h) as occurred_flag,
    usable_number(number) as calling_number,
    number_reason(number) as calling_reason,
    nullif(company_phone_number, substr(number, 3)) as calling_raw,
    null::varchar as callback_number,
    null::varchar as callback_reason,
    null::varchar as callback_raw,
    coalesce(j.state, s.consumer_state) as consumer_state,
    case when length(consumer_area_code) = 3 then consumer_area_code end as consumer_npa,
    clean_text(consumer_city) as consumer_city,
    null::varchar as consumer_zip,
    ftc_call_type(recorded_message_or_robocall) as call_type,
    nullif(clean_text(subject), 'No Subject Provided') as topic,
    null::varchar as method,
    case
        -- Nearly all rows: no cell looks like one of another column, which costs the tests below.
        when (company_phone_number is null or number[1] = '+') and reported_at is not null and strlen(created_date) > 12
            and coalesce(strlen(violation_date), 13) > 12 and coalesce(consumer_city, 'A') >= 'A'
            and (consumer_state is null or j.state is not null)
            and (consumer_area_code is null or try_cast(consumer_area_code as integer) is not null)
            and coalesce(strlen(subject), 4) > 3 and coalesce(recorded_message_or_robocall, 'Y') in ('Y', 'N')
            then null
        -- Cells that can only be those of another column: the row lost or gained a cell, and none of it is sure.
        when looks_like_time(company_phone_number) or looks_like_number(created_date) or looks_like_number(violation_date)
            or looks_like_time(consumer_city) or looks_like_time(consumer_state) or looks_like_number(consumer_state)
            or regexp_matches(consumer_area_code, '[A-Za-z]{2}') or upper(trim(subject)) in ('Y', 'N')
            or regexp_full_match(trim(subject), '\d{3}') or (j.state is null and regexp_matches(consumer_state, '[,;]'))
            then 'shifted_columns'
        when created_date is null or trim(created_date) = '' then 'blank_created_date'
        when reported_at is null then 'bad_created_date'
        when upper(trim(coalesce(recorded_message_or_robocall, ''))) not in ('Y', 'N', '') then 'bad_robocall_flag'
    end as reject_reason,
    reported_at as event_at
from numbered as s
left join jurisdictions as j on j.name = trim(s.consumer_state)
