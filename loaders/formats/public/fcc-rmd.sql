-- grain: one row per filing in the database on the day of the export
select
    source_row,
    trim(number) as filing_number,
    parse_frn(frn) as frn,
    without_words(nullif(ltrim(clean_text(business_name), ''''), '')) as name,
    without_words(clean_text(business_address)) as address,
    parse_yes(foreign_voice_provider) as is_foreign,
    without_words(clean_text(country)) as country,
    without_words(clean_text(other_frns)) as other_frns,
    without_words(clean_text(other_dba_names)) as other_names,
    without_words(clean_text(previous_dba_names)) as previous_names,
    without_words(clean_text(robocall_mitigation_contact_name)) as contact_name,
    without_words(clean_text(contact_title)) as contact_title,
    without_words(clean_text(contact_department)) as contact_department,
    without_words(clean_text(contact_business_address)) as contact_address,
    without_words(clean_text(contact_country)) as contact_country,
    without_words(clean_text(contact_telephone_number)) as contact_email_or_phone,
    without_words(clean_text(contact_phone_extension)) as contact_phone_extension,
    clean_text(implementation) as implementation,
    parse_yes(voice_service_provider_choice) as is_voice_provider,
    parse_yes(gateway_provider_choice) as is_gateway,
    parse_yes(intermediate_provider_choice) as is_intermediate,
    parse_time(last_updated)::date as last_updated,
    parse_time(last_recertified)::date as last_recertified,
    case when filing_url like 'https://%' then filing_url end as filing_url,
    case
        when not regexp_full_match(trim(coalesce(number, '')), 'RMD\d+') then 'bad_filing_number'
        when clean_text(business_name) is null then 'blank_business_name'
    end as reject_reason,
    greatest(parse_time(last_updated), parse_time(last_recertified)) as event_at
from source_rows
