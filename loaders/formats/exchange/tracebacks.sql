-- grain: one row per traced call
with read_rows as (
    select s.*,
        normalise_joined(s.calling_number, calling.number) as calling,
        normalise_joined(s.called_number, called.number) as called,
        normalise_joined(s.callback_number, callback.number) as callback,
        coalesce(j.state, n.state) as stated_state
    from source_rows as s
    left join unusual_numbers as calling on calling.raw = s.calling_number
    left join unusual_numbers as called on called.raw = s.called_number
    left join unusual_numbers as callback on callback.raw = s.callback_number
    left join jurisdictions as j on j.state = upper(trim(s.called_state))
    left join jurisdictions as n on lower(n.name) = lower(trim(s.called_state))
)
select
    source_row,
    without_number(without_called(trim(traceback_id), called_number)) as traceback_id,
    mask_numbers(clean_text(campaign_label)) as campaign_label,
    without_called(clean_text(source_id), called_number) as source_id,
    instant(call_time) as call_time,
    case when calling <> called then usable_number(calling) end as calling_number,
    case when calling = called and calling[1] = '+' then 'called_party' else number_reason(calling) end
        as calling_reason,
    called_key(called, called_number) as called_key,
    case when starts_with(called, '+1') then called[3:8] end as called_npa_nxx,
    coalesce(stated_state, a.state) as called_state,
    case when callback <> called then usable_number(callback) end as callback_number,
    without_called(mask_numbers(clean_text(requested_by)), called_number) as requested_by,
    instant(opened_at) as opened_at,
    instant(closed_at) as closed_at,
    mask_numbers(lower(clean_text(outcome))) as outcome,
    md5(row(campaign_label, source_id, call_time, calling, called_key(called, called_number), r.called_state, callback, requested_by, opened_at,
        closed_at, outcome)::varchar) as row_hash,
    case
        when nullif(trim(traceback_id), '') is null then 'blank_traceback_id'
        when instant_reason(call_time, 'call_time') is not null then instant_reason(call_time, 'call_time')
        when nullif(trim(opened_at), '') is not null and instant(opened_at) is null
            then instant_reason(opened_at, 'opened_at')
        when nullif(trim(closed_at), '') is not null and instant(closed_at) is null
            then instant_reason(closed_at, 'closed_at')
    end as reject_reason,
    coalesce(instant(opened_at), instant(call_time)) as event_at
from read_rows as r
left join stg_area_codes as a on starts_with(called, '+1') and a.npa = called[3:5]
