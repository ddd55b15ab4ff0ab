-- The lake is counted again, file by file: nothing here is taken from the load's own sums.
select l.load_id, l.rows_read, l.rows_loaded, l.rows_duplicate, l.rows_rejected, c.rows as rows_in_lake,
    d.rows as duplicates_in_lake
from loads as l
left join lake_row_counts as c on c.load_no = l.load_no and c.table_name = l.table_name
left join hidden_row_counts as d on d.load_no = l.load_no and d.table_name = l.table_name
where l.rows_read <> l.rows_loaded + l.rows_duplicate + l.rows_rejected
    or coalesce(c.rows, 0) <> l.rows_loaded + l.rows_duplicate
    or coalesce(d.rows, 0) <> l.rows_duplicate
