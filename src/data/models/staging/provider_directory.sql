-- grain: one row per provider id: the newest entry of the directories loaded
create or replace view provider_directory as
select p.* exclude (row_hash, load_no, row_no), l.load_id, l.is_simulated
from raw.providers as p
join loads as l on l.load_no = p.load_no
qualify row_number() over (partition by p.provider_id order by l.load_order desc, p.row_no desc) = 1;
