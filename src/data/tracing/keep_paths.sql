-- grain: one row per record of some files of the lake, with its path
insert into leg_paths
select l.provider_id, l.call_id, r.call_no, l.started_at, r.is_last, r.route_no, r.leg, r.top, l.customer_id, l.signer_id
from files as l
join lake_places as f on f.file_path = l.file_path
join routed as r on r.leg = f.first_leg + l.file_row_number and r.leg between $first and $last;
