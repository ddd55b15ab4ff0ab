select l.load_id, l.rows_rejected, count(r.load_id) as kept
from loads as l left join rejects as r on r.load_id = l.load_id
group by l.load_id, l.rows_rejected
having l.rows_rejected <> count(r.load_id)
