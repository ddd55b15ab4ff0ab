-- The one telephone-number normaliser. normalise_number(raw) returns
--   '+…'       the number in E.164 form (ITU-T E.164; '+1' and ten digits inside the NANP), or
--   '!reason'  why it is not a usable number: blank, anonymous, excel_damage, sentinel, not_a_number,
--              too_short, too_long, short_code, no_area_code, invalid_area_code, invalid_exchange.
-- Whether the code is in service is a question to the numbering tables, answered in models/staging/stg_numbers.sql.
-- Macros are evaluated on whole columns; `case` keeps the common ten-digit form on the short way.

-- NANP rules (ATIS-0300051): NPA and NXX are [2-9]XX, and neither is N11.
create or replace temp macro check_nanp(ten) as case
    when replace(ten, ten[1], '') = ''
        or ten in ('1234567890', '0123456789', '9876543210', '0987654321', '1231231234') then '!sentinel'
    when regexp_full_match(ten, '[2-9]\d{2}[2-9]\d{6}')
        and ten[2:3] <> '11' and ten[5:6] <> '11' then '+1' || ten
    when ten[1] < '2' or ten[2:3] = '11' then '!invalid_area_code'
    else '!invalid_exchange'
end;

-- Country codes start with 1 to 9, fifteen digits at most (E.164); seven is the shortest in use.
create or replace temp macro check_international(digits) as case
    when digits[1] = '1' and length(digits) = 11 then check_nanp(digits[2:])
    when digits in ('266696687', '7378742833', '86282452253', '7748283', '8656696', '2562533', '94843533')
        then '!anonymous'
    when replace(digits, digits[1], '') = '' then '!sentinel'
    when digits[1] = '1' then case when length(digits) < 11 then '!too_short' else '!too_long' end
    when length(digits) > 15 then '!too_long'
    when length(digits) < 7 then '!too_short'
    when digits[1] = '0' then '!not_a_number'
    else '+' || digits
end;

-- Digits that carry no plus sign. 011 and 00 are the prefixes of an international call (NANP, ITU).
create or replace temp macro check_national(digits) as case
    when length(digits) = 10 then
        case when digits in ('7378742833') then '!anonymous' else check_nanp(digits) end
    when digits in ('266696687', '86282452253', '7748283', '8656696', '2562533', '94843533') then '!anonymous'
    when length(digits) > 1 and replace(digits, digits[1], '') = '' then '!sentinel'
    when length(digits) = 11 and digits[1] = '1' then check_nanp(digits[2:])
    when regexp_full_match(digits, '011[1-9]\d{6,14}') then check_international(digits[4:])
    when regexp_full_match(digits, '00[1-9]\d{6,14}') then check_international(digits[3:])
    when length(digits) = 7 then '!no_area_code'
    when length(digits) between 2 and 6 then '!short_code'
    when length(digits) < 10 then '!too_short'
    else '!too_long'
end;

-- Letters on a keypad (ITU-T E.161): 1-800-FLOWERS.
create or replace temp macro keypad_digits(text) as
    translate(upper(text), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '22233344455566677778889999');

create or replace temp macro check_text(text) as case
    when text = '' or lower(text) in ('na', 'n/a', 'none', 'null', 'nan', '-', '\n') then '!blank'
    when regexp_full_match(text, '\+?\d+(\.\d+)?[eE]\+?\d+') then '!excel_damage'
    when regexp_matches(lower(text),
        'anonym|restrict|private|unavail|unknown|withheld|blocked|out of area|no caller|payphone') then '!anonymous'
    when regexp_full_match(text, '\+1[-. ]?\(?\d{3}\)?[-. ]?\d{3}[-. ]?\d{4}')
        then check_nanp(right(regexp_replace(text, '\D', '', 'g'), 10))
    when regexp_full_match(text, '\+[-. ()\d]*') then check_international(regexp_replace(text, '\D', '', 'g'))
    when regexp_full_match(text, '[-. ()/\d]*\d[-. ()/\d]*') then check_national(regexp_replace(text, '\D', '', 'g'))
    when regexp_full_match(text, '1?[-. ]?\(?[2-9]\d{2}\)?[-. ]?[A-Za-z][-. A-Za-z0-9]*')
        and length(regexp_replace(text, '[^A-Za-z0-9]', '', 'g')) between 10 and 11
        then check_national(regexp_replace(keypad_digits(text), '\D', '', 'g'))
    else '!not_a_number'
end;

-- A SIP or tel URI's user part, an extension cut off, Excel's trailing ".0" and text marks removed.
create or replace temp macro number_text(raw) as
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(trim(raw, ' ''"' || chr(9) || chr(160)),
        '^(?i:sips?|tel):([^@;]*).*$', '\1'),
        '(?i)[ ,;]*(ext\.?|x|#)[ :.]*\d{1,6}$', ''),
        '^(\+?\d{7,15})\.0+$', '\1'),
        '^=?"?(\+?[\d][-. ()\d]*)"?$', '\1');

create or replace temp macro normalise_number(raw) as case
    when raw is null then '!blank'
    when regexp_full_match(raw, '[2-9]\d{2}[2-9]\d{6}') then check_nanp(raw)
    else check_text(number_text(raw))
end;

create or replace temp macro usable_number(normalised) as
    case when normalised[1] = '+' then normalised end;
create or replace temp macro number_reason(normalised) as
    case when normalised[1] = '!' then normalised[2:] end;
