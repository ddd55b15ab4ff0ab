-- grain: one row per provider id: the newest entry of the directories loaded
create or replace view provider_directory as
select p.* exclude (row_hash), l.is_simulated
from raw.providers as p
join loads as l on l.load_id = p.load_id
qualify row_number() over (partition by p.provider_id order by l.load_no desc, p.rowid desc) = 1;
