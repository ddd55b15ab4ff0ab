-- grain: one row per topmost record of a path in some files of the lake: what it says of who placed the call
insert into call_tops
select r.leg, l.provider_id, l.call_id, l.customer_id, l.signer_id
from files as l
join lake_places as f on f.file_path = l.file_path
join (select distinct top as leg from routed where top between $first and $last) as r
    on r.leg = f.first_leg + l.file_row_number;
