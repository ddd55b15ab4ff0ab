-- grain: one row per number or prefix that never places calls; of several versions the newest
create or replace view do_not_originate as
select d.number_or_prefix, d.reason, d.listed_since, l.load_id
from raw.do_not_originate as d
join loads as l on l.load_no = d.load_no
qualify row_number() over (partition by d.number_or_prefix order by l.load_order desc, d.row_no desc) = 1;
