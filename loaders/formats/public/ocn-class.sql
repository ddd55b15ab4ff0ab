-- grain: one row per OCN
select
    source_row,
    upper(trim(ocn)) as ocn,
    lower(trim(class)) as class,
    case
        when not regexp_full_match(upper(trim(coalesce(ocn, ''))), '[0-9A-Z]{4}') then 'bad_ocn'
        when lower(trim(class)) not in ('wireline', 'wireless', 'voip', 'tollfree') then 'unknown_class'
    end as reject_reason,
    null::timestamp as event_at
from source_rows
