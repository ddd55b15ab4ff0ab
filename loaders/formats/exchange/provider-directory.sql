-- grain: one row per provider id
select
    source_row,
    trim(provider_id) as provider_id,
    without_words(clean_text(s.name)) as name,
    parse_frn(frn) as frn,
    upper(clean_text(ocn)) as ocn,
    nullif(upper(trim(regexp_replace(country, '(?i)^(n/a|none|null|unknown|-)$', ''))), '') as country,
    lower(clean_text(role_hint)) as role_hint,
    case when z.name is not null then trim(time_zone) end as time_zone,
    case lower(trim(itg_member)) when 'true' then true when 'yes' then true when '1' then true
        when 'false' then false when 'no' then false when '0' then false end as itg_member,
    without_words(clean_text(previous_names)) as previous_names,
    without_words(clean_text(contact_email)) as contact_email,
    md5(row(s.name, frn, ocn, country, role_hint, time_zone, itg_member, previous_names, contact_email)::varchar)
        as row_hash,
    case
        when nullif(trim(provider_id), '') is null then 'blank_provider_id'
        when lower(trim(coalesce(role_hint, ''))) not in ('', 'originating', 'gateway', 'intermediate', 'terminating',
            'foreign') then 'unknown_role_hint'
    end as reject_reason,
    null::timestamp as event_at
from source_rows as s
left join (select distinct name from pg_timezone_names()) as z on z.name = trim(s.time_zone)
