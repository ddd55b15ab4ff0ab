-- grain: one row per provider: those of the directories loaded (their ids are those of call records), and those that
-- filed in the FCC Robocall Mitigation Database (newest export) and are in no directory.
-- Matched by FRN, never by name: names collide.
create or replace view providers as
with filings as (
    select f.*, l.load_id,
        concat_ws(', ', f.contact_title, f.contact_department) as title,
        concat_ws(', ', f.contact_address, f.contact_country) as contact_place,
        f.contact_email_or_phone || coalesce(' ext. ' || nullif(regexp_replace(f.contact_phone_extension, '^(x|ext\.?|extension|#) *', '', 'i'), ''), '') as reach
    from raw.rmd_filings as f
    join latest_loads as l on l.load_no = f.load_no and l.format = 'fcc-rmd'
),
by_frn as (
    select * from filings where frn is not null
    qualify row_number() over (partition by frn order by last_updated desc nulls last, filing_number) = 1
)
select
    d.provider_id,
    coalesce(d.name, d.provider_id) as name,
    d.frn,
    d.ocn,
    d.country,
    d.role_hint as role,
    case
        when d.is_simulated then 'simulated'
        when f.filing_number is null then case when d.frn is null then 'no FRN' else 'not listed' end
        when f.last_updated is null then 'listed, never updated'
        else 'listed'
    end as rmd_status,
    f.is_voice_provider,
    f.is_gateway,
    f.is_intermediate,
    f.implementation,
    f.last_updated,
    f.last_recertified,
    coalesce(d.previous_names, f.previous_names) as previous_names,
    d.load_id,
    f.filing_number,
    d.time_zone,
    d.itg_member,
    d.contact_email,
    d.is_simulated,
    f.name as filing_name,
    f.country as filing_country,
    f.contact_name as rmd_contact_name,
    nullif(f.title, '') as rmd_contact_title,
    nullif(f.contact_place, '') as rmd_contact_address,
    f.reach as rmd_contact_reach
from provider_directory as d
left join by_frn as f on f.frn = d.frn and not d.is_simulated
union all
select
    f.filing_number,
    coalesce(f.name, f.filing_number),
    f.frn,
    null::varchar,
    f.country,
    case
        when f.is_foreign then 'foreign'
        when f.is_gateway then 'gateway'
        when f.is_voice_provider then 'originating'
        when f.is_intermediate then 'intermediate'
    end,
    case when f.last_updated is null then 'listed, never updated' else 'listed' end,
    f.is_voice_provider,
    f.is_gateway,
    f.is_intermediate,
    f.implementation,
    f.last_updated,
    f.last_recertified,
    f.previous_names,
    f.load_id,
    f.filing_number,
    null::varchar,
    null::boolean,
    null::varchar,
    false,
    f.name,
    f.country,
    f.contact_name,
    nullif(f.title, ''),
    nullif(f.contact_place, ''),
    f.reach
from filings as f
where f.frn is null or f.frn not in (select frn from provider_directory where frn is not null and not is_simulated);
