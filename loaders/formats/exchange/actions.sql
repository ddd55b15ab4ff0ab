-- grain: one row per action about a provider. Without an id of its own an action is known by its date, provider, kind and document.
with read_rows as (
    select *, parse_time(action_date)::date as day, lower(trim(kind)) as one_kind,
        coalesce(nullif(trim(provider_id), ''), parse_frn(frn)) as about
    from source_rows
)
select
    source_row,
    coalesce(nullif(trim(action_id), ''), left(md5(row(day, about, one_kind, clean_text(document))::varchar), 16)) as action_id,
    day as action_date,
    nullif(trim(provider_id), '') as provider_id,
    parse_frn(frn) as frn,
    one_kind as kind,
    clean_text(issued_by) as issued_by,
    clean_text(document) as document,
    nullif(trim(document_url), '') as document_url,
    md5(row(day, provider_id, frn, one_kind, issued_by, document, document_url)::varchar) as row_hash,
    case
        when about is null then 'names_no_provider'
        when nullif(trim(frn), '') is not null and parse_frn(frn) is null then 'bad_frn'
        when nullif(trim(action_date), '') is null then 'blank_action_date'
        when day is null then 'bad_action_date'
        when clean_text(document) is null then 'blank_document'
        -- A link makes a name public: it must lead to a host on the net.
        when nullif(trim(document_url), '') is not null
            and not regexp_full_match(trim(document_url), '(?i)https?://([a-z0-9-]+\.)+[a-z]{2,}(:\d+)?(/[^\s"''<>`{}|\\^]*)?')
            then 'bad_document_url'
        when one_kind is null or one_kind not in ('letter', 'cease_and_desist', 'blocking_order', 'removal', 'readmission', 'suit', 'settlement')
            then 'unknown_action_kind'
    end as reject_reason,
    day::timestamp as event_at
from read_rows
