-- What a transcript says about the called person's own number.

-- One spoken digit of any value, and the words for one that is given, in English, Spanish and Chinese.
create or replace temp macro any_spoken_digit() as
    '(?:\d|zero|oh|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|[零一二三四五六七八九])';
create or replace temp macro spoken_digit(digit) as
    ['(?:0|zero|oh|cero|零)', '(?:1|one|uno|一)', '(?:2|two|dos|二)', '(?:3|three|tres|三)', '(?:4|four|cuatro|四)',
    '(?:5|five|cinco|五)', '(?:6|six|seis|六)', '(?:7|seven|siete|七)', '(?:8|eight|ocho|八)', '(?:9|nine|nueve|九)'][digit::integer + 1];

-- The called number in a transcript, of which the area code and exchange are known: with or without the area code.
create or replace temp macro without_called_number(text, npa_nxx) as case
    when length(npa_nxx) = 6 then regexp_replace(text,
        '(?i)(?:' || list_aggregate(list_transform(string_split(npa_nxx[1:3], ''), d -> spoken_digit(d)), 'string_agg', '[\s\pP]*')
            || '[\s\pP]*(?:and |dash |hyphen )?)?'
            || list_aggregate(list_transform(string_split(npa_nxx[4:6], ''), d -> spoken_digit(d)), 'string_agg', '[\s\pP]*')
            || '(?:[\s\pP]*(?:dash |hyphen )?' || any_spoken_digit() || '){4}', '[called number]', 'g')
    else text
end;
