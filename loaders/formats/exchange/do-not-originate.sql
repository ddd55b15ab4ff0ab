-- grain: one row per number, or prefix of numbers, in E.164 form; ten digits and shorter prefixes without a plus sign
-- are of the North American plan
with read_rows as (
    select *, digits_of(number_or_prefix) as digits, trim(number_or_prefix)[1] = '+' as has_plus from source_rows
)
select
    source_row,
    case when has_plus or (length(digits) = 11 and digits[1] = '1') then '+' || digits else '+1' || digits end
        as number_or_prefix,
    clean_text(reason) as reason,
    parse_time(listed_since)::date as listed_since,
    md5(row(reason, listed_since)::varchar) as row_hash,
    case
        when nullif(trim(number_or_prefix), '') is null then 'blank_number_or_prefix'
        when not regexp_full_match(trim(number_or_prefix), '\+?[-. ()0-9]+\*?') or length(digits) not between 3 and 15
            then 'bad_number_or_prefix'
        when nullif(trim(listed_since), '') is not null and parse_time(listed_since) is null then 'bad_listed_since'
    end as reject_reason,
    parse_time(listed_since) as event_at
from read_rows
