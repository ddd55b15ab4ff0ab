-- grain: one row per row of an export that cannot be used
select l.load_id, r.line, r.reason, r.raw
from lake_rejects as r
join loads as l on l.load_no = r.load_no
