-- grain: one row per ticket; the ticket number is the id. Times of the ticket are UTC ("+0000"); the time of the
-- call is the consumer's own clock. State: as stated, else the state that stands before the ZIP in the location.
-- Calls "autodialed" or "prerecorded" are robocalls in the FCC's sense; a ticket of type NA under the issue
-- "Robocalls" is one too. Text messages, and tickets about other matters (the bureau's full file has them), are kept
-- and are not counted as calls.
with read_rows as (
    select
        trim(id) as ticket,
        parse_time(regexp_replace(ticket_created, ' \+0000$', '')) as reported_at,
        plausible_time(date_trunc('day', parse_time(issue_date))) as issue_day,
        parse_clock(clean_text(issue_time)) as issue_clock,
        normalise_joined(caller_id_number, caller.number) as caller,
        normalise_joined(advertiser_business_phone_number, advertiser.number) as advertiser,
        upper(coalesce(clean_text(state), regexp_extract(location, '^\s*([A-Za-z]{2})\s+\d{3,5}', 1))) as state_code,
        clean_text(type_of_call_or_messge) as call_kind,
        clean_text(issue) as issue_text,
        coalesce(regexp_extract(zip, '^\s*(\d{3,5})(-\d{4})?\s*$', 1),
            regexp_extract(location, '(\d{5})(-\d{4})?', 1)) as zip_digits,
        s.*
    from source_rows as s
    left join unusual_numbers as caller on caller.raw = s.caller_id_number
    left join unusual_numbers as advertiser on advertiser.raw = s.advertiser_business_phone_number
)
select
    source_row,
    ticket as complaint_id,
    'FCC' as agency,
    reported_at,
    'UTC' as reported_zone,
    issue_day::date + coalesce(issue_clock, time '00:00') as occurred_at,
    case
        when issue_day is null or issue_clock is null then 'no_time'
        when issue_day > reported_at + interval 1 day then 'after_report'
        when issue_day < reported_at - interval 1 year then 'over_a_year_before'
    end as occurred_flag,
    usable_number(caller) as calling_number,
    number_reason(caller) as calling_reason,
    caller_id_number as calling_raw,
    usable_number(advertiser) as callback_number,
    number_reason(advertiser) as callback_reason,
    advertiser_business_phone_number as callback_raw,
    coalesce(by_code.state, by_name.state, s.state_code) as consumer_state,
    null::varchar as consumer_npa,
    clean_text(city) as consumer_city,
    case when zip_digits <> '' then lpad(zip_digits, 5, '0') end as consumer_zip,
    case
        when not regexp_matches(lower(coalesce(issue_text, '')), 'robocall|telemarket|unwanted|do not call|spoof|junk') then 'other'
        when call_kind in ('Prerecorded Voice', 'Autodialed Live Voice Call') then 'robocall'
        when call_kind = 'Text Message' then 'text'
        when call_kind = 'Live Voice' then 'live'
        when call_kind is null and issue_text = 'Robocalls' then 'robocall'
        else 'unknown'
    end as call_type,
    issue_text as topic,
    clean_text(method) as method,
    case
        when looks_like_number(ticket_created) or looks_like_number(issue_date) or looks_like_time(caller_id_number)
            or looks_like_time(s.state) then 'shifted_columns'
        when not regexp_full_match(coalesce(ticket, ''), '\d+') then 'bad_ticket_id'
        when reported_at is null then 'bad_ticket_created'
    end as reject_reason,
    reported_at as event_at
from read_rows as s
left join jurisdictions as by_code on by_code.state = s.state_code
left join jurisdictions as by_name on upper(by_name.name) = upper(trim(s.state))
