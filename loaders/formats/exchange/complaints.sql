-- grain: one row per complaint. Times are local to the agency where they have no offset, and are kept as written.
select
    source_row,
    upper(trim(agency)) || '-' || trim(complaint_id) as complaint_id,
    upper(trim(agency)) as agency,
    plausible_time(wall_time(reported_at)) as reported_at,
    null::varchar as reported_zone,
    plausible_time(wall_time(occurred_at)) as occurred_at,
    case
        when plausible_time(wall_time(occurred_at)) is null then 'no_time'
        when wall_time(occurred_at) > wall_time(reported_at) + interval 1 day then 'after_report'
        when wall_time(occurred_at) < wall_time(reported_at) - interval 1 year then 'over_a_year_before'
        when wall_time(occurred_at) = date_trunc('day', wall_time(occurred_at)) then 'no_time'
    end as occurred_flag,
    usable_number(normalise_joined(s.calling_number, calling.number)) as calling_number,
    number_reason(normalise_joined(s.calling_number, calling.number)) as calling_reason,
    s.calling_number as calling_raw,
    usable_number(normalise_joined(s.callback_number, callback.number)) as callback_number,
    number_reason(normalise_joined(s.callback_number, callback.number)) as callback_reason,
    s.callback_number as callback_raw,
    coalesce(by_code.state, by_name.state, clean_text(s.consumer_state)) as consumer_state,
    case when regexp_full_match(trim(consumer_npa), '[2-9]\d{2}') then trim(consumer_npa) end as consumer_npa,
    clean_text(consumer_city) as consumer_city,
    case when regexp_full_match(trim(consumer_zip), '\d{3,5}(-\d{4})?') then lpad(split_part(trim(consumer_zip), '-', 1), 5, '0') end as consumer_zip,
    coalesce(case when lower(trim(call_type)) in ('robocall', 'live', 'unknown', 'text', 'other') then lower(trim(call_type)) end, 'unknown') as call_type,
    clean_text(topic) as topic,
    clean_text(method) as method,
    case
        when nullif(trim(complaint_id), '') is null then 'blank_complaint_id'
        when nullif(trim(agency), '') is null then 'blank_agency'
        -- State and month counts are of these two.
        when upper(trim(agency)) not in ('FTC', 'FCC') then 'unknown_agency'
        when nullif(trim(reported_at), '') is null then 'blank_reported_at'
        when plausible_time(wall_time(reported_at)) is null then 'bad_reported_at'
        when lower(trim(call_type)) not in ('robocall', 'live', 'unknown', 'text', 'other', '') then 'unknown_call_type'
    end as reject_reason,
    plausible_time(wall_time(reported_at)) as event_at
from source_rows as s
left join unusual_numbers as calling on calling.raw = s.calling_number
left join unusual_numbers as callback on callback.raw = s.callback_number
left join jurisdictions as by_code on by_code.state = upper(trim(s.consumer_state))
left join jurisdictions as by_name on lower(by_name.name) = lower(trim(s.consumer_state))
