-- grain: one row per assigned NPA-NXX. OCNs are text ("003L", "0050"). The holder of a block need not serve the
-- number (local number portability): call it the block holder.
select
    source_row,
    replace(trim(npa_nxx), '-', '') as npa_nxx,
    j.state as state,
    clean_text(ocn) as ocn,
    clean_text(trim(clean_text(company), '"')) as company,
    clean_text(ratecenter) as rate_center,
    lower(trim(coalesce(in_service, ''))) = 'yes' as is_in_service,
    case when not regexp_full_match(replace(trim(coalesce(npa_nxx, '')), '-', ''), '[2-9]\d{5}') then 'bad_npa_nxx'
        end as reject_reason,
    null::timestamp as event_at
from source_rows as s
left join jurisdictions as j on j.state = case trim(s.state) when 'NN' then 'MP' else trim(s.state) end
