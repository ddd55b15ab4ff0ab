-- grain: one row per certificate and address. The OCN is the four characters that end "SHAKEN 979E".
with read_rows as (
    select
        nullif(trim(ocn), '') as stated_ocn,
        nullif(regexp_extract(cn, 'SHAKEN\s?([0-9A-Z]{4})\b', 1), '') as named_ocn,
        *
    from source_rows
)
select
    source_row,
    'cert-' || left(md5(concat_ws(chr(31), coalesce(apart(ocn), ''), apart(org_name), apart(cn), apart(cert))), 16) as certificate_id,
    coalesce(stated_ocn, named_ocn) as ocn,
    clean_text(org_name) as org_name,
    clean_text(cn) as common_name,
    trim(cert) as url,
    stated_ocn is not null as is_trusted,
    case when nullif(trim(cert), '') is null then 'blank_address' end as reject_reason,
    null::timestamp as event_at
from read_rows
