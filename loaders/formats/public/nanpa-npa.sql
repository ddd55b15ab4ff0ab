-- grain: one row per area code. The report says CNMI for the Northern Mariana Islands.
select
    source_row,
    trim(npa_id) as npa,
    clean_text(s.location) as location,
    clean_text(country) as country,
    j.state as state,
    clean_text(service) as service,
    coalesce(parse_yes(assigned), false) as is_assigned,
    coalesce(parse_yes(in_service), false) as is_in_service,
    parse_time(in_service_dt)::date as in_service_on,
    clean_text(overlay_complex) as overlay_complex,
    clean_text(time_zone) as time_zone,
    case when not regexp_full_match(trim(coalesce(npa_id, '')), '[2-9]\d{2}') then 'bad_area_code' end as reject_reason,
    null::timestamp as event_at
from source_rows as s
left join jurisdictions as j on j.state = case trim(s.location) when 'CNMI' then 'MP' else trim(s.location) end
