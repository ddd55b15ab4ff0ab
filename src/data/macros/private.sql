-- What keeps called numbers out. The secret is the session variable called_secret (src/data/called-secret.ts).

-- 64 bits of a SHA-256 keyed with 256 secret bits. The key stands first and the text is short, so that one block of
-- the hash does; a truncated digest cannot be extended.
create or replace temp macro keyed_64(text) as
    ('0x' || left(sha256(getvariable('called_secret')::blob || encode(text)), 16))::ubigint;

-- The key of a called number: of its E.164 form where it is usable, so that every spelling of it has the same key;
-- else of the digits as dialled, where there are any to compare.
create or replace temp macro called_key(normalised, raw) as case
    when normalised[1] = '+' then keyed_64(normalised)
    -- Ten digits that cannot be a number are one all the same in every spelling.
    when normalised in ('!invalid_area_code', '!invalid_exchange') and length(digits_of(raw)) >= 10
        then keyed_64('+1' || right(digits_of(raw), 10))
    when normalised in ('!short_code', '!no_area_code', '!too_short', '!too_long', '!invalid_area_code',
        '!invalid_exchange', '!not_a_number') then keyed_64('?' || trim(raw))
end;

-- An id that spells the called number is replaced by a keyed one, under which it can still be joined.
create or replace temp macro without_called(id, called) as case
    when length(digits_of(called)) >= 7 and contains(digits_of(id), right(digits_of(called), 10))
        then '~' || lower(to_hex(keyed_64(id)))
    -- Where only area code and exchange are given, four digits after them are the line.
    when length(digits_of(called)) = 6 and regexp_matches(digits_of(id), digits_of(called) || '\d{4}')
        then '~' || lower(to_hex(keyed_64(id)))
    else id
end;

-- Free text: whatever could be a telephone number goes.
create or replace temp macro mask_numbers(text) as
    regexp_replace(text, '\+?[0-9][-0-9()./\s\x{A0}\x{2010}-\x{2015}]{5,}[0-9]', '[number]', 'g');

-- NPA-NXX: six digits, even where the export holds the whole number, or writes it as a spreadsheet does ("913284.0").
create or replace temp macro area_and_exchange(raw) as nullif(regexp_extract(
    regexp_replace(
        case when regexp_full_match(trim(raw), '\d+(\.\d+)?([eE]\+?\d+)?')
            then try_cast(try_cast(trim(raw) as double) as bigint)::varchar
            else translate(raw, '０１２３４５６７８９', '0123456789') end,
        '[^0-9]', '', 'g'),
    '^[01]?([2-9]\d{5})(\d{4})?$', 1), '');

-- The same for a column of millions; `tail` holds the last ten digits of the called number. Its last four are looked
-- for first, so that hardly a row goes on to the slow test: in nested cases, since DuckDB computes both sides of an
-- `and`. (Not twice in one select: it would lift the slow test out.)
create or replace temp macro spells(id, tail) as
    case when strlen(id) >= strlen(tail) then
        case when contains(id, right(tail, 4)) then contains(digits_of(id), tail) else false end
    else false end;
create or replace temp macro hide(id, tail) as
    case when strlen(id) >= strlen(tail) then
        case when contains(id, right(tail, 4)) then
            case when contains(digits_of(id), tail) then '~' || lower(to_hex(keyed_64(id))) else id end
        else id end
    else id end;

-- A number beside the two parties' (asserted, charged, as sent on) in E.164 without its plus: of a number alone or of a SIP
-- or tel URI, with or without a display name. The parties' own are read by normalise_number, which takes all spellings.
create or replace temp macro side_number(raw) as list_transform(
    [regexp_extract(raw, '^\s*(?:"[^"]*"\s*|[^<]*)<?(?:sips?:|tel:)?(\+?)(\d{7,18})(?:[@;>\s]|$)', ['plus', 'digits'])],
    lambda p: case
        when regexp_full_match(p.digits, '1?[2-9]\d{2}[2-9]\d{6}') then 10000000000 + right(p.digits, 10)::bigint
        when p.plus = '+' and length(p.digits) <= 15 then p.digits::bigint
        when regexp_full_match(p.digits, '011[2-9]\d{6,14}') then substr(p.digits, 4)::bigint end)[1];
-- One of the caller's side; nothing where it is the called one.
create or replace temp macro caller_side(raw, tail) as case when raw is not null then list_transform([{n: side_number(raw), tail: tail}],
    lambda s: case when s.n is not null and right(s.n::varchar, 10) is distinct from s.tail then s.n end)[1] end;
-- One that is a called party's, as its key.
create or replace temp macro called_side(raw) as case when raw is not null then list_transform([side_number(raw)],
    lambda n: case when n is not null then keyed_64('+' || n) end)[1] end;

-- A word of a column map's own rules. Any other text in its place may be anything, and is not kept.
create or replace temp macro code_of(raw) as case
    when raw is null or trim(raw) = '' then null
    when regexp_full_match(trim(raw), '[a-z_]{1,40}') then trim(raw)
    else 'not_said' end;
