-- grain: one row per number or prefix that never places calls; of several versions the newest
create or replace view do_not_originate as
select d.number_or_prefix, d.reason, d.listed_since, d.load_id
from raw.do_not_originate as d
join loads as l on l.load_id = d.load_id
qualify row_number() over (partition by d.number_or_prefix order by l.load_no desc, d.rowid desc) = 1;
