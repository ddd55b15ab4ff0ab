-- grain: one row per row of the files, in their order. The first of two steps: what can be said of a row by itself.
-- Numbers written as '+1', '1' or nothing and ten digits (nearly all) are read here; where either number of a row is
-- written otherwise, both are kept as text (*_raw) for the second step, which normalises each distinct one once.
-- The called number leaves this step as its key alone. What only few rows have goes into one list, `odd`, since each
-- column of a table of millions costs a twentieth of the step, empty or not: see finish.sql for its places.
with spelled as (
    select
        file_no,
        tidy(provider_id) as provider_id,
        tidy(call_id) as call_id,
        start_time,
        calling_number as calling,
        called_number as called,
        coalesce(regexp_full_match(calling_number, '(\+?1)?[2-9]\d{9}'), calling_number is null)
            and coalesce(regexp_full_match(called_number, '(\+?1)?[2-9]\d{9}'), called_number is null) as is_plain,
        duration_s,
        disposition,
        sip_code,
        tidy(ingress_provider_id) as ingress_provider_id,
        tidy(ingress_trunk) as ingress_trunk,
        ingress_country,
        tidy(customer_id) as customer_id,
        tidy(egress_provider_id) as egress_provider_id,
        attestation,
        tidy(origid) as origid,
        tidy(signer_id) as signer_id,
        identity,
        simulated
    from call_rows
),
passports as (
    select *,
        case when identity is not null then identity_part(identity, 1) end as token_header,
        case when identity is not null then identity_part(identity, 2) end as token_payload
    from spelled
),
timed as (
    select *,
        case when is_plain then ten_digits(calling) end as calling_ten,
        case when is_plain then ten_digits(called) end as called_ten,
        case when is_plain then right(called, 10) when length(digits_of(called)) >= 7 then right(digits_of(called), 10) end
            as called_tail,
        case when has_offset(start_time) then offset_time(start_time)
            when regexp_full_match(start_time, '\d{10}(\.\d{1,6})?|\d{13}') then epoch_time(start_time) end as offset_at,
        case when not has_offset(start_time) then local_wall(start_time) end as wall_at,
        coalesce(attestation, json_extract_string(token_payload, '$.attest')) as attest,
        coalesce(origid, json_extract_string(token_payload, '$.origid')) as origin,
        coalesce(json_extract_string(token_header, '$.x5u'),
            regexp_extract(identity, ';\s*info\s*=\s*<([^>]*)>', 1)) as x5u,
        case when token_payload is not null then try_cast(json_extract_string(token_payload, '$.iat') as double) end
            as issued_at
    from passports
),
read as (
    select *,
        plausible_time(coalesce(offset_at, local_instant(wall_at))) as started_at,
        try_cast(duration_s as double) as duration,
        coalesce(try_cast(disposition as disposition_word),
            try_cast(replace(replace(lower(trim(disposition)), ' ', '_'), '-', '_') as disposition_word)) as outcome
    from timed
),
judged as (
    select *,
    case
            -- Nearly all rows: one test says that none of the others is needed.
            when strlen(provider_id) <= 200 and strlen(call_id) <= 500 and started_at is not null
                and (duration_s is null or duration between 0 and 2000000)
                and (outcome is not null or disposition is null) then null
            when provider_id is null then 'blank_provider_id'
            when call_id is null then 'blank_call_id'
            when strlen(provider_id) > 200 or strlen(call_id) > 500 then 'id_too_long'
            when coalesce(trim(start_time), '') = '' then 'blank_start_time'
            when started_at is null and offset_at is not null then 'implausible_start_time'
            when started_at is null and lacks_zone() and not has_offset(start_time)
                and regexp_matches(start_time, '^\s*\d{1,4}[-/.]\d') then 'no_utc_offset'
            when started_at is null and local_wall(start_time) is not null then 'implausible_start_time'
            when started_at is null then 'bad_start_time'
            when trim(duration_s) <> '' and coalesce(duration, -1) not between 0 and 2000000 then 'bad_duration'
            when outcome is null and trim(disposition) <> '' then 'unknown_disposition'
        end as reject_reason,
    case
            when identity is null then null
            when strlen(identity) > 8192 then 'too_long'
            when token_header is null or token_payload is null or json_type(token_payload) <> 'OBJECT' then 'unparsable'
            when json_extract_string(token_header, '$.ppt') is distinct from 'shaken' then 'not_shaken'
            when coalesce(try_cast(attest as attestation_letter), try_cast(upper(trim(attest)) as attestation_letter)) is null then 'bad_attest'
            when issued_at is null then 'bad_iat'
            when same_number(claimed_number(token_payload, 'orig'), calling) is false then 'orig_differs'
            when same_number(claimed_number(token_payload, 'dest'), called) is false then 'dest_differs'
            when abs(issued_at - epoch(started_at)) > 300 then 'iat_far_from_call'
        end as passport_flag,
        (sip_code <> '' and coalesce(try_cast(sip_code as smallint), 0) not between 100 and 699)
            or strlen(ingress_country) not in (0, 2)
            or (identity is null and strlen(attestation) > 1) as has_odd_cell,
        case when strlen(x5u) between 1 and 500 then hide(x5u, called_tail) end as signer_x5u,
        hide(call_id, called_tail) as hidden_call_id,
        local_flag(wall_at) as time_flag,
        spells(provider_id, called_tail)
            or spells(ingress_provider_id, called_tail)
            or spells(ingress_trunk, called_tail)
            or spells(customer_id, called_tail)
            or spells(egress_provider_id, called_tail)
            or spells(signer_id, called_tail) as spells_called
    from read
)
select
    file_no,
    provider_id,
    hidden_call_id as call_id,
    hash(provider_id, hidden_call_id) as leg_hash,
    started_at,
    case when has_offset(start_time) then date_diff('minute', started_at, try_cast(start_time as timestamp)) end::smallint
        as utc_offset_min,
    case when is_plain then 10000000000 + calling_ten end as calling_number,
    case when is_plain then (10000000000 + called_ten) // 10000 % 1000000 end::integer as called_npa_nxx,
    case when is_plain then strlen(calling)::utinyint end as calling_length,
    case when is_plain then keyed_64(case when starts_with(called, '+') then called else '+1' || right(called, 10) end) end
        as called_key,
    case when duration between 0 and 2000000 then (duration * 1000)::integer end as duration_ms,
    outcome as disposition,
    case when try_cast(sip_code as smallint) between 100 and 699 then try_cast(sip_code as smallint) end as sip_code,
    ingress_provider_id,
    ingress_trunk,
    case when strlen(ingress_country) = 2 then ingress_country end as ingress_country,
    customer_id,
    egress_provider_id,
    coalesce(try_cast(attest as attestation_letter), try_cast(upper(trim(attest)) as attestation_letter)) as attestation,
    case when strlen(origin) <= 200 then hide(origin, called_tail) end as origid,
    signer_id,
    case when reject_reason is not null or not is_plain or calling_ten = called_ten or passport_flag is not null
            or time_flag is not null or has_odd_cell or signer_x5u is not null or spells_called
        then [reject_reason, case when not is_plain then calling end, case when not is_plain then called end,
            case when is_plain and calling_ten = called_ten then 'own' end, signer_x5u, passport_flag, time_flag,
            case when has_odd_cell then 'odd' end, case when spells_called then called_tail end]
    end as odd,
    coalesce(lower(simulated) in ('true', '1', 'yes'), false) as is_simulated
from judged
