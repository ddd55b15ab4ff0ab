-- grain: one row per publisher, series and period
select
    source_row,
    trim(publisher) as publisher,
    trim(series) as series,
    trim(period) as period,
    trim(period_kind) as period_kind,
    try_cast(value as double) as value,
    trim(unit) as unit,
    clean_text(exactness) as exactness,
    clean_text(note) as note,
    concat_ws('|', publisher, series, period) as published_key,
    case
        when nullif(trim(publisher), '') is null or nullif(trim(series), '') is null then 'blank_series'
        when not coalesce(isfinite(try_cast(value as double)) and try_cast(value as double) >= 0, false) then 'bad_value'
    end as reject_reason,
    null::timestamp as event_at
from source_rows
