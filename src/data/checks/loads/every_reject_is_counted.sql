select coalesce(l.load_id, 'load ' || r.load_no) as load_id, l.rows_rejected, r.rows as rejects
from loads as l
full join (select load_no, count(*) as rows from lake_rejects group by load_no) as r on r.load_no = l.load_no
where coalesce(l.rows_rejected, 0) <> coalesce(r.rows, 0)
