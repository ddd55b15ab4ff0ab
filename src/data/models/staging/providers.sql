-- grain: one row per provider that filed in the FCC Robocall Mitigation Database (newest export).
-- Matched by FRN, never by name: names collide.
create or replace view providers as
select
    f.filing_number as provider_id,
    f.name,
    f.frn,
    null::varchar as ocn,
    f.country,
    case
        when f.is_foreign then 'foreign'
        when f.is_gateway then 'gateway'
        when f.is_voice_provider then 'originating'
        when f.is_intermediate then 'intermediate'
    end as role,
    case when f.last_updated is null then 'listed, never updated' else 'listed' end as rmd_status,
    f.is_voice_provider,
    f.is_gateway,
    f.is_intermediate,
    f.implementation,
    f.last_updated,
    f.last_recertified,
    f.previous_names,
    f.load_id
from raw.rmd_filings as f
join latest_loads as l on l.load_id = f.load_id and l.format = 'fcc-rmd';
