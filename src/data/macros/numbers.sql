-- The one telephone-number normaliser. normalise_number(raw) returns
--   '+…'       the number in E.164 form (ITU-T E.164; '+1' and ten digits inside the NANP), or
--   '!reason'  why it is not a usable number: blank, anonymous, excel_damage, sentinel, not_a_number,
--              too_short, too_long, short_code, no_area_code, invalid_area_code, invalid_exchange, masked.
-- Whether the code is in service is a question to the numbering tables: models/staging/stg_numbers.sql.
-- Macros are evaluated on whole columns, so the order is by cost: ten plain digits, then digits with marks, by
-- length and prefix alone, and only what is left through regular expressions. Those stand in a lambda, because
-- DuckDB lifts expressions that repeat out of a `case` and would evaluate them for every row.

-- NANP rules (ATIS-0300051) for ten digits: NPA and NXX are [2-9]XX, and neither is N11.
create or replace temp macro check_nanp(ten) as case
    when ten in ('0000000000', '1111111111', '2222222222', '3333333333', '4444444444', '5555555555', '6666666666',
        '7777777777', '8888888888', '9999999999', '1234567890', '0123456789', '9876543210', '0987654321', '1231231234')
        then '!sentinel'
    when ten = '7378742833' then '!anonymous'
    when ten[1] < '2' or ten[2:3] = '11' then '!invalid_area_code'
    when ten[4] < '2' or ten[5:6] = '11' then '!invalid_exchange'
    else '+1' || ten
end;

-- ANONYMOUS, UNAVAILABLE, PRIVATE, UNKNOWN, BLOCKED and WITHHELD on a keypad (RESTRICTED has ten digits).
create or replace temp macro is_keypad_word(digits) as
    digits in ('266696687', '86282452253', '7748283', '8656696', '2562533', '94843533', '7378742833');

-- Digits after a plus sign or an international prefix. E.164: a country code from 1 to 9, fifteen digits at most;
-- seven is the shortest in use.
create or replace temp macro check_international(digits) as case
    when is_keypad_word(digits) then '!anonymous'
    when length(digits) > 3 and replace(digits, digits[1], '') = '' then '!sentinel'
    when digits[1] = '1' then case
        when length(digits) = 11 then check_nanp(digits[2:])
        when length(digits) < 11 then '!too_short'
        else '!too_long'
    end
    when length(digits) > 15 then '!too_long'
    when length(digits) < 7 then '!too_short'
    when digits[1] = '0' then '!not_a_number'
    else '+' || digits
end;

-- Digits without a plus sign. 011 and 00 are the prefixes of an international call (NANP, ITU-T E.123).
create or replace temp macro check_national(digits) as case
    when length(digits) = 10 then check_nanp(digits)
    when is_keypad_word(digits) then '!anonymous'
    when length(digits) > 3 and replace(digits, digits[1], '') = '' then '!sentinel'
    when length(digits) = 11 and digits[1] = '1' then check_nanp(digits[2:])
    when starts_with(digits, '011') and length(digits) between 10 and 18 and digits[4] > '0'
        then check_international(digits[4:])
    when starts_with(digits, '00') and length(digits) between 9 and 17 and digits[3] > '0'
        then check_international(digits[3:])
    when length(digits) = 7 then '!no_area_code'
    when length(digits) between 2 and 6 then '!short_code'
    when length(digits) < 10 then '!too_short'
    else '!too_long'
end;

create or replace temp macro check_digits(has_plus, digits) as
    case when has_plus then check_international(digits) else check_national(digits) end;

create or replace temp macro without_marks(raw) as translate(raw, '+-.()/ ', '');

-- Zeros before a whole number fill a field of fixed width.
create or replace temp macro without_padding(digits) as case
    when length(digits) > 15 and regexp_full_match(digits, '0{5,}1?[2-9]\d{9}') then ltrim(digits, '0') else digits end;

-- Letters on a keypad (ITU-T E.161): 1-800-FLOWERS.
create or replace temp macro keypad_digits(text) as
    translate(upper(text), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '22233344455566677778889999');

-- Ten digits or eleven of which the last are written as letters, after the area code.
create or replace temp macro is_keypad_number(text) as
    regexp_full_match(text, '1?[-. ]?\(?[2-9]\d{2}\)?[-. ]?[A-Za-z][-. A-Za-z0-9]*') and length(without_marks(text)) between 10 and 11;

-- A text as the keyboard would write it: the digits of other scripts, Unicode's dashes and blanks; marks of the writing
-- direction and of the byte order go, percent-encoding is undone.
create or replace temp macro keyboard_text(raw) as trim(regexp_replace(regexp_replace(regexp_replace(translate(
        case when contains(raw, '%') and regexp_matches(raw, '%[0-9A-Fa-f]{2}') then url_decode(raw) else raw end,
        '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９०१२३४५६७८९＋（）．', '0123456789012345678901234567890123456789+().'),
    '[\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2069}\x{FEFF}\x{AD}]', '', 'g'),
    '[\x{2010}-\x{2015}\x{2212}\x{FF0D}\x{FE63}]', '-', 'g'),
    '[\s\x{A0}\x{2000}-\x{200A}\x{202F}\x{3000}]+', ' ', 'g'), ' ''"');

-- The number of a SIP or tel URI, with or without its brackets and display name; an extension, a remark in brackets or a
-- trailing # cut off; the national 0 after a country code and Excel's trailing ".0" removed.
create or replace temp macro number_text(raw) as
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        regexp_replace(keyboard_text(raw), '^(\*\d\d|#31#|\*31#)(\+?\d{10,15})#?$', '\2'),
        '^[^<]*<([^>]*)>.*$', '\1'),
        '^(?i:sips?|tel):([^@;:]*).*$', '\1'),
        '^(\+?[-. ()\d]*\d)(@.*|;[A-Za-z-]+(=.*)?|#)$', '\1'),
        '\s*\([A-Za-z ]+\)$', ''),
        '(?i)([ ,;]*(ext(ension)?\.?|poste|x|#)[ :.=]*\d{1,6}|;ext=\d*|\s+x)$', ''),
        '^(\+\d{1,3}) ?\(0\)', '\1'),
        '^(\+?\d{7,15})\.0+$', '\1'),
        '^="?(\+?[\d][-. ()\d]*)"?$', '\1');

create or replace temp macro check_text(text) as case
    when text = '' or lower(text) in ('na', 'n/a', 'none', 'null', 'nan', '-', '.', '\n') then '!blank'
    when regexp_full_match(text, '\+?\d+(\.\d+)?[eE]\+?\d+') then '!excel_damage'
    -- Digits hidden by the exporter: what is left is a prefix, not a number.
    when regexp_full_match(regexp_replace(text, '[-. ()]', '', 'g'), '\+?\d*[*xXN#?•●∙·…_]+\d*')
        and regexp_matches(text, '\d') or regexp_full_match(text, '\+?[\d ()-]{3,}(\.\.\.|…)\d*') then '!masked'
    when regexp_matches(lower(text),
        'anonym|restrict|private|unavail|unknown|withheld|blocked|out of area|no caller|payphone') then '!anonymous'
    when regexp_full_match(text, '\+?[-. ()/\d]*\d[-. ()/\d]*')
        then check_digits(starts_with(text, '+'), without_padding(without_marks(text)))
    when is_keypad_number(text)
        then check_national(keypad_digits(without_marks(text)))
    else '!not_a_number'
end;

-- Ten digits of the form NXXNXXXXXX: nearly all numbers of an export.
create or replace temp macro is_plain_number(raw) as regexp_full_match(raw, '[2-9]\d{2}[2-9]\d{6}');

create or replace temp macro normalise_number(raw) as case
    when raw is null then '!blank'
    when is_plain_number(raw) then check_nanp(raw)
    when regexp_full_match(raw, '\+?\d[-()/ \d]*') and not contains(raw, '(0)') then
        list_transform([raw], lambda text: check_digits(starts_with(text, '+'), without_padding(without_marks(text))))[1]
    else list_transform([number_text(raw)], lambda text: check_text(text))[1]
end;

-- The same for a column of millions: plain numbers at once, the others by a join with their distinct values, for
-- which the loader has filled the temporary table unusual_numbers (raw, number) through normalise_number.
create or replace temp macro normalise_joined(raw, unusual) as case
    when raw is null then '!blank'
    when is_plain_number(raw) then check_nanp(raw)
    else unusual
end;

create or replace temp macro usable_number(normalised) as
    case when normalised[1] = '+' then normalised end;
create or replace temp macro number_reason(normalised) as
    case when normalised[1] = '!' then normalised[2:] end;

-- The ten digits of a number that is written as '+1', '1' or nothing and ten digits.
create or replace temp macro ten_digits(raw) as
    try_cast(raw as bigint) % 10000000000;

-- Do two spellings mean one number? NULL where either is missing. National forms differ by their prefixes.
create or replace temp macro same_number(one, other) as
    right(regexp_replace(one, '[^0-9]', '', 'g'), 10) = right(regexp_replace(other, '[^0-9]', '', 'g'), 10);

-- Ten equal digits, counting up or down, and a keypad word, as E.164 integers: see check_nanp.
create or replace temp macro is_sentinel(e164) as coalesce(e164 in (12222222222, 13333333333, 14444444444, 15555555555,
    16666666666, 17777777777, 18888888888, 19999999999, 19876543210, 17378742833), false);
