-- SIP Identity headers (RFC 8224) with PASSporTs (RFC 8225; SHAKEN: RFC 8588; div: RFC 8946; rcd: RFC 9795). Nothing is
-- fetched and no signature is checked: a header says what its signer claimed. A text over 16 KiB is not read: real ones are
-- under 2 KiB each.

-- base64url (RFC 4648), or the usual alphabet, with or without padding, to the text of a JSON object; NULL where it is none.
create or replace temp macro read_token_part(part) as
    list_transform([try(decode(from_base64(
        translate(rtrim(part, '='), '-_', '+/')
            || case length(rtrim(part, '=')) % 4 when 2 then '==' when 3 then '=' else '' end)))],
        lambda text: case when json_valid(text) then case when json_type(text) = 'OBJECT' then text end end)[1];

-- A header that was folded over lines, or percent-encoded, as one text.
create or replace temp macro unfolded(header) as list_transform(
    [case when contains(header, '%') and regexp_matches(header, '%[0-9A-Fa-f]{2}') then url_decode(header) else header end],
    lambda text: case when contains(text, chr(10)) or contains(text, chr(13))
        then regexp_replace(text, '[\r\n]+[ \t]+', '', 'g') else text end)[1];

-- The PASSporTs of a text, in its order, as {header, payload} of JSON texts: full forms (a header's JSON begins with
-- '{"', so the token with 'ey' or 'ew'), or the JSON that a switch writes of parsed ones.
create or replace temp macro token_passports(header) as list_transform(
    regexp_extract_all(unfolded(header), 'e[yw][A-Za-z0-9_+/=-]*\.[A-Za-z0-9_+/=-]*\.[A-Za-z0-9_+/=-]*'),
    lambda token: {header: read_token_part(split_part(token, '.', 1)), payload: read_token_part(split_part(token, '.', 2))});
create or replace temp macro json_passports(text) as list_transform(
    case json_type(text) when 'ARRAY' then json_extract(text, '$[*]') else [text::json] end,
    lambda one: {header: json_extract(one, '$.header')::varchar, payload: json_extract(one, '$.payload')::varchar});
create or replace temp macro passports(header) as case
    when header is null or strlen(header) > 16384 then null
    when header[1] in ('[', '{') and json_valid(header) then case
        when contains(header, '"payload"') then list_filter(json_passports(header), lambda p: p.payload is not null)
        else token_passports(header) end
    else token_passports(header)
end;

create or replace temp macro passport_kind(p) as lower(json_extract_string(p.header, '$.ppt'));

-- The one that says who signed the call and how sure it is of the caller: the first of SHAKEN's kind; one without a kind
-- that attests is taken for it.
create or replace temp macro shaken_of(list) as list_filter(list, lambda p: p.header is not null and p.payload is not null
    and (passport_kind(p) = 'shaken'
        or (passport_kind(p) is null and json_extract_string(p.payload, '$.attest') is not null)))[1];

-- Some signers write the claim's object as JSON inside a string, and a number alone where a list is meant.
create or replace temp macro claim_object(payload, claim) as case
    when json_type(payload, '$.' || claim) = 'VARCHAR' then json_extract_string(payload, '$.' || claim)
    else json_extract(payload, '$.' || claim)::varchar end;
create or replace temp macro claimed_numbers(payload, claim) as list_transform([claim_object(payload, claim)],
    lambda object: case when not coalesce(json_valid(object), false) then null
        when json_type(object, '$.tn') = 'ARRAY' then json_extract_string(object, '$.tn[*]')
        when json_extract_string(object, '$.tn') is not null then [json_extract_string(object, '$.tn')]
        when json_type(object, '$.uri') = 'ARRAY' then json_extract_string(object, '$.uri[*]')
        when json_extract_string(object, '$.uri') is not null then [json_extract_string(object, '$.uri')] end)[1];

-- Seconds since 1970: some signers write text, and some milliseconds.
create or replace temp macro issued_seconds(payload) as list_transform([try_cast(json_extract_string(payload, '$.iat') as double)],
    lambda iat: case when iat > 100000000000 then iat / 1000 else iat end)[1];

-- The address of the certificate in the header's own parameters.
create or replace temp macro info_of(header) as
    nullif(regexp_extract(unfolded(header), ';\s*info\s*=\s*<?"?([^>;"]*)', 1), '');

-- What is to be said of the PASSporTs of a call, as codes. `s` is the SHAKEN one, `calling` and `called` the numbers as
-- signalled, `call_start` when it began. Those of form are the checks of the IMC 2026 study of the SHAKEN PKI.
create or replace temp macro passport_findings(header, list, s, calling, called, call_start) as list_filter([
    case when strlen(header) > 16384 then 'too_long' end,
    case when s is null and coalesce(len(list), 0) = 0 and strlen(header) <= 16384
        then case when regexp_matches(header, '\.\.[A-Za-z0-9_-]+') then 'compact_form' else 'unparsable' end end,
    case when s is null and len(list) > 0 then
        case when len(list_filter(list, lambda p: p.header is not null and p.payload is not null)) = 0 then 'unparsable' else 'not_shaken' end end,
    case when s is not null and coalesce(upper(trim(json_extract_string(s.payload, '$.attest'))), '') not in ('A', 'B', 'C') then 'bad_attest' end,
    case when s is not null and issued_seconds(s.payload) is null then 'bad_iat' end,
    case when s is not null and claimed_numbers(s.payload, 'orig') is null then 'no_orig' end,
    case when s is not null and len(list_filter(claimed_numbers(s.payload, 'orig'), lambda n: length(digits_of(n)) >= 7)) = 0 then 'orig_no_number' end,
    case when s is not null and len(list_filter(claimed_numbers(s.payload, 'orig'), lambda n: length(digits_of(n)) >= 7)) > 0
        and length(digits_of(calling)) >= 7
        and not list_bool_or(list_transform(claimed_numbers(s.payload, 'orig'), lambda n: same_number(n, calling))) then 'orig_differs' end,
    case when s is not null and claimed_numbers(s.payload, 'dest') is null then 'no_dest' end,
    case when s is not null and length(digits_of(called)) >= 7
        and not list_bool_or(list_transform(claimed_numbers(s.payload, 'dest'), lambda n: same_number(n, called))) then 'dest_differs' end,
    case when s is not null and abs(issued_seconds(s.payload) - epoch(call_start)) > 300 then 'iat_far_from_call' end,
    case when s is not null and json_type(s.payload, '$.iat') not in ('UBIGINT', 'BIGINT') then 'iat_no_integer' end,
    case when s is not null and try_cast(json_extract_string(s.payload, '$.iat') as double) > 100000000000 then 'iat_in_milliseconds' end,
    case when s is not null and regexp_full_match(trim(json_extract_string(s.payload, '$.attest')), '[abc]') then 'attest_lower_case' end,
    case when s is not null and len(claimed_numbers(s.payload, 'dest')) > 1 then 'several_dest' end,
    case when s is not null and json_type(s.payload, '$.dest.tn') is distinct from 'ARRAY' and claimed_numbers(s.payload, 'dest') is not null then 'dest_no_list' end,
    case when s is not null and (json_type(s.payload, '$.dest') = 'VARCHAR' or json_type(s.payload, '$.orig') = 'VARCHAR') then 'claim_in_text' end,
    case when s is not null and json_extract_string(s.payload, '$.origid') is null then 'no_origid' end,
    case when s is not null and not regexp_full_match(lower(json_extract_string(s.payload, '$.origid')),
        '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}') then 'origid_no_uuid' end,
    case when s is not null and regexp_full_match(json_extract_string(s.payload, '$.origid'), '[0-]{32,36}') then 'origid_zeros' end,
    case when s is not null and regexp_full_match(lower(json_extract_string(s.payload, '$.origid')),
        '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')
        and not regexp_full_match(json_extract_string(s.payload, '$.origid'), '[0-]{32,36}')
        and lower(json_extract_string(s.payload, '$.origid'))[20] not in ('8', '9', 'a', 'b') then 'origid_variant' end,
    case when s is not null and regexp_full_match(lower(json_extract_string(s.payload, '$.origid')),
        '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}')
        and lower(json_extract_string(s.payload, '$.origid'))[15] not in ('1', '4') then 'origid_version' end,
    case when s is not null and json_extract_string(s.header, '$.x5u') is null then 'no_x5u' end,
    case when s is not null and json_extract_string(s.header, '$.x5u') not like 'https://%' then 'x5u_no_https' end,
    case when s is not null and coalesce(nullif(regexp_extract(json_extract_string(s.header, '$.x5u'), '^[a-z]+://[^/:]+:(\d+)', 1), ''),
        '443') not in ('443', '8443') then 'x5u_port' end,
    case when s is not null and info_of(header) <> json_extract_string(s.header, '$.x5u') then 'info_differs' end,
    case when s is not null and json_extract_string(s.header, '$.alg') is distinct from 'ES256' then 'alg_no_es256' end,
    case when s is not null and passport_kind(s) is null then 'no_ppt' end,
    -- Minutes from the signature to the call, in the brackets of that study.
    case when s is not null and issued_seconds(s.payload) is not null then case
        when issued_seconds(s.payload) - epoch(call_start) < -3600 then 'iat_over_60_min_before'
        when issued_seconds(s.payload) - epoch(call_start) < -60 then 'iat_1_to_60_min_before'
        when issued_seconds(s.payload) - epoch(call_start) < 0 then 'iat_up_to_1_min_before'
        when issued_seconds(s.payload) - epoch(call_start) <= 600 then 'iat_up_to_10_min_after'
        when issued_seconds(s.payload) - epoch(call_start) <= 1200 then 'iat_10_to_20_min_after'
        else 'iat_over_20_min_after' end end,
    case when len(list_filter(list, lambda p: passport_kind(p) = 'div')) > 0 then 'has_div' end,
    case when len(list_filter(list, lambda p: passport_kind(p) = 'rcd')) > 0 then 'has_rcd' end,
    case when len(list_filter(list, lambda p: passport_kind(p) = 'shaken')) > 1 then 'several_shaken' end,
    case when len(list_filter(list, lambda p: p.header is null or p.payload is null)) > 0 then 'cut_passport' end
], lambda code: code is not null);

-- Findings for which a PASSporT is not believed, in the order in which one is named for a call.
create or replace temp macro worst_finding(findings) as list_filter(
    ['too_long', 'unparsable', 'compact_form', 'not_shaken', 'bad_attest', 'bad_iat', 'orig_differs', 'orig_no_number',
    'dest_differs', 'iat_far_from_call'], lambda code: list_contains(findings, code))[1];
