-- Names, addresses and contacts of companies in one spelling, to be compared. None of these is ever shown.
create or replace temp macro plain_words(text) as
    trim(regexp_replace(regexp_replace(lower(strip_accents(replace(text, '&', ' and '))), '[''’.]', '', 'g'), '[^a-z0-9]+', ' ', 'g'));

-- A name that is only digits is a number that was written into the wrong cell.
create or replace temp macro company_name(text) as
    case when regexp_matches(plain_words(text), '[a-z]') then plain_words(text) end;

-- A name without the words that say only what kind of company it is.
create or replace temp macro company_core(text) as nullif(trim(regexp_replace(regexp_replace(
    ' ' || company_name(text) || ' ',
    ' (the|incorporated|inc|llc|l l c|lc|ltd|limited|corporation|corp|company|co|lp|llp|lllp|pllc|pc|plc|pty|gmbh|sa|sas|srl|bv|dba) ', ' ', 'g'),
    ' (the|incorporated|inc|llc|ltd|limited|corporation|corp|company|co|lp|llp|pllc|plc) ', ' ', 'g')), '');

-- Cells that list several names or numbers.
create or replace temp macro listed_parts(text) as
    list_filter(list_transform(
        regexp_split_to_array(regexp_replace(coalesce(text, ''), '(?i),( *(inc|llc|l\.l\.c|ltd|corp|co|lp|l\.p)\b)', '\1', 'g'), '[;|\n,]'),
        part -> trim(part)), part -> part <> '');
create or replace temp macro listed_frns(text) as
    list_distinct(list_transform(regexp_extract_all(coalesce(text, ''), '\d{7,10}'), digits -> lpad(digits, 10, '0')));

create or replace temp macro address_key(text) as
    nullif(regexp_replace(regexp_replace(plain_words(text),
        '\b(street|st|avenue|ave|road|rd|drive|dr|boulevard|blvd|lane|ln|court|ct|highway|hwy|parkway|pkwy|suite|ste|unit|floor|fl|room|rm|apt|north|south|east|west|n|s|e|w)\b', ' ', 'g'),
        '\s+', ' ', 'g'), '');

-- House number, first word of the street and ZIP code: a building, whatever the suite.
create or replace temp macro building_key(text) as
    case when regexp_extract(address_key(text), '^(\d+[a-z]?) ') <> '' and regexp_extract(text, '(\d{5})(-\d{4})?\s*$', 1) <> ''
        then regexp_extract(address_key(text), '^(\d+[a-z]? (?:\d+ )?\S+)', 1) || ' ' || regexp_extract(text, '(\d{5})(-\d{4})?\s*$', 1) end;

create or replace temp macro contact_phone(text) as
    case when length(right(regexp_replace(coalesce(text, ''), '\D', '', 'g'), 10)) = 10 and not contains(text, '@')
        then right(regexp_replace(text, '\D', '', 'g'), 10) end;

-- The domain of a company's own mail; those of public mail services say nothing.
create or replace temp macro mail_domain(text) as
    case when regexp_extract(lower(coalesce(text, '')), '@([a-z0-9.-]+\.[a-z]{2,})', 1)
            not in ('', 'gmail.com', 'yahoo.com', 'hotmail.com', 'outlook.com', 'aol.com', 'icloud.com', 'protonmail.com', 'proton.me', 'live.com', 'msn.com', 'mail.com', 'comcast.net', 'example.com', 'example.org')
        then regexp_extract(lower(text), '@([a-z0-9.-]+\.[a-z]{2,})', 1) end;
