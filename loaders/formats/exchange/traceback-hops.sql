-- grain: one row per provider asked in a traceback; hop 0 is the terminating provider, rising upstream
select
    source_row,
    without_number(trim(traceback_id)) || ':' || trim(hop_no) as hop_id,
    without_number(trim(traceback_id)) as traceback_id,
    try_cast(trim(hop_no) as integer) as hop_no,
    without_number(clean_text(provider_id)) as provider_id,
    mask_numbers(upper(clean_text(country))) as country,
    lower(clean_text(role)) as role,
    instant(request_sent_at) as request_sent_at,
    instant(responded_at) as responded_at,
    lower(clean_text(response)) as response,
    without_number(clean_text(upstream_provider_id)) as upstream_provider_id,
    mask_numbers(clean_text(customer_name)) as customer_name,
    mask_numbers(upper(clean_text(customer_country))) as customer_country,
    mask_numbers(lower(clean_text(customer_action))) as customer_action,
    mask_numbers(clean_text(comment)) as comment,
    md5(row(provider_id, country, role, request_sent_at, responded_at, response, upstream_provider_id, customer_name,
        customer_country, customer_action, comment)::varchar) as row_hash,
    case
        when nullif(trim(traceback_id), '') is null then 'blank_traceback_id'
        when try_cast(trim(hop_no) as integer) is null or try_cast(trim(hop_no) as integer) not between 0 and 1000
            or contains(hop_no, '.') then 'bad_hop_no'
        when lower(trim(coalesce(role, ''))) not in ('', 'terminating', 'intermediate', 'gateway', 'originating',
            'caller') then 'unknown_role'
        when lower(trim(coalesce(response, ''))) not in ('', 'upstream_identified', 'originator_identified',
            'no_record', 'incomplete_record', 'declined', 'no_response', 'legally_unable') then 'unknown_response'
        when nullif(trim(request_sent_at), '') is not null and instant(request_sent_at) is null
            then instant_reason(request_sent_at, 'request_sent_at')
        when nullif(trim(responded_at), '') is not null and instant(responded_at) is null
            then instant_reason(responded_at, 'responded_at')
    end as reject_reason,
    coalesce(instant(request_sent_at), instant(responded_at)) as event_at
from source_rows
