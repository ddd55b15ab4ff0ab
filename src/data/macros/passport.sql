-- SIP Identity headers (RFC 8224) with a PASSporT (RFC 8225, SHAKEN: RFC 8588). Nothing is fetched and no signature
-- is checked: the header says what the signer claimed. A header over 8 KiB is not read: real ones are under 2 KiB.

create or replace temp macro identity_token(header) as
    split_part(regexp_replace(trim(header), '^(?i:identity)\s*:\s*', ''), ';', 1);

-- base64url (RFC 4648) without padding, to JSON text; NULL where it is neither.
create or replace temp macro read_token_part(part) as
    list_transform([try(decode(from_base64(
        translate(part, '-_', '+/') || case length(part) % 4 when 2 then '==' when 3 then '=' else '' end)))],
        lambda text: case when json_valid(text) then text end)[1];

create or replace temp macro identity_part(header, number) as case
    when strlen(header) <= 8192 and regexp_full_match(identity_token(header), '[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*')
        then read_token_part(split_part(identity_token(header), '.', number))
end;

-- Some signers write the claim's object as JSON inside a string, and a number alone where a list is meant.
create or replace temp macro claimed_number(payload, claim) as
    list_transform([case when json_type(payload, '$.' || claim) = 'VARCHAR'
            then json_extract_string(payload, '$.' || claim) else json_extract(payload, '$.' || claim)::varchar end],
        lambda object: case when json_valid(object)
            then coalesce(json_extract_string(object, '$.tn[0]'), json_extract_string(object, '$.tn')) end)[1];

create or replace temp macro digits_of(text) as regexp_replace(text, '[^0-9]', '', 'g');
