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

create or replace temp macro digits_of(text) as regexp_replace(text, '[^0-9]', '', 'g');

-- Digits of other scripts, and digits escaped as in an address (%39) or a page (&#57;, &#x39;), as ASCII. Hardly a text has
-- any: three comparisons say so. The variables are set when a session opens (src/digits.ts).
create or replace temp macro has_odd_digits(text) as
    strlen(text) <> length(text) or contains(text, '%3') or contains(text, '&#');
create or replace temp macro unescaped_digits(text) as list_reduce(
    [regexp_replace(regexp_replace(text, '%3([0-9])', '\1', 'g'), '&#[xX]0*3([0-9]);?', '\1', 'g'),
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    lambda t, d: regexp_replace(t, '&#0*' || (48 + d::integer) || ';?', d, 'g'));
create or replace temp macro plain_digits(text) as case when has_odd_digits(text)
    then unescaped_digits(translate(text, getvariable('other_digits'), getvariable('their_digits'))) else text end;
create or replace temp macro digits_in(text) as digits_of(plain_digits(text));

-- What a cell with a called number may spell: its digits where they are one number, else (SIP and tel URIs with ports,
-- extensions, two numbers) every ten in a row; of a number in letters of the keypad, its digits and the number as written.
-- Null where it holds fewer than seven.
create or replace temp macro called_windows(called) as case when is_keypad_number(trim(called)) then list_transform(
    [upper(without_marks(trim(called)))], lambda t: [right(keypad_digits(t), 10), right(t, 10)])[1]
else list_transform(
    -- "tel:7240458;phone-context=+1913": the context comes first.
    [case when contains(called, 'phone-context=')
        then digits_in(split_part(called, 'phone-context=', 2)) || digits_in(split_part(called, ';', 1))
        -- A URI's host and what belongs to the switch are no part of the number, where it has one before them.
        when regexp_matches(called, '^[^@]*@[^@]*$') and length(digits_in(split_part(called, '@', 1))) < 7 then digits_in(called)
        else digits_in(regexp_replace(called, '^\s*"[^"]*"\s*<|@[^;>\s]*|;\s*(?:tag|branch|user|transport|cic|rn)=[^;>]*', '', 'g')) end],
    lambda d: case
        when d is null or length(d) < 7 then null
        when length(d) <= 10 then [d]
        else list_transform(range(1, least(length(d), 60) - 8), lambda i: substr(d, i, 10))
    end)[1] end;

-- Does a text spell the called number, with whatever between its digits?
create or replace temp macro spells(text, windows) as case
    when strlen(text) >= 7 and windows is not null
        then list_transform([{digits: digits_in(text), written: upper(without_marks(text))}],
            lambda t: len(list_filter(windows, lambda w: contains(t.digits, w) or contains(t.written, w))) > 0)[1]
    else false end;

-- An id that spells the called number is replaced by a keyed one, under which it can still be joined.
create or replace temp macro keyed_id(id) as '~' || lower(to_hex(keyed_64(id)));
create or replace temp macro hide(id, windows) as case when spells(id, windows) then keyed_id(id) else id end;
create or replace temp macro if_spelled(may_spell, id, windows) as case when may_spell then hide(id, windows) else id end;
create or replace temp macro without_called(id, called) as case
    when spells(id, called_windows(called)) then keyed_id(id)
    -- Where only area code and exchange are given, four digits after them are the line.
    when length(digits_in(called)) = 6 and regexp_matches(digits_in(id), digits_in(called) || '\d{4}') then keyed_id(id)
    else id
end;

-- The same for the id of a traceback and of who is asked in it, whose called number stands in another file: where it could
-- be a telephone number of ten digits, with any marks between. A date before a mark is none.
create or replace temp macro without_number(id) as case
    when regexp_matches(regexp_replace(regexp_replace(plain_digits(id),
            '(^|[^0-9])(19|20)\d\d[-/._]?(0[1-9]|1[0-2])[-/._]?(0[1-9]|[12]\d|3[01])[^0-9]', 'x', 'g'), '[^\p{L}\p{N}]+', '', 'g'),
        '[2-9]\d{2}[2-9]\d{6}') then keyed_id(id)
    else id
end;

-- Might a row's ids, put together, spell the ten digits of its called number? The digits must at least stand in them in
-- their order, which one comparison tells; hardly a row goes on to the slow tests.
create or replace temp macro may_spell(ids, ten) as ids like '%' || ten[1] || '%' || ten[2] || '%' || ten[3] || '%' || ten[4] || '%'
    || ten[5] || '%' || ten[6] || '%' || ten[7] || '%' || ten[8] || '%' || ten[9] || '%' || ten[10] || '%' or has_odd_digits(ids);

-- Free text: whatever could be a telephone number goes.
create or replace temp macro mask_numbers(text) as
    regexp_replace(text, getvariable('number_run'), '[number]', 'g');

-- NPA-NXX: six digits, even where the export holds the whole number, writes it as a spreadsheet does ("913284.0"), or in a
-- URI or with an extension.
create or replace temp macro area_and_exchange(raw) as coalesce(
    nullif(regexp_extract(
        case when regexp_full_match(trim(raw), '\d+(\.\d+)?([eE]\+?\d+)?')
            then try_cast(try_cast(trim(raw) as double) as bigint)::varchar
            else digits_in(raw) end,
        '^[01]?([2-9]\d{5})(\d{4})?$', 1), ''),
    left(list_filter(called_windows(raw), lambda w: regexp_full_match(w, '[2-9]\d{2}[2-9]\d{6}'))[1], 6));

-- A number beside the two parties' (asserted, charged, as sent on) in E.164 without its plus: of a number alone or of a SIP
-- or tel URI, with or without a display name. The parties' own are read by normalise_number, which takes all spellings.
create or replace temp macro side_number(raw) as list_transform(
    [regexp_extract(raw, '^\s*(?:"[^"]*"\s*|[^<]*)<?(?:sips?:|tel:)?(\+?)(\d{7,18})(?:[@;>\s]|$)', ['plus', 'digits'])],
    lambda p: case
        when regexp_full_match(p.digits, '1?[2-9]\d{2}[2-9]\d{6}') then 10000000000 + right(p.digits, 10)::bigint
        when p.plus = '+' and length(p.digits) <= 15 then p.digits::bigint
        when regexp_full_match(p.digits, '011[2-9]\d{6,14}') then substr(p.digits, 4)::bigint end)[1];
-- One of the caller's side; nothing where it is the called one.
create or replace temp macro caller_side(raw, windows) as case when raw is not null then list_transform([side_number(raw)],
    lambda n: case when n is not null and not coalesce(list_contains(windows, right(n::varchar, 10)), false) then n end)[1] end;
-- One that is a called party's, as its key.
create or replace temp macro called_side(raw) as case when raw is not null then list_transform([side_number(raw)],
    lambda n: case when n is not null then keyed_64('+' || n) end)[1] end;

-- A word of a column map's own rules. Any other text in its place may be anything, and is not kept.
create or replace temp macro code_of(raw) as case
    when raw is null or trim(raw) = '' then null
    when regexp_full_match(trim(raw), '[a-z_]{1,40}') then trim(raw)
    else 'not_said' end;
